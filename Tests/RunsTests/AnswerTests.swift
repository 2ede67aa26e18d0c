import Affinity
import Diagnostics
import FerryTestSupport
import GRDB
import PipelineSpec
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("What counts as the answer to a write, and what becomes of those that have none")
struct AnswerTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()
    /// So that the order of things is known.
    let unitsAtOnce = 1

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    static func person(_ row: Int, email: String) -> PlannedRow {
        var details = PlannedRecord.Details()
        details.firstName = "Jo"
        details.lastName = "Doe\(row)"
        details.emails = [email]
        var planned = Plans.new(row)
        planned.cells = [Plans.cell(3, .text("Founder"))]
        planned.entries = []
        planned.records = [
            PlannedRecord(owner: row, action: .match, name: "Company \(row)", id: RecordID(11), by: "domain"),
            PlannedRecord(index: 1, kind: .person, owner: row, action: .create, name: "Jo Doe\(row)", key: email, details: details),
        ]
        return planned
    }

    static func isFind(_ call: FakeAffinity.Call) -> Bool { if case .find = call { true } else { false } }
    static func isOption(_ call: FakeAffinity.Call) -> Bool { if case .option = call { true } else { false } }

    @Test(
        "An address in use whose holder can't be looked up leaves the row pending; resume takes the holder",
        arguments: [
            AffinityError.monthlyLimit(resetsInSeconds: 60), .unreachable(reason: "down"), .cancelled, .unauthorized(message: "no"),
            .notAffinity(status: 200, contentType: "text/html", reason: "portal"),
        ])
    func lookupFails(error: AffinityError) async throws {
        let affinity = FakeAffinity(clock: clock, script: { call, _ in Self.isFind(call) ? .fail(error) : nil })
        affinity.edit { $0.persons[500] = .init(name: "Col League", emails: ["jo@x.com"], organizations: [], createdAt: 0) }
        let file = try Plans.file([Self.person(1, email: "jo@x.com")], of: Plans.severalFrame, in: folder)
        let first = try await run(file, affinity)
        #expect(first.stop == (error == .cancelled ? .asked : .affinity(error)))
        #expect(first.outcomes.pending == 1)
        #expect(try file.row(1)?.operations.map(\.state) == [.inUse])
        let healthy = FakeAffinity(clock: clock)
        healthy.edit { $0 = affinity.state }
        let second = try await run(file, healthy)
        #expect(second.stop == nil && second.outcomes.rejected == 0 && second.outcomes.pending == 0)
        #expect(healthy.state.persons.count == 1)
        let operation = try #require(try file.row(1)?.operations.first)
        #expect(operation.state == .adopted && operation.result == 500 && operation.status == 422)
        #expect(try file.row(1)?.id(ofRecord: 1) == RecordID(500))
        // Nobody made them, so nobody counts them, and an undo leaves them.
        #expect(try file.totals().persons == 0)
    }

    @Test("A holder whom search does not show yet is waited for")
    func lateHolder() async throws {
        let affinity = FakeAffinity(clock: clock, searchLag: 5000)
        affinity.edit {
            $0.persons[500] = .init(name: "Col League", emails: ["jo@x.com"], organizations: [], createdAt: clock.milliseconds)
        }
        let file = try Plans.file([Self.person(1, email: "jo@x.com")], of: Plans.severalFrame, in: folder)
        #expect(try await run(file, affinity).outcomes.rejected == 0)
        #expect(affinity.state.persons[500]?.cells[Plans.title.id] == .text("Founder"))
    }

    @Test("What a taken person holds is not overwritten while v2 does not show them")
    func unseenPerson() async throws {
        let affinity = FakeAffinity(clock: clock, searchLag: 0, readLag: 60_000)
        affinity.edit {
            $0.persons[500] = .init(name: "Col League", emails: ["jo@x.com"], organizations: [], createdAt: clock.milliseconds)
            $0.persons[500]?.cells[Plans.title.id] = .text("Chair")
        }
        let file = try Plans.file([Self.person(1, email: "jo@x.com")], of: Plans.severalFrame, in: folder)
        #expect(try await run(file, affinity).outcomes.conflict == 1)
        #expect(affinity.state.persons[500]?.cells[Plans.title.id] == .text("Chair"))
    }

    @Test("A 422 that says nothing of an address in use rejects the row, without a look")
    func otherRefusal() async throws {
        let affinity = FakeAffinity(
            clock: clock, script: { call, _ in if case .createPerson = call { .refuse(422, "the email is not valid") } else { nil } })
        let file = try Plans.file([Self.person(1, email: "jo@x.com")], of: Plans.severalFrame, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.rejected == 1)
        #expect(!affinity.calls.contains(where: Self.isFind) && result.requests == affinity.calls.count)
    }

    @Test("Every look is a request that counts")
    func counted() async throws {
        let affinity = FakeAffinity(clock: clock, script: SettlementTests.once(.loseAnswer, SettlementTests.isCreate))
        let result = try await run(try Plans.file([Plans.new(1)], in: folder), affinity)
        #expect(result.requests == affinity.calls.count)
    }

    /// A row whose cell needs an option that the run makes.
    private func optionRow() -> PlannedRow {
        var row = Plans.matched(1, organization: 11, entry: 12, cells: [])
        row.cells = [Plans.cell(0, .option(OptionReference(id: Plans.newStage, text: "Talking")))]
        return row
    }

    @Test("An option whose answer was lost is found, though v2 shows it late", arguments: [0, 500, 2000, 11_000] as [Int64])
    func lostOption(lag: Int64) async throws {
        let affinity = FakeAffinity(clock: clock, readLag: lag, script: SettlementTests.once(.loseAnswer, Self.isOption))
        affinity.edit { $0.entries[12] = .init(list: Plans.list, organization: 11, createdAt: 0) }
        let file = try Plans.file([optionRow()], of: Plans.severalFrame, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.changed == 1)
        #expect(affinity.calls.filter(Self.isOption).count == 1)
        #expect(try file.writtenOptions().count == 1)
    }

    @Test("An option that must be unique after a lost answer is read again until v2 shows it, and is the run's own")
    func uniqueOption() async throws {
        let lost = Once()
        let affinity = FakeAffinity(
            clock: clock, readLag: 15_000, script: { call, _ in Self.isOption(call) && lost.take() ? .loseAnswer : nil })
        affinity.edit { $0.entries[12] = .init(list: Plans.list, organization: 11, createdAt: 0) }
        let file = try Plans.file([optionRow()], of: Plans.severalFrame, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.changed == 1)
        #expect(affinity.calls.filter(Self.isOption).count == 2)
        #expect(try file.writtenOptions().count == 1)
    }

    @Test("An option that a colleague makes at the same moment is taken, and is not the run's")
    func colleaguesOption() async throws {
        let affinity = FakeAffinity(clock: clock, readLag: 2000)
        affinity.edit {
            $0.entries[12] = .init(list: Plans.list, organization: 11, createdAt: 0)
            $0.options[Plans.stage.id] = [DropdownOption(id: DropdownOptionID(77), text: "Talking")]
            $0.optionTimes[DropdownOptionID(77)] = clock.milliseconds
        }
        let file = try Plans.file([optionRow()], of: Plans.severalFrame, in: folder)
        #expect(try await run(file, affinity).outcomes.changed == 1)
        #expect(affinity.state.options[Plans.stage.id]?.count == 1)
        #expect(try file.writtenOptions().isEmpty)
    }

    @Test("An option that a web page answered stays unknown, and is found by the next session")
    func portalOption() async throws {
        let portal = AffinityError.notAffinity(status: 200, contentType: "text/html", reason: "a web page instead of JSON")
        let affinity = FakeAffinity(clock: clock, script: { call, _ in Self.isOption(call) ? .fail(portal) : nil })
        affinity.edit { $0.entries[12] = .init(list: Plans.list, organization: 11, createdAt: 0) }
        let file = try Plans.file([optionRow()], of: Plans.severalFrame, in: folder)
        #expect(try await run(file, affinity).stop == .affinity(portal))
        #expect(try file.optionOperations().map(\.state) == [.unknown])
        let healthy = FakeAffinity(clock: clock)
        healthy.edit { $0 = affinity.state }
        healthy.edit { $0.options[Plans.stage.id] = [DropdownOption(id: DropdownOptionID(78), text: "Talking")] }
        #expect(try await run(file, healthy).outcomes.changed == 1)
        #expect(healthy.calls.filter(Self.isOption).count == 1)
        #expect(try file.writtenOptions().map(\.id) == [DropdownOptionID(78)])
    }

    @Test("The answer to another create is not taken: its own is found by looking")
    func swappedAnswer() async throws {
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                switch call {
                case .create("Company 2", _): .swapAnswer
                case .add(_, let id) where id == RecordID(1005): .swapAnswer
                default: nil
                }
            })
        let file = try Plans.file((1...3).map { Plans.new($0) }, in: folder)
        let result = try await run(file, affinity)
        #expect(result.outcomes.created == 3)
        #expect(affinity.state.organizations.count == 3 && affinity.state.entries.count == 3)
        let records = try (1...3).compactMap { try file.row($0)?.organization }
        #expect(Set(records).count == 3)
        for row in 1...3 {
            let id = try #require(try file.row(row)?.organization)
            #expect(affinity.state.organizations[id.rawValue]?.name == "Company \(row)")
        }
    }

    @Test("A write is found again by what it is for, whatever its place among the steps is now")
    func steps() async throws {
        let file = try Plans.file([Plans.new(1)], in: folder)
        // A version that made them in another order: its number for the entry is that of another step today.
        try file.intend(
            OperationRecord(step: 0, kind: .addEntry, list: Plans.list, state: .done, result: 900, sentAt: clock.milliseconds), of: 1)
        try file.intend(
            OperationRecord(step: 1, kind: .createOrganization, state: .done, result: 800, sentAt: clock.milliseconds), of: 1)
        let affinity = FakeAffinity(clock: clock)
        affinity.edit {
            $0.organizations[800] = .init(name: "Company 1", domain: "company-1.com", createdAt: 0)
            $0.entries[900] = .init(list: Plans.list, organization: 800, createdAt: 0)
        }
        #expect(try await run(file, affinity).outcomes.created == 1)
        #expect(affinity.state.organizations.count == 1 && affinity.state.entries.count == 1)
        #expect(affinity.state.entries[900]?.cells.isEmpty == false)
        #expect(try file.row(1)?.operations.map(\.kind) == [.addEntry, .createOrganization, .updateEntry, .updateOrganization])
        #expect(try file.row(1)?.operations.map(\.step) == [0, 1, 2, 3])
    }

    @Test("A write of cells that was killed under way is compared knowing that, sent again, and can be taken back")
    func fieldsUnderWay() async throws {
        let row = Plans.matched(1, organization: 11, entry: 12, cells: [Plans.cell(1, .number(777))])
        let file = try Plans.file([row, Plans.matched(2, organization: 21, entry: 22, cells: Plans.cells(2))], in: folder)
        var intent = try #require(RowStep.steps(of: row, in: Plans.frame).first).record(at: clock.milliseconds, number: 0)
        intent.result = 12
        try file.intend(intent, of: 1)
        var seen: [Int: Set<Int>] = [:]
        try file.forEachUntouched(among: [1, 2]) { seen[$0.row] = $1 }
        #expect(seen == [1: [1], 2: []])
        // Taken back without going on: what the run wrote, if it did, is put right.
        let record = try #require(try file.row(1))
        #expect(UndoStep.steps(of: record, in: Plans.frame).map(\.kind) == [.restoreCells(.entry(Plans.list, ListEntryID(12)), row.cells)])
        let affinity = FakeAffinity(clock: clock)
        affinity.edit { $0.entries[12] = .init(list: Plans.list, organization: 11, cells: [Plans.size.id: .number(777)], createdAt: 0) }
        #expect(try await run(file, affinity).outcomes.changed == 2)
        #expect(try file.row(1)?.operations.map(\.attempts) == [2])
    }

    @Test("A rename or a create under way keeps its unit out of the comparison")
    func createsUnderWay() async throws {
        var renamed = Plans.matched(1, organization: 11, entry: 12, cells: [])
        renamed.records[0].rename = "Renamed"
        let file = try Plans.file([renamed, Plans.new(2), Plans.new(3)], in: folder)
        for row in [renamed, Plans.new(2)] {
            try file.intend(
                try #require(RowStep.steps(of: row, in: Plans.frame).first).record(at: clock.milliseconds, number: 0), of: row.row)
        }
        var seen: [Int] = []
        try file.forEachUntouched(among: [1, 2, 3]) { row, _ in seen.append(row.row) }
        #expect(seen == [3])
    }

    @Test("The other rows of a unit in conflict name the step of the record that they share")
    func stepOfConflict() async throws {
        var other = Self.person(2, email: "jo@x.com")
        other.unit = 1
        other.records[1].action = .same
        other.records[1].owner = 1
        let file = try Plans.file([Self.person(1, email: "jo@x.com"), other], of: Plans.severalFrame, in: folder)
        var drift = RowDrift(row: 1, unit: 1)
        drift.problem = RowProblem(step: .createPersons, code: "C601", reason: "it is there now")
        try file.skipCells(at: 0) { try $0(drift) }
        #expect(try file.row(2)?.problems.map(\.code) == ["C605"])
        #expect(try file.row(2)?.problems.map(\.step) == [.createPersons])
    }
}
