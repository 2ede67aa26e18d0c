import Affinity
import FerryTestSupport
import PipelineSpec
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("What others do to cells while a run is at work")
struct CellWatchTests: ExecutorSuite {
    private let folder: TemporaryFolder
    let clock = TestClock()
    /// So that the order of things is known.
    let unitsAtOnce = 1

    private static let me = PersonID(1)
    private static let colleague = PersonID(2)

    init() throws { folder = try TemporaryFolder() }

    /// A company that is there, whose deal was worth 5 and whose industry was a text.
    private static func row(_ row: Int, size: Double = 9) -> PlannedRow {
        Plans.matched(
            row, organization: 100 + Int64(row), entry: 200 + Int64(row),
            cells: [
                PlannedCell(field: 1, action: .set, before: .number(5), after: .number(size), policy: .existing(.overwrite)),
                PlannedCell(field: 2, action: .set, before: .text("Old"), after: .text("New"), policy: .existing(.overwrite)),
            ])
    }

    private func affinity(
        rows: Int, script: @escaping @Sendable (FakeAffinity.Call, FakeAffinity.World) -> FakeAffinity.Fault? = { _, _ in nil },
        hook: @escaping @Sendable (FakeAffinity.Call, FakeAffinity.Moment) -> Void = { _, _ in }
    ) -> FakeAffinity {
        let affinity = FakeAffinity(clock: clock, script: script, hook: hook)
        affinity.edit { world in
            for row in 1...Int64(rows) {
                world.organizations[100 + row] = .init(
                    name: "Company \(row)", domain: nil, cells: [Plans.industry.id: .text("Old")], createdAt: 0)
                world.entries[200 + row] = .init(
                    list: Plans.list, organization: 100 + row, cells: [Plans.size.id: .number(5)], createdAt: 0)
            }
        }
        return affinity
    }

    private static func set(_ size: Double, of row: Int64, by user: PersonID = colleague, in world: inout FakeAffinity.World) {
        world.entries[200 + row]?.cells[Plans.size.id] = .number(size)
        world.changes.append(
            CellChange(
                id: Int64(world.changes.count + 1), field: Plans.size.id, entry: ListEntryID(200 + row), changer: user, action: .update,
                value: .number(size)))
    }

    private func watch(
        _ file: RunFile, _ affinity: FakeAffinity, stop: StopSignal = StopSignal(),
        observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) async throws -> RunResult {
        let watch = Executor.Watch(user: Self.me, since: Instant(seconds: 0))
        return try await run(file, affinity, stop: stop, { $0.watch = watch }, observe: observe)
    }

    private func size(_ row: Int64, _ affinity: FakeAffinity) -> FieldData? { affinity.state.entries[200 + row]?.cells[Plans.size.id] }

    @Test("A cell that somebody changed after the plan is left alone, and the others of its row are written")
    func moved() async throws {
        let affinity = affinity(rows: 2)
        affinity.edit { Self.set(7, of: 1, in: &$0) }
        let file = try Plans.file([Self.row(1), Self.row(2)], in: folder)
        let result = try await watch(file, affinity)
        #expect(result.outcomes.conflict == 1 && result.outcomes.changed == 1)
        #expect(size(1, affinity) == .number(7) && size(2, affinity) == .number(9))
        #expect(affinity.state.organizations[101]?.cells[Plans.industry.id] == .text("New"))
        let reason = try #require(try file.row(1)?.problems.first)
        #expect(reason.code == "C603")
        #expect(
            reason.reason == #"Deal Size has changed in Affinity since the plan: "9" was planned, it held "5" then and holds "7" now"#)
    }

    @Test("What the user of the key changes elsewhere counts as well as what others do")
    func ownEdit() async throws {
        let affinity = affinity(rows: 1)
        affinity.edit { Self.set(7, of: 1, by: Self.me, in: &$0) }
        #expect(try await watch(Plans.file([Self.row(1)], in: folder), affinity).outcomes.conflict == 1)
        #expect(size(1, affinity) == .number(7))
    }

    @Test("A cell that was changed and changed back, or that holds what was planned, is not a conflict")
    func noConflict() async throws {
        let affinity = affinity(rows: 2)
        affinity.edit { world in
            Self.set(7, of: 1, in: &world)
            Self.set(5, of: 1, in: &world)
            Self.set(9, of: 2, in: &world)
        }
        let file = try Plans.file([Self.row(1), Self.row(2)], in: folder)
        #expect(try await watch(file, affinity).outcomes.changed == 2)
        #expect(affinity.calls.count { if case .setEntry = $0 { true } else { false } } == 1)
    }

    @Test("A text of an organization, which has no history, is compared with what it holds")
    func recordCells() async throws {
        let affinity = affinity(rows: 1)
        affinity.edit { $0.organizations[101]?.cells[Plans.industry.id] = .text("Mine") }
        let file = try Plans.file([Self.row(1)], in: folder)
        #expect(try await watch(file, affinity).outcomes.conflict == 1)
        #expect(affinity.state.organizations[101]?.cells[Plans.industry.id] == .text("Mine"))
        #expect(size(1, affinity) == .number(9))
    }

    /// Sets a cell of the colleague's just before the run writes that row.
    private func meddler(_ row: Int64, _ affinity: @escaping @Sendable () -> FakeAffinity?)
        -> @Sendable (FakeAffinity.Call, FakeAffinity.Moment) -> Void
    {
        let isFirst = Once()
        return { call, moment in
            guard case .setEntry(ListEntryID(200 + row), _) = call, moment == .beforeEffect, isFirst.take() else { return }
            affinity()?.edit { Self.set(7, of: row, in: &$0) }
        }
    }

    @Test("What somebody set between the look and the write is put back, and the row says so")
    func putBack() async throws {
        let target = Mutex<FakeAffinity?>(nil)
        let affinity = affinity(rows: 3, hook: meddler(2) { target.withLock { $0 } })
        target.withLock { $0 = affinity }
        defer { target.withLock { $0 = nil } }
        let file = try Plans.file((1...3).map { Self.row($0) }, in: folder)
        let result = try await watch(file, affinity)
        #expect(size(2, affinity) == .number(7) && size(1, affinity) == .number(9))
        #expect(result.outcomes.conflict == 1 && result.outcomes.changed == 2)
        #expect(try file.counts() == result.outcomes)
        let reason = try #require(try file.row(2)?.problems.first?.reason)
        #expect(
            reason.contains(#"was changed in Affinity while the run was at this row"#) && reason.contains(#"holds "7" again"#), "\(reason)")
    }

    @Test(
        "A run that is stopped before it looked back looks back when it goes on, even where it was at its last row",
        arguments: [2, 3] as [Int64])
    func stoppedBeforeLookingBack(row: Int64) async throws {
        let target = Mutex<FakeAffinity?>(nil)
        let meddle = meddler(1) { target.withLock { $0 } }
        let path: String
        do {
            let stop = StopSignal()
            let affinity = affinity(
                rows: 3,
                hook: { call, moment in
                    meddle(call, moment)
                    if case .setEntry(ListEntryID(200 + row), _) = call, moment == .afterEffect { stop.stop() }
                })
            target.withLock { $0 = affinity }
            let file = try Plans.file((1...3).map { Self.row($0) }, in: folder)
            path = file.path
            let result = try await watch(file, affinity, stop: stop)
            #expect(result.stop == .asked)
            #expect(size(1, affinity) == .number(9), "the run went over it")
            try file.close()
        }
        let affinity = try #require(target.withLock { $0 })
        target.withLock { $0 = nil }
        let result = try await watch(RunFile.open(at: path, for: .working), affinity)
        #expect(size(1, affinity) == .number(7))
        #expect(result.outcomes.conflict == 1 && result.outcomes.changed == 2 && result.outcomes.pending == 0)
    }

    @Test("Whoever changes a cell after the run has written it keeps it, and the row counts as changed")
    func afterTheRun() async throws {
        let target = Mutex<FakeAffinity?>(nil)
        let isFirst = Once()
        let affinity = affinity(
            rows: 2,
            hook: { call, moment in
                guard case .setEntry(ListEntryID(202), _) = call, moment == .beforeEffect, isFirst.take() else { return }
                target.withLock { $0 }?.edit { Self.set(7, of: 1, in: &$0) }
            })
        target.withLock { $0 = affinity }
        defer { target.withLock { $0 = nil } }
        let result = try await watch(Plans.file([Self.row(1), Self.row(2)], in: folder), affinity)
        #expect(result.outcomes.changed == 2)
        #expect(size(1, affinity) == .number(7))
    }

    @Test("Where Affinity keeps no history for the key, the run says so once and goes on")
    func unserved() async throws {
        let affinity = affinity(
            rows: 250, script: { call, _ in if case .look("changes") = call { .refuse(404, "no route matches") } else { nil } })
        let told = Mutex<[RunEvent]>([])
        let result = try await watch(Plans.file((1...250).map { Self.row($0) }, in: folder), affinity) { event in
            if case .blind = event { told.withLock { $0.append(event) } }
        }
        #expect(result.outcomes.changed == 250 && result.stop == nil)
        #expect(told.withLock { $0 } == [.blind("cells of lists", reason: "no route matches")])
    }

    @Test("A write of the run's own that was not answered is not taken for somebody else's")
    func unansweredWrite() async throws {
        let affinity = affinity(rows: 1)
        let file = try Plans.file([Self.row(1)], in: folder)
        let record = try #require(try file.row(1))
        let step = try #require(RowStep.steps(of: record.planned, in: Plans.frame).first)
        try file.begin(at: 0)
        try file.intend(step.record(at: 0, number: 0), of: 1)
        affinity.edit { Self.set(9, of: 1, by: Self.me, in: &$0) }
        let result = try await watch(file, affinity)
        #expect(result.outcomes.changed == 1)
        #expect(try file.row(1)?.planned.cells.first?.before == .number(5))
    }
}
