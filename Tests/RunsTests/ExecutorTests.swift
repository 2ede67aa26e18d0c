import Affinity
import Diagnostics
import FerryTestSupport
import GRDB
import PipelineSpec
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("What the executor sends, and what the rows end as")
struct ExecutorTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    @Test("A new company takes four writes: create, add, the entry's fields in one, the organization's in one")
    func writesOfANewCompany() async throws {
        let affinity = FakeAffinity(clock: clock)
        let file = try Plans.file([Plans.new(1)], in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 1)
        #expect(result.stop == nil)
        #expect(result.requests == 4)
        let calls = affinity.calls
        #expect(calls.count == 4)
        #expect(calls.first == .create("Company 1", "company-1.com"))
        guard case .setEntry(_, let updates) = calls[2], case .setOrganization(_, let own) = calls[3] else {
            Issue.record("the order of the writes: \(calls)")
            return
        }
        #expect(updates.map(\.id) == [Plans.stage.id, Plans.size.id])
        #expect(own.map(\.id) == [Plans.industry.id])
        #expect(try file.state() == .finished)
        let record = try #require(try file.row(1))
        #expect(record.operations.map(\.kind) == [.createOrganization, .addEntry, .updateEntry, .updateOrganization])
        #expect(record.operations.allSatisfy { $0.state == .done && $0.status == 200 })
        #expect(record.organization == RecordID(1001))
        #expect(record.entry(PlannedEntry(list: Plans.list, action: .add)) == ListEntryID(1002))
    }

    @Test("The intent of a write is on disk, for any other process to see, before the write is sent")
    func intentBeforeSending() async throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        let path = file.path
        let seen = Mutex<[String]>([])
        let affinity = FakeAffinity(
            clock: clock,
            hook: { call, moment in
                guard call.isWrite, moment == .beforeEffect else { return }
                let states = try? DatabaseQueue(path: path).read {
                    try String.fetchAll($0, sql: "SELECT kind || ' ' || state FROM operations ORDER BY step")
                }
                seen.withLock { $0.append(states?.joined(separator: ", ") ?? "unreadable") }
            })
        _ = try await run(file, affinity)
        #expect(
            seen.withLock { $0 } == [
                "create-organization sent",
                "create-organization done, add-entry sent",
                "create-organization done, add-entry done, update-entry sent",
                "create-organization done, add-entry done, update-entry done, update-organization sent",
            ])
    }

    @Test("Unset, unchanged and kept cells are not sent; a row without writes is unchanged and costs nothing")
    func onlyChangesAreSent() async throws {
        let affinity = FakeAffinity(clock: clock)
        let kept = PlannedCell(field: 0, action: .kept, before: .number(1), after: .number(1), policy: .blank(.keep))
        let same = PlannedCell(field: 1, action: .unchanged, before: .number(1), after: .number(1), policy: .existing(.overwrite))
        let cleared = PlannedCell(field: 2, action: .clear, before: .text("a"), after: nil, policy: .blank(.clear))
        let rows = [
            Plans.matched(1, organization: 11, entry: 12, cells: [kept, same]),
            Plans.matched(2, organization: 21, entry: 22, cells: [kept, same, cleared]),
            Plans.rejected(3), Plans.skipped(4),
        ]
        let result = try await run(try Plans.file(rows, in: folder), affinity)
        #expect(affinity.calls == [.setOrganization(OrganizationID(21), [FieldUpdate(id: Plans.industry.id, type: .text, data: nil)])])
        var expected = OutcomeCounts()
        expected.unchanged = 1
        expected.changed = 1
        expected.rejected = 1
        expected.skipped = 1
        #expect(result.outcomes == expected)
        #expect(result.outcomes.rows == rows.count)
    }

    @Test("More than a hundred cells of one record go in several writes")
    func updatesPerRequest() throws {
        var frame = Plans.frame
        frame.fields = (0..<250).map { PlannedField(id: FieldID("field-\($0)"), name: "F\($0)", type: .number, list: nil) }
        let cells = (0..<250).map { Plans.cell($0, .number(1)) }
        let steps = RowStep.steps(of: Plans.matched(1, organization: 1, entry: 2, cells: cells), in: frame)
        let sizes = steps.map { step in if case .updateRecord(let updates) = step.kind { updates.count } else { 0 } }
        #expect(sizes == [100, 100, 50])
        #expect(steps.map(\.target.part) == [0, 1, 2])
    }

    @Test("Batches follow the units; --batches stops resumably after as many")
    func batches() async throws {
        let affinity = FakeAffinity(clock: clock)
        let rows = [Plans.new(1), Plans.new(2), Plans.same(3, unit: 1), Plans.new(4), Plans.new(5)]
        let file = try Plans.file(rows, in: folder)
        let seen = Mutex<[Int]>([])
        let first = try await run(
            file, affinity,
            {
                $0.batch = 2
                $0.batches = 1
            },
            observe: { if case .row(let row, _, _) = $0 { seen.withLock { $0.append(row) } } })
        // The unit of rows 1 and 3 fills the first batch.
        #expect(seen.withLock { $0.sorted() } == [1, 3])
        #expect(first.stop == .batches(1))
        #expect(first.outcomes.pending == 3)
        #expect(first.outcomes.rows == 5)
        #expect(try file.state() == .stopped)
        #expect(try file.stopReason() == "stopped after one batch, as asked")
        let second = try await run(file, affinity, { $0.batch = 2 })
        #expect(second.stop == nil)
        #expect(second.outcomes.created == 4)
        #expect(second.outcomes.changed == 1)
        #expect(second.batches == 2)
        #expect(affinity.state.organizations.count == 4)
    }

    @Test("Two rows of one company share the organization and the entry that the first makes")
    func unitShares() async throws {
        let affinity = FakeAffinity(clock: clock)
        let file = try Plans.file([Plans.new(1), Plans.same(2, unit: 1), Plans.same(3, unit: 1, cells: [])], in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 1)
        #expect(result.outcomes.changed == 1)
        #expect(result.outcomes.unchanged == 1)
        #expect(affinity.contents.count == 1)
        #expect(affinity.state.entries.values.first?.cells[Plans.size.id] == .number(2))
        #expect(try file.row(2)?.organization == RecordID(1001))
        #expect(try file.row(2)?.entry(PlannedEntry(list: Plans.list, action: .add)) == ListEntryID(1002))
    }

    @Test("As many units as the concurrency allows are worked at the same time, and no more")
    func concurrency() async throws {
        let gauge = Gauge()
        let writer = SlowWriter(base: FakeAffinity(clock: clock), gauge: gauge, waitsFor: 3)
        let file = try Plans.file((1...9).map { Plans.new($0) }, in: folder)
        let result = try await run(file, writer) { $0.concurrency = 3 }
        #expect(result.outcomes.created == 9)
        #expect(gauge.highest == 3)
    }

    @Test("An organization that was merged since the plan: the row goes to the one that is left")
    func merged() async throws {
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                if case .setOrganization(let id, _) = call, id == OrganizationID(11) {
                    return .refuse(422, "organization_id: 11 no longer exists as it has been merged into 12")
                }
                return nil
            })
        affinity.edit { $0.organizations[12] = .init(name: "Left", createdAt: 0) }
        let row = Plans.matched(1, organization: 11, entry: 5, cells: [Plans.cell(2, .text("x"))])
        let result = try await run(try Plans.file([row], in: folder), affinity)
        #expect(result.outcomes.changed == 1)
        #expect(affinity.state.organizations[12]?.cells[Plans.industry.id] == .text("x"))
    }

    @Test("A record that v2 does not see yet is waited for")
    func newRecordNotVisible() async throws {
        let failures = Mutex(3)
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                guard case .setEntry = call else { return nil }
                return failures.withLock { left in
                    left -= 1
                    return left >= 0 ? .refuse(404, "Resource not found", code: "not-found") : nil
                }
            })
        let result = try await run(try Plans.file([Plans.new(1)], in: folder), affinity)
        #expect(result.outcomes.created == 1)
    }

    @Test("A plan with rows that no longer find their unit's organization rejects them with the row to blame")
    func unitWithoutCreator() async throws {
        let affinity = FakeAffinity(clock: clock)
        let file = try Plans.file([Plans.rejected(1), Plans.same(2, unit: 1)], in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.rejected == 2)
        #expect(affinity.calls.isEmpty)
        #expect(try file.row(2)?.problems.first?.code == "A001")
    }
}
