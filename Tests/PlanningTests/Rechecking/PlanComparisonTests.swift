import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

@Suite("A plan compared with a later one")
struct PlanComparisonTests {
    private let comparison = PlanComparison(
        frame: PlanFrame(
            pipeline: "p", account: "contoso", user: "ada@contoso.vc", sourceName: "rows.csv", header: ["Company"],
            lists: [PlannedList(id: ListID(7), name: "Dealflow")],
            fields: [PlannedField(id: FieldID("field-1"), name: "Summary", type: .text, list: ListID(7))]))

    private func row(
        organization: PlannedRecord? = PlannedRecord(action: .match, name: "Acme", id: RecordID(1), by: "domain"),
        entry: PlannedEntry = PlannedEntry(list: ListID(7), action: .present, id: ListEntryID(2)), before: String? = "old",
        after: String? = "new", action: PlannedCell.Action = .set, disposition: PlannedRow.Disposition = .planned
    ) -> PlannedRow {
        PlannedRow(
            row: 3, line: 4, label: "Acme", unit: 3, source: [], disposition: disposition, organization: organization, entries: [entry],
            cells: [
                PlannedCell(
                    field: 0, action: action, before: before.map(FieldData.text), after: after.map(FieldData.text),
                    policy: .existing(.overwrite))
            ])
    }

    private func code(_ now: PlannedRow?, then: PlannedRow? = nil) -> String? {
        let drift = comparison.drift(from: then ?? row(), to: now)
        return drift.problem?.code.text ?? drift.cells.first.map { "cell \($0.problem.code)\($0.isAsPlanned ? " as planned" : "")" }
    }

    @Test("Nothing has moved: nothing is said")
    func same() {
        #expect(comparison.drift(from: row(), to: row()).isNothing)
    }

    @Test("A cell that holds something else is a conflict; one that holds what was planned is done")
    func cells() {
        #expect(code(row(before: "other")) == "cell C603")
        #expect(code(row(before: nil)) == "cell C603")
        #expect(code(row(before: "new", action: .unchanged)) == "cell C603 as planned")
    }

    @Test("A cell whose write left and was not answered may hold what was planned: that is not news")
    func sent() {
        func move(_ before: String?) -> RowDrift { comparison.drift(from: row(), to: row(before: before, action: .unchanged), sent: [0]) }
        #expect(move("new").isNothing)
        #expect(move("old").isNothing)
        #expect(move("other").cells.map(\.isAsPlanned) == [false])
    }

    @Test("An option that the run was to make is known by its text")
    func newOption() {
        func held(_ before: FieldData?) -> PlannedRow {
            var held = row()
            held.cells[0].before = before
            held.cells[0].after = .option(OptionReference(id: DropdownOptionID(-1), text: "New"))
            return held
        }
        let now = held(.option(OptionReference(id: DropdownOptionID(4211), text: "New")))
        #expect(comparison.drift(from: held(nil), to: now).cells.map(\.isAsPlanned) == [true])
        #expect(comparison.drift(from: held(nil), to: now, sent: [0]).isNothing)
        let other = held(.option(OptionReference(id: DropdownOptionID(4212), text: "Old")))
        #expect(comparison.drift(from: held(nil), to: other, sent: [0]).cells.map(\.isAsPlanned) == [false])
    }

    @Test("A cell that the plan does not write may move")
    func cellsLeftAlone() {
        for action in [PlannedCell.Action.kept, .unchanged] {
            #expect(code(row(before: "other", action: action), then: row(action: action)) == nil)
        }
    }

    @Test("Another organization is a conflict, and so is one that is there now or gone")
    func organizations() {
        let made = PlannedRecord(action: .create, name: "Acme", key: "acme.com")
        let other = PlannedRecord(action: .match, name: "Acme", id: RecordID(9), by: "name")
        #expect(code(row(organization: other)) == "C601")
        #expect(code(row(organization: made)) == "C601")
        #expect(code(row(), then: row(organization: made)) == "C601")
        #expect(code(row(organization: made), then: row(organization: made)) == nil)
    }

    @Test("Another list entry is a conflict, and so is one that is there now or gone")
    func entries() {
        let added = PlannedEntry(list: ListID(7), action: .add)
        #expect(code(row(entry: PlannedEntry(list: ListID(7), action: .present, id: ListEntryID(5)))) == "C602")
        #expect(code(row(entry: added)) == "C602")
        #expect(code(row(), then: row(entry: added)) == "C602")
    }

    @Test("A row that would be refused or skipped by now keeps that reason")
    func dispositions() {
        let problem = RowProblem(step: .setFields, field: "Status", code: "V301", reason: "\"Won\" is not an option")
        #expect(code(row(disposition: .rejected([problem]))) == "V301")
        #expect(code(row(disposition: .skipped("where"))) == "C604")
    }
}
