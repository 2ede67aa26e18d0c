import Affinity
import FerryTestSupport
import PipelineSpec
import Planning
import Synchronization

@testable import Runs

/// One made-up run under made-up faults and kills: all of it follows from the seed.
struct Torture {
    /// What came of it.
    struct Ending: Equatable {
        var world: [String]
        var outcomes: OutcomeCounts
    }

    let seed: UInt64
    /// With the intent written after the send: what the torture must find.
    var isBroken = false

    /// More sessions than this, and a run does not come to its end at all.
    private static let mostSessions = 60

    /// The rows of one plan.
    private func rows(_ dice: inout SplitMix) -> [PlannedRow] {
        dice.below(2) == 0 ? companies(&dice) : (1...(2 + dice.below(5))).map { Plans.several($0, Bits(dice.next())) }
    }

    /// The rows of a plan of companies only.
    private func companies(_ dice: inout SplitMix) -> [PlannedRow] {
        var rows: [PlannedRow] = []
        var leader: Int?
        for row in 1...(2 + dice.below(9)) {
            switch dice.below(10) {
            case 0: rows.append(Plans.rejected(row))
            case 1: rows.append(Plans.skipped(row))
            case 2, 3:
                let entry: Int64? = dice.below(2) == 0 ? Int64(5000 + row) : nil
                rows.append(Plans.matched(row, organization: Int64(3000 + row), entry: entry, cells: Plans.cells(row)))
            case let number:
                if number < 6, let unit = leader {
                    rows.append(Plans.same(row, unit: unit))
                    continue
                }
                var new = Plans.new(row)
                if dice.below(3) == 0 { new.records[0].key = nil }
                rows.append(new)
                leader = row
            }
        }
        return rows
    }

    private func world(for rows: [PlannedRow]) -> FakeAffinity.World {
        var world = FakeAffinity.World()
        world.nextID = 10_000
        world.options[Plans.stage.id] = [DropdownOption(id: DropdownOptionID(5), text: "New")]
        for row in rows {
            guard let organization = row.organization, let id = organization.id else { continue }
            world.organizations[id.rawValue] = .init(name: organization.name, domain: "known-\(row.row).com", createdAt: 0)
            for entry in row.entries {
                if let entryID = entry.id {
                    world.entries[entryID.rawValue] = .init(list: entry.list, organization: id.rawValue, createdAt: 0)
                }
            }
        }
        // Whom a colleague made after the plan.
        for row in rows where row.row % 3 == 0 {
            guard let person = row.records.first(where: { $0.kind == .person }), let emails = person.details?.emails, !emails.isEmpty
            else { continue }
            world.persons[Int64(7000 + row.row)] = .init(name: "Col League", emails: emails, organizations: [], createdAt: 0)
        }
        return world
    }

    func undisturbed() async throws -> Ending {
        var dice = SplitMix(seed: seed)
        let rows = rows(&dice)
        let folder = try TemporaryFolder(inMemory: true)
        let clock = TestClock()
        let affinity = FakeAffinity(clock: clock)
        affinity.edit { $0 = world(for: rows) }
        do { try Plans.file(rows, of: Plans.severalFrame, in: folder).close() }
        let result = try await RunSession.work(
            folder.path + "/run.ferry", affinity, clock, KillSwitch(at: nil, in: folder), isBroken: isBroken)
        return Ending(world: affinity.contents, outcomes: result.outcomes)
    }

    /// - Returns: nil when the run did not come to its end.
    func disturbed() async throws -> Ending? {
        var dice = SplitMix(seed: seed)
        let rows = rows(&dice)
        let folder = try TemporaryFolder(inMemory: true)
        let clock = TestClock()
        var path = folder.path + "/run.ferry"
        do { try Plans.file(rows, of: Plans.severalFrame, in: folder).close() }
        var world = world(for: rows)
        let faults = Faults(SplitMix(seed: dice.next()), percent: [0, 5, 15, 30][dice.below(4)], most: 25)
        for number in 0..<Self.mostSessions {
            let isKilled = number < 8 && dice.below(2) == 0
            let kill = KillSwitch(at: isKilled ? dice.below(70) : nil, in: folder)
            world.answers = [:]
            let affinity = FakeAffinity(
                clock: clock, searchLag: Int64(dice.below(11)) * 1000, readLag: [0, 0, 100, 500, 2000][dice.below(5)],
                v1Lag: [0, 0, 300, 1000][dice.below(4)], script: { call, _ in faults.next(call) },
                hook: { call, moment in kill.pass(moment == .beforeEffect ? "before \(call)" : "after \(call)") })
            affinity.edit { $0 = world }
            // Set at the beginning of a session, and again within it.
            let jumps = (0..<2).map { _ in [0, 0, -3_600_000, 86_400_000, -86_400_000][dice.below(5)] as Int64 }
            let noon = clock.milliseconds + Int64(dice.below(20_000))
            let result = try await RunSession.work(
                path, affinity, clock, kill, isBroken: isBroken,
                wall: { clock.milliseconds + jumps[clock.milliseconds < noon ? 0 : 1] })
            if let failure = kill.failure { throw failure }
            world = affinity.state
            world.isCutOff = false
            if let copy = kill.copy {
                path = copy
            } else if result.stop == nil {
                return Ending(world: affinity.contents, outcomes: result.outcomes)
            }
            clock.advance(by: .seconds(1 + dice.below(100)))
        }
        return nil
    }

    /// Decides call by call what befalls it.
    private final class Faults: Sendable {
        private let state: Mutex<(dice: SplitMix, left: Int)>
        private let percent: Int

        init(_ dice: SplitMix, percent: Int, most: Int) {
            state = Mutex((dice, most))
            self.percent = percent
        }

        func next(_ call: FakeAffinity.Call) -> FakeAffinity.Fault? {
            state.withLock { state in
                guard state.dice.below(100) < percent, state.left > 0 else { return nil }
                state.left -= 1
                let down = FakeAffinity.Fault.fail(.unreachable(reason: "down"))
                guard call.isOnce else { return down }
                switch state.dice.below(5) {
                case 0: return .loseAnswer
                case 1: return .loseRequest
                case 2: return .swapAnswer
                case 3: return .fail(.notAffinity(status: 200, contentType: "text/html", reason: "a web page instead of JSON"))
                default: return down
                }
            }
        }
    }

    /// One number as many choices.
    struct Bits {
        private var left: UInt64

        init(_ number: UInt64) { left = number }

        mutating func next() -> Bool {
            defer { left >>= 1 }
            return left & 1 == 1
        }
    }
}

extension SplitMix {
    fileprivate mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}

extension FakeAffinity.Call {
    /// What an outage may leave open: the others are repeated by the client until it gives up.
    fileprivate var isOnce: Bool {
        switch self {
        case .create, .add, .createPerson, .createOpportunity, .note, .option: true
        default: false
        }
    }
}
