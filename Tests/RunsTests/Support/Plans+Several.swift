import Affinity
import PipelineSpec
import Planning

/// Rows of a company, a contact and a deal, with notes, and with an option that the run makes.
extension Plans {
    static let people = ListID(8)
    static let rounds = ListID(9)
    static let title = PlannedField(id: FieldID("field-4"), name: "Job Title", type: .text, list: nil, record: 1, kind: .person)
    static let amount = PlannedField(id: FieldID("field-5"), name: "Amount", type: .number, list: rounds, record: 2, kind: .opportunity)
    static let newStage = DropdownOptionID(-1)

    /// Rows of companies fit it too: what they say is of its first record and its first fields.
    static let severalFrame: PlanFrame = {
        var several = frame
        several.records = [
            PlannedStep(kind: .organization, step: .createOrganizations), PlannedStep(kind: .person, step: .createPersons),
            PlannedStep(kind: .opportunity, step: .createOpportunities),
        ]
        several.lists += [PlannedList(id: people, name: "People", record: 1), PlannedList(id: rounds, name: "Rounds", record: 2)]
        several.fields += [title, amount]
        several.options = [PlannedOption(field: 0, text: "Talking", list: list, placeholder: newStage)]
        return several
    }()

    /// A new company, and by the choices: its contact with or without an address, that one's entry and title, a deal, notes.
    static func several(_ row: Int, _ choices: Torture.Bits) -> PlannedRow {
        var choices = choices
        var planned = new(row)
        if choices.next() { planned.cells[0] = cell(0, .option(OptionReference(id: newStage, text: "Talking"))) }
        if choices.next() { planned.notes.append(PlannedNote(record: 0, content: "Met \(row)")) }
        let hasContact = choices.next()
        if hasContact {
            var details = PlannedRecord.Details()
            details.firstName = "Jo"
            details.lastName = "Doe\(row)"
            details.organizations = [.record(0)]
            if choices.next() { details.emails = ["jo@company-\(row).com"] }
            planned.records.append(
                PlannedRecord(
                    index: 1, kind: .person, owner: row, action: .create, name: "Jo Doe\(row)", key: details.emails.first, details: details)
            )
            if choices.next() { planned.entries.append(PlannedEntry(list: people, record: 1, action: .add)) }
            if choices.next() { planned.cells.append(cell(3, .text("Founder"))) }
            if choices.next() { planned.notes.append(PlannedNote(record: 1, content: "Called \(row)")) }
        }
        if choices.next() {
            var details = PlannedRecord.Details()
            details.list = rounds
            details.organizations = [.record(0)]
            if hasContact { details.persons = [.record(1)] }
            planned.records.append(
                PlannedRecord(index: 2, kind: .opportunity, owner: row, action: .create, name: "Round \(row)", details: details))
            planned.entries.append(PlannedEntry(list: rounds, record: 2, action: .made))
            if choices.next() { planned.cells.append(cell(4, .number(Double(row)))) }
        }
        return planned
    }
}
