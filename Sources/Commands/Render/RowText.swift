import Affinity
import PipelineSpec
import Planning
import Screen

/// Rows of a plan for a person.
struct RowText {
    let frame: PlanFrame
    let style: Style

    /// The row as one of a plan's changes: what it is, then `field  old → new`.
    func change(_ row: PlannedRow) -> [String] {
        let number = String(row.row)
        let gutter = "  row " + String(repeating: " ", count: max(0, 4 - number.count)) + number + "  "
        var lines = [gutter + heading(row)]
        for record in row.records.dropFirst() { lines.append(indent + heading(record)) }
        for entry in row.entries where entry.action == .add && row.record(entry.record)?.action != .create {
            lines.append(indent + style.green("+ \(Printable.line(listName(entry.list)))"))
        }
        for cell in row.cells where cell.isWrite {
            let name = Printable.line(frame.fields[cell.field].name)
            lines.append("\(indent)\(DisplayWidth.padded(name, to: 13)) \(transition(cell))")
        }
        for note in row.notes { lines.append(indent + style.green("+ note: \(Printable.line(note.content))")) }
        return lines
    }

    private var indent: String { String(repeating: " ", count: 13) }

    private func heading(_ row: PlannedRow) -> String {
        row.records.first.map(heading) ?? Printable.line(row.label)
    }

    private func heading(_ record: PlannedRecord) -> String {
        let record = Self.printable(record)
        let kind = record.index == 0 ? "" : "\(record.kind.rawValue) "
        switch record.action {
        case .create:
            return style.green("+ \(kind)\(Self.newName(record))") + (record.key.map { ", \($0)" } ?? "")
        case .match:
            let key = record.key.map { " \($0)" } ?? ""
            let by = record.by.map { " (matched by \($0)\($0 == "domain" || $0 == "email" ? key : ""))" } ?? ""
            let rename = record.rename.map { style.yellow(" → \($0)") } ?? ""
            return kind + record.name + rename + by
        case .same: return "\(kind)\(record.name) (the \(record.kind.rawValue) of row \(record.owner))"
        }
    }

    /// Of a person `first | last`, as they will stand in Affinity: one can see where a name was parted.
    private static func newName(_ record: PlannedRecord) -> String {
        guard record.kind == .person, let details = record.details else { return record.name }
        return Printable.line("\(details.firstName) | \(details.lastName.isEmpty ? "-" : details.lastName)")
    }

    static func printable(_ record: PlannedRecord) -> PlannedRecord {
        var record = record
        record.name = Printable.line(record.name)
        record.rename = record.rename.map(Printable.line)
        record.evidence = record.evidence.map(Printable.line)
        return record
    }

    /// `old → new`, or the new value alone in an empty cell.
    func transition(_ cell: PlannedCell) -> String {
        let field = frame.fields[cell.field].name
        let after = Self.oneLine(cell.after, of: field)
        guard let before = cell.before else { return style.green(after) }
        let line = "\(Self.oneLine(before, of: field)) → \(after)"
        return cell.action == .clear ? style.red(line) : style.yellow(line)
    }

    /// A value as a person reads it; line breaks would tear the columns apart.
    static func oneLine(_ data: FieldData?, of field: String) -> String {
        guard let data else { return "(empty)" }
        return Printable.line(FieldDataText.text(data, field: field))
    }

    private func listName(_ id: ListID) -> String {
        frame.lists.first { $0.id == id }?.name ?? "list \(id)"
    }
}
