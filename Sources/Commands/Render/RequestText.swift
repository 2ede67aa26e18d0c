import Affinity
import Planning
import Runs
import Screen
import Text

/// What was sent to Affinity, a line a request: `PATCH list entry 16367 (2 cells), 200 in 212 ms, 10:15:07 UTC`.
struct RequestText {
    let frame: PlanFrame
    /// Milliseconds since 1970: what happens on another day says so.
    let plannedAt: Int64

    func describe(_ operation: OperationRecord) -> String {
        var text = request(operation)
        if operation.cells > 0 { text += " (\(Numbers.count(operation.cells, "cell")))" }
        text += ", \(answer(operation))"
        if let milliseconds = operation.milliseconds { text += " in \(milliseconds) ms" }
        if operation.attempts > 1 { text += ", \(operation.attempts) attempts" }
        text += ", \(time(operation.sentAt))"
        if let message = operation.message { text += ": \(Printable.line(message))" }
        return text
    }

    private func request(_ operation: OperationRecord) -> String {
        let id = operation.result.map { " \($0)" } ?? ""
        let list = operation.list.map { " on \(frame.name(of: $0))" } ?? ""
        return switch operation.kind {
        case .createOrganization: "POST organization\(id)"
        case .renameOrganization: "PUT organization\(id), its name"
        case .addEntry: "POST list entry\(id)\(list)"
        case .updateEntry: "PATCH list entry\(id)"
        case .updateOrganization: "PATCH organization\(id)"
        case .createPerson: "POST person\(id)"
        case .createOpportunity: "POST opportunity\(id)\(operation.entry.map { ", list entry \($0)" } ?? "")\(list)"
        case .createOption: "POST option\(id)\(list)"
        case .renamePerson: "PUT person\(id), its name"
        case .renameOpportunity: "PUT opportunity\(id), its name"
        case .updatePerson: "PATCH person\(id)"
        case .addNote: "POST note\(id)"
        }
    }

    private func answer(_ operation: OperationRecord) -> String {
        if let status = operation.status { return String(status) }
        return switch operation.state {
        case .sent: "no answer yet"
        case .unknown: "no answer"
        case .inUse: "in use"
        case .adopted: "taken"
        case .done: "no answer"
        case .refused: "refused"
        case .undoing: "being taken back"
        case .undone: "taken back"
        case .ambiguous: "no answer, and several could be it"
        }
    }

    /// With its day, unless that is the day of the plan.
    private func time(_ milliseconds: Int64) -> String {
        let text = Timestamp.text(milliseconds: milliseconds)
        let day = text.prefix { $0 != " " }
        return Timestamp.text(milliseconds: plannedAt).hasPrefix(day + " ") ? String(text.dropFirst(day.count + 1)) : text
    }
}
