import Affinity
import Planning
import Runs

/// Rows of a plan for a person.
struct RowText {
    let frame: PlanFrame
    let style: Style

    /// The row as one of a plan's changes: what it is, then `field  old → new`.
    func change(_ row: PlannedRow) -> [String] {
        let number = String(row.row)
        let gutter = "  row " + String(repeating: " ", count: max(0, 4 - number.count)) + number + "  "
        var lines = [gutter + heading(row)]
        for entry in row.entries where entry.action == .add && row.organization?.action != .create {
            lines.append("             " + style.green("+ \(listName(entry.list))"))
        }
        for cell in row.cells where cell.isWrite {
            let name = frame.fields[cell.field].name
            let pad = String(repeating: " ", count: max(1, 14 - name.count))
            lines.append("             \(name)\(pad)\(transition(cell))")
        }
        return lines
    }

    private func heading(_ row: PlannedRow) -> String {
        guard let organization = row.organization.map(Self.printable) else { return Printable.line(row.label) }
        switch organization.action {
        case .create:
            return style.green("+ \(organization.name)") + (organization.domain.map { ", \($0)" } ?? "")
        case .match:
            let by = organization.by.map { " (matched by \($0)\($0 == "domain" ? organization.domain.map { " \($0)" } ?? "" : ""))" } ?? ""
            let rename = organization.rename.map { style.yellow(" → \($0)") } ?? ""
            return organization.name + rename + by
        case .same: return "\(organization.name) (the organization of row \(row.unit))"
        }
    }

    private static func printable(_ organization: PlannedOrganization) -> PlannedOrganization {
        var organization = organization
        organization.name = Printable.line(organization.name)
        organization.rename = organization.rename.map(Printable.line)
        organization.evidence = organization.evidence.map(Printable.line)
        return organization
    }

    /// `old → new`, or the new value alone in an empty cell.
    func transition(_ cell: PlannedCell) -> String {
        let after = Self.oneLine(cell.after)
        guard let before = cell.before else { return style.green(after) }
        let line = "\(Self.oneLine(before)) → \(after)"
        return cell.action == .clear ? style.red(line) : style.yellow(line)
    }

    /// A value as a person reads it; line breaks would tear the columns apart.
    private static func oneLine(_ data: FieldData?) -> String {
        guard let data else { return "(empty)" }
        return Printable.line(FieldDataText.text(data))
    }

    /// One row explained, from the source cell to the requests.
    func explain(_ record: RowRecord) -> String {
        let row = record.planned
        var lines = [
            style.bold("Row \(row.row)")
                + " (\(frame.place(ofRow: row.row, line: row.line))): \(Printable.line(row.label))"
        ]
        lines.append(line("outcome", record.outcome.rawValue))
        if let organization = row.organization { lines += explain(Self.printable(organization), record) }
        for entry in row.entries {
            let id = record.entry(on: entry.list).map { " \($0)" } ?? ""
            let action =
                switch entry.action {
                case .add: "added"
                case .present: "present"
                case .same: "shared"
                }
            lines.append(line(action, "list entry\(id) on \(listName(entry.list))"))
        }
        for cell in row.cells {
            let name = frame.fields[cell.field].name
            let pad = String(repeating: " ", count: max(1, 14 - name.count))
            let value = cell.isWrite ? transition(cell) : style.dim(Self.oneLine(cell.after))
            lines.append(line("cell", "\(name)\(pad)\(value)   \(cell.policy)   \(cell.action.rawValue)"))
        }
        for problem in record.problems {
            let field = problem.field.map { " \($0):" } ?? ""
            lines.append(line("refused", style.red("[\(problem.code)]\(field) \(problem.reason)")))
            if let hint = problem.hint { lines.append(line("", hint)) }
        }
        if record.problems.isEmpty, case .skipped(let reason) = row.disposition { lines.append(line("skipped", reason)) }
        for operation in record.operations { lines.append(line("sent", describe(operation))) }
        return lines.joined(separator: "\n")
    }

    private func explain(_ organization: PlannedOrganization, _ record: RowRecord) -> [String] {
        let id = record.organization.map { " \($0)" } ?? ""
        var text: String
        let label: String
        switch organization.action {
        case .create:
            label = "new"
            text = "organization\(id) \(organization.name)" + (organization.domain.map { " (\($0))" } ?? ", without a domain")
        case .match:
            label = "matched"
            text = "organization\(id) \(organization.name)"
            if let by = organization.by { text += " by \(by)" + (by == "domain" ? organization.domain.map { " \($0)" } ?? "" : "") }
        case .same:
            label = "shared"
            text = "organization\(id) \(organization.name), with row \(record.planned.unit)"
        }
        if let evidence = organization.evidence { text += "; \(evidence)" }
        return [line(label, text)]
    }

    private func describe(_ operation: OperationRecord) -> String {
        var text = operation.kind.rawValue
        if let list = operation.list { text += " on \(listName(list))" }
        if operation.cells > 0 { text += " (\(Numbers.count(operation.cells, "cell")))" }
        if let result = operation.result { text += " → \(result)" }
        text += ", \(operation.status.map(String.init) ?? operation.state.rawValue)"
        if let milliseconds = operation.milliseconds { text += " in \(milliseconds) ms" }
        if operation.attempts > 1 { text += ", \(operation.attempts) attempts" }
        if let message = operation.message { text += ": \(message)" }
        return text
    }

    private func line(_ label: String, _ text: String) -> String {
        "  " + label + String(repeating: " ", count: max(1, 10 - label.count)) + text
    }

    private func listName(_ id: ListID) -> String {
        frame.lists.first { $0.id == id }?.name ?? "list \(id)"
    }
}
