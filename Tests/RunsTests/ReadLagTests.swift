import Affinity
import FerryTestSupport
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("Affinity's replicas lag behind what a run has just made")
struct ReadLagTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    @Test("Rows wait side by side for what v2 does not know yet")
    func sideBySide() async throws {
        let affinity = FakeAffinity(clock: clock, readLag: 500)
        let file = try Plans.file((1...60).map { Plans.new($0) }, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 60)
        #expect(affinity.contents.count == 60)
    }

    @Test("A unit that waits gives its place to another, and takes one again after")
    func slots() async throws {
        let slots = Slots(1)
        await slots.enter()
        slots.leave()
        await slots.enter()
        let waiting = Task { await slots.enter() }
        slots.leave()
        await waiting.value
        slots.leave()
        await slots.enter()
    }

    @Test("A create under way that was killed is looked for though v1 does not know its record yet", arguments: [500, 2000] as [Int64])
    func v1Lag(lag: Int64) async throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        let affinity = FakeAffinity(clock: clock, v1Lag: lag)
        affinity.edit {
            $0.organizations[900] = .init(name: "Company 1", domain: "company-1.com", createdAt: clock.milliseconds)
        }
        try file.intend(
            OperationRecord(step: 0, kind: .createOrganization, state: .done, result: 900, sentAt: clock.milliseconds), of: 1)
        try file.intend(
            OperationRecord(step: 1, kind: .addEntry, list: Plans.list, state: .sent, sentAt: clock.milliseconds), of: 1)
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 1)
        #expect(affinity.state.entries.count == 1)
    }

    @Test("A write to a record that v1 does not know yet is sent again before it is refused")
    func v1Refusal() async throws {
        let affinity = FakeAffinity(clock: clock, v1Lag: 1500)
        let file = try Plans.file([Plans.several(1, Torture.Bits(0b1111_1111_1111))], of: Plans.severalFrame, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 1)
    }

    /// With a lag of half a second, as it mostly is, nothing is said; with more one row speaks for all.
    @Test(
        "A wait for what was just made is said with its end, once for the rows that wait alike",
        arguments: [(300, 0), (3000, 1)] as [(Int64, Int)])
    func said(lag: Int64, times: Int) async throws {
        let affinity = FakeAffinity(clock: clock, readLag: lag)
        let file = try Plans.file((1...3).map { Plans.new($0) }, in: folder)
        let told = Mutex<[Duration]>([])
        let result = try await run(
            file, affinity, { $0.concurrency = 1 },
            observe: { if case .awaiting(_, _, let most) = $0 { told.withLock { $0.append(most) } } })
        #expect(result.outcomes.created == 3)
        #expect(told.withLock { $0 } == Array(repeating: .milliseconds(7750), count: times))
    }
}
