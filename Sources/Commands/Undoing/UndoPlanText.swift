import Affinity
import Application
import PipelineSpec
import Planning
import Runs
import Screen
import Text

/// What an undo would do, for a person.
extension UndoPlan {
    /// - Parameters:
    ///   - omitted: what is not looked at, in words.
    ///   - all: the command that names everything; nil when that was done.
    func lines(_ frame: PlanFrame, omitted: [String], all: String?) -> [String] {
        var lines = ["Undo \(Printable.line(frame.pipeline)): \(parts().joined(separator: ", "))."]
        if counts.opportunities > 0 { lines.append("Deleting an opportunity's entry deletes the opportunity.") }
        if let all {
            let named = deletions + changes
            let text = UndoStepText(frame)
            lines += named.map { "  \(text.text($0))" }
            let more = counts.writes - named.count
            if more > 0 { lines.append("  … and \(Numbers.count(more, "write")) more; all of them: \(all)") }
        }
        var cost = "Cost: \(Numbers.count(counts.writes, "write")), \(Numbers.count(counts.reads, "read")) to look first"
        cost += counts.minutes <= 1 ? ", within a minute" : ", about \(Numbers.duration(seconds: counts.minutes * 60)) at this limit"
        lines.append(cost + ".")
        lines += omitted.map { "Not looked at: \(Printable.line($0))." }
        return lines + ["What somebody has used or changed since stays as it is."]
    }

    private func parts() -> [String] {
        var parts: [String] = []
        for kind in RecordKind.allCases where counts[kind] > 0 {
            parts.append("\(Numbers.count(counts[kind], kind.rawValue, kind.plural)) to delete")
        }
        if counts.entries > 0 { parts.append("\(Numbers.count(counts.entries, "list entry", "list entries")) to remove") }
        if counts.cells > 0 { parts.append("\(Numbers.count(counts.cells, "cell")) to set back") }
        if counts.renames > 0 { parts.append("\(Numbers.count(counts.renames, "record")) to call as before") }
        if counts.notes > 0 { parts.append("\(Numbers.count(counts.notes, "note")) to delete") }
        if counts.options > 0 { parts.append("\(Numbers.count(counts.options, "option")) to remove") }
        if counts.stays > 0 { parts.append("\(Numbers.count(counts.stays, "write")) that can't be taken back") }
        return parts
    }
}

/// One step of an undo in a line.
struct UndoStepText: Sendable {
    private let frame: PlanFrame

    init(_ frame: PlanFrame) {
        self.frame = frame
    }

    func text(_ step: UndoStep) -> String {
        let name = Printable.line(step.label)
        let text =
            switch step.kind {
            case .deleteNote(_, let kind): "delete a note on \(kind.rawValue) \(name)"
            case .restoreCells(_, let cells): "\(name): \(cells.map(cell).joined(separator: ", "))"
            case .rename(_, _, let old, let new): "\(Printable.line(new)): called \(Printable.line(old)) again"
            case .removeEntry(let list, _): "take \(name) off \(frame.lists.first { $0.id == list }?.name ?? "list \(list)")"
            case .deleteRecord(let kind, _): "delete \(kind.rawValue) \(name)"
            case .removeOption: "remove option \(name)"
            case .deletedWithRecord: "\(name): nothing by itself"
            case .stays(let reason): "\(name) stays: \(Printable.line(reason))"
            }
        return step.row == 0 ? text : "row \(step.row)  \(text)"
    }

    private func cell(_ cell: PlannedCell) -> String {
        func text(_ data: FieldData?) -> String { data.map { Printable.line(FieldDataText.text($0)) } ?? "nothing" }
        return "\(Printable.line(frame.fields[cell.field].name)) \(text(cell.after)) → \(text(cell.before))"
    }
}
