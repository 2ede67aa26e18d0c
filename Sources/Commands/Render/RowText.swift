import Affinity
import Planning

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

    static func printable(_ organization: PlannedOrganization) -> PlannedOrganization {
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
    static func oneLine(_ data: FieldData?) -> String {
        guard let data else { return "(empty)" }
        return Printable.line(FieldDataText.text(data))
    }

    private func listName(_ id: ListID) -> String {
        frame.lists.first { $0.id == id }?.name ?? "list \(id)"
    }
}
