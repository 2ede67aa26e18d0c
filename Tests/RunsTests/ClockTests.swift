import Affinity
import FerryTestSupport
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("The clock of the machine is only read to people")
struct ClockTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    private static let day: Int64 = 86_400_000

    @Test(
        "A clock that jumps while a lost answer is looked for neither shortens the look nor draws it out",
        arguments: [-day, -3_600_000, 3_600_000, day] as [Int64])
    func jumpWithin(by jump: Int64) async throws {
        for (fault, creates) in [(FakeAffinity.Fault.loseAnswer, 1), (.loseRequest, 2)] {
            let wrong = Mutex<Int64>(0)
            let lost = Once()
            let affinity = FakeAffinity(
                clock: clock,
                script: { call, _ in
                    guard SettlementTests.isCreate(call), lost.take() else { return nil }
                    wrong.withLock { $0 = jump }
                    return fault
                })
            let file = try Plans.file([Plans.new(1)], in: folder, name: "within-\(creates)")
            let started = clock.milliseconds
            let clock = clock
            let result = try await run(file, affinity, wall: { clock.milliseconds + wrong.withLock { $0 } })
            #expect(result.outcomes.created == 1)
            #expect(affinity.calls.filter(SettlementTests.isCreate).count == creates)
            #expect((10_000..<14_000).contains(clock.milliseconds - started))
            #expect(try file.row(1)?.operations.allSatisfy { ($0.milliseconds ?? -1) >= 0 } == true)
        }
    }

    @Test(
        "A clock that is set between two sessions changes neither what is looked for nor for how long",
        arguments: [-day, day] as [Int64], [FakeAffinity.Fault.loseAnswer, .loseRequest])
    func jumpBetween(by jump: Int64, fault: FakeAffinity.Fault) async throws {
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, world in
                if SettlementTests.isAdd(call) { return fault }
                if case .entries = call { return .fail(.unreachable(reason: "down")) }
                return nil
            })
        let row = Plans.matched(1, organization: 11, entry: nil, cells: Plans.cells(1))
        affinity.edit { $0.organizations[11] = .init(name: "Company 1", createdAt: 0) }
        let file = try Plans.file([row], in: folder)
        let clock = clock
        let first = try await run(file, affinity, wall: { clock.milliseconds + jump })
        #expect(first.outcomes.pending == 1)
        let later = FakeAffinity(clock: clock)
        later.edit { $0 = affinity.state }
        let started = clock.milliseconds
        let second = try await run(file, later)
        #expect(second.outcomes.changed == 1)
        #expect(later.state.entries.count == 1)
        #expect(clock.milliseconds - started < 14_000)
    }
}
