import Affinity
import PipelineSpec
import Planning

extension StepWrite {
    /// A refusal as the row's reason: Affinity's words, and before them what of the row had been written.
    func refusalProblem(_ refusal: Refusal) -> RowProblem {
        let said = refusal.merged.map { "record \($0.old) has been merged into \($0.new)" } ?? refusal.text
        var reason = said
        if !done.isEmpty { reason = done.map(past).joined(separator: ", ") + "; \(subject) refused: \(said)" }
        return RowProblem(
            step: step.pipelineStep(in: session.frame), field: field(in: refusal), code: RunCode.refusal(refusal.status), reason: reason,
            hint: hint(refusal))
    }

    /// The reason of a cell that comes back alone.
    func problem(_ refused: RefusedCell, _ cell: PlannedCell) -> RowProblem {
        let field = session.frame.fields[cell.field].name
        let place: String
        if case .updateEntry(let list, _) = step.kind { place = " on \(name(of: list))" } else { place = "" }
        return RowProblem(
            step: step.pipelineStep(in: session.frame), field: field, code: RunCode.refusal(refused.refusal.status),
            reason: "its \(field)\(place) was refused: \(refused.refusal.text)",
            hint: "correct the value of \(field) and import the row again")
    }

    /// Why a create without an answer can't be reconciled: Affinity refuses the look for what it would have made.
    func lookupProblem(_ refusal: Refusal) -> RowProblem {
        let said = refusal.merged.map { "record \($0.old) has been merged into \($0.new)" } ?? refusal.text
        let made = done.isEmpty ? "" : done.map(past).joined(separator: ", ") + "; "
        let what: String
        let hint: String
        let kind = step.record.kind.rawValue
        if case .addEntry(let list) = step.kind {
            what = "it was being added to \(name(of: list))"
            hint =
                refusal.isGone || refusal.merged != nil
                ? "someone may have deleted or merged the \(kind): look at it in Affinity, then plan again"
                : "look in Affinity whether it is on \(name(of: list)) before you import this row again"
        } else {
            what = step.operation == .addNote ? "the note was being added" : "the \(kind) was being created"
            hint = "look in Affinity whether it is there before you import this row again"
        }
        return RowProblem(
            step: step.pipelineStep(in: session.frame), code: RunCode.A903,
            reason: "\(made)no answer came when \(what), and Affinity refused to be asked about it: \(said)", hint: hint)
    }

    /// Two things in Affinity could be what the write made.
    func problem(_ candidates: [WriteMachine.Candidate]) -> RowProblem {
        let ids = candidates.map { "\($0.id) (\($0.label))" }.joined(separator: " and ")
        let (code, what): (RunCode, String) =
            switch step.kind {
            case .addEntry: (.A902, "the list entry was added")
            case .addNote: (.A904, "the note was added")
            default: (.A901, "the \(step.record.kind.rawValue) was created")
            }
        return RowProblem(
            step: step.pipelineStep(in: session.frame), code: code,
            reason: "no answer came when \(what), and more than one could be it: \(ids)",
            hint: "merge or delete all but one of them in Affinity, then import this row again")
    }

    private func past(_ step: RowStep) -> String {
        let kind = step.record.kind.rawValue
        return switch step.kind {
        case .create: "the \(kind) was created"
        case .rename: "the \(kind) was renamed"
        case .addEntry(let list): "it was added to \(name(of: list))"
        case .updateEntry(let list, _): "its fields on \(name(of: list)) were set"
        case .updateRecord: "its own fields were set"
        case .addNote: "its note was added"
        }
    }

    private var subject: String {
        switch step.kind {
        case .create: "creating \(isFirst ? "it" : "the \(step.record.kind.rawValue)") was"
        case .rename: "renaming it was"
        case .addEntry(let list): "adding it to \(name(of: list)) was"
        case .updateEntry(let list, _): "its fields on \(name(of: list)) were"
        case .updateRecord: "its own fields were"
        case .addNote: "its note was"
        }
    }

    private var isFirst: Bool { step.record.index == 0 }

    private func name(of list: ListID) -> String {
        session.frame.lists.first { $0.id == list }?.name ?? "list \(list)"
    }

    /// A write of several fields is refused whole, but the message may name the one: by its id, or by its place as
    /// `/updates/3/value` (AffinityAPI.md#errors-of-v2).
    private func field(in refusal: Refusal) -> String? {
        switch step.kind {
        case .updateEntry(_, let all), .updateRecord(let all): named(in: refusal, among: all).map { fieldName($0.id) }
        case .create, .rename, .addEntry, .addNote: nil
        }
    }

    /// - Parameter updates: as they were sent.
    func named(in refusal: Refusal, among updates: [FieldUpdate]) -> FieldUpdate? {
        if updates.count == 1 { return updates[0] }
        let words = refusal.messages.flatMap { [$0.parameter ?? "", $0.text] }
        for text in words {
            let tokens = text.split { !($0.isLetter || $0.isNumber || $0 == "-") }
            if let update = updates.first(where: { tokens.contains(Substring($0.id.rawValue)) }) { return update }
            if let place = tokens.firstIndex(of: "updates"), place + 1 < tokens.endIndex, let index = Int(tokens[place + 1]),
                updates.indices.contains(index)
            {
                return updates[index]
            }
        }
        return nil
    }

    private func fieldName(_ id: FieldID) -> String {
        session.frame.fields.first { $0.id == id }?.name ?? id.rawValue
    }

    private func hint(_ refusal: Refusal) -> String? {
        if refusal.merged != nil { return "plan again: the row then goes to the record that is left" }
        if refusal.isGone { return "someone may have deleted it since the plan: plan again" }
        return field(in: refusal).map { "correct the value of \($0) and import the row again" }
    }
}
