import Affinity
import FerryTestSupport
import Planning
import Testing

@testable import Runs

@Suite("A run that is killed anywhere and resumed ends as if it had not been")
struct KillTests {
    /// One of each kind: new ones, some without a domain, two rows of one company, matched ones, a rename, one that Affinity
    /// refuses, one that the plan refuses, one without change, two of which Affinity refuses a cell, which it names or not.
    static let rows: [PlannedRow] = {
        var nameless = Plans.new(2)
        nameless.records[0].key = nil
        var renamed = Plans.matched(5, organization: 51, entry: 52, cells: [Plans.cell(2, .text("renamed"))])
        renamed.records[0].rename = "Renamed"
        return [
            Plans.new(1), nameless, Plans.new(3), Plans.same(4, unit: 3), renamed,
            Plans.matched(6, organization: 61, entry: nil, cells: Plans.cells(6)), Plans.new(7, name: "Refused"),
            Plans.same(8, unit: 7), Plans.rejected(9), Plans.skipped(10),
            Plans.matched(11, organization: 111, entry: 112, cells: []), Plans.new(12), Plans.new(13), Plans.new(14),
        ]
    }()

    func affinity(_ clock: TestClock, _ kill: KillSwitch?) -> FakeAffinity {
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                if case .create("Refused", _) = call { return .refuse(422, "no") }
                guard case .setEntry(_, let updates) = call else { return nil }
                if updates.contains(where: { $0.data == .number(13_000) }) { return .refuse(400, "field-2 is odd") }
                return updates.contains { $0.data == .number(14_000) } ? .refuse(400, "something is odd") : nil
            },
            hook: { call, moment in kill?.pass(moment == .beforeEffect ? "before \(call)" : "after \(call)") })
        affinity.edit { world in
            for id: Int64 in [51, 61, 111] { world.organizations[id] = .init(name: "Company \(id)", domain: "c\(id).com", createdAt: 0) }
            world.entries[52] = .init(list: Plans.list, organization: 51, createdAt: 0)
            world.entries[112] = .init(list: Plans.list, organization: 111, createdAt: 0)
        }
        return affinity
    }

    /// The world after a run that is killed at each of the given boundaries in turn, each time resumed.
    func run(killedAt boundaries: [Int], broken: Bool = false) async throws -> (
        world: [String], result: RunResult, passed: Int
    ) {
        let folder = try TemporaryFolder(inMemory: true)
        let clock = TestClock()
        var path = folder.path + "/run.ferry"
        do { try Plans.file(Self.rows, in: folder).close() }
        var world: FakeAffinity.World?
        for boundary in boundaries {
            let kill = KillSwitch(at: boundary, in: folder)
            let affinity = affinity(clock, kill)
            if let world { affinity.edit { $0 = world } }
            _ = try await RunSession.work(path, affinity, clock, kill, isBroken: broken)
            if let failure = kill.failure { throw failure }
            if boundary == boundaries.first { #expect(kill.copy != nil, "boundary \(boundary) was not reached") }
            var left = affinity.state
            left.isCutOff = false
            world = left
            path = kill.copy ?? path
            clock.advance(by: .seconds(1))
        }
        let kill = KillSwitch(at: nil, in: folder)
        let last = affinity(clock, kill)
        if let world { last.edit { $0 = world } }
        let result = try await RunSession.work(path, last, clock, kill, isBroken: broken)
        return (last.contents, result, kill.passed)
    }

    @Test("At every boundary: before and after each durable step, before each request takes effect and before its answer arrives")
    func everyBoundary() async throws {
        let undisturbed = try await run(killedAt: [])
        #expect(undisturbed.result.outcomes.created == 4)
        #expect(undisturbed.result.outcomes.changed == 3)
        #expect(undisturbed.result.outcomes.unchanged == 1)
        #expect(undisturbed.result.outcomes.rejected == 5)
        #expect(undisturbed.result.outcomes.skipped == 1)
        #expect(undisturbed.passed > 100)
        for boundary in 0..<undisturbed.passed {
            let killed = try await run(killedAt: [boundary])
            #expect(killed.world == undisturbed.world, "killed at boundary \(boundary)")
            #expect(killed.result.outcomes == undisturbed.result.outcomes, "killed at boundary \(boundary)")
            #expect(killed.result.stop == nil)
        }
    }

    @Test("Killed again while resuming, at several distances, and then once more")
    func severalKills() async throws {
        let undisturbed = try await run(killedAt: [])
        for boundary in stride(from: 1, to: undisturbed.passed, by: 7) {
            for second in [0, 1, 3, 8] {
                let killed = try await run(killedAt: [boundary, second, 5])
                #expect(killed.world == undisturbed.world, "killed at boundaries \(boundary), \(second) and 5")
                #expect(killed.result.outcomes == undisturbed.result.outcomes)
            }
        }
    }

    @Test("A second resume of a finished run sends nothing and changes nothing")
    func secondResume() async throws {
        let folder = try TemporaryFolder(inMemory: true)
        let clock = TestClock()
        let first = affinity(clock, nil)
        let path = folder.path + "/twice.ferry"
        do { try Plans.file(Self.rows, in: folder, name: "twice").close() }
        let result = try await RunSession.work(path, first, clock, KillSwitch(at: nil, in: folder))
        let second = affinity(clock, nil)
        #expect(try await RunSession.work(path, second, clock, KillSwitch(at: nil, in: folder)).outcomes == result.outcomes)
        #expect(second.calls.isEmpty)
    }

    @Test("The test of the test: with intents written after the send, some kill leaves a double")
    func lateIntentIsFound() async throws {
        let undisturbed = try await run(killedAt: [])
        var differs = false
        for boundary in 0..<40 where !differs {
            let killed = try await run(killedAt: [boundary], broken: true)
            differs = killed.world != undisturbed.world
        }
        #expect(differs)
    }
}
