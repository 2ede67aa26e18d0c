import Affinity
import PipelineSpec
import Planning

/// A person whom the run was to make and who was there already, by an e-mail address in use. The plan did not see what they hold, so it is
/// looked at before anything of the row is written to them: what somebody else has set stays as it is.
struct AdoptedPerson: Sendable {
    enum Finding: Sendable {
        /// Nothing stands against the write; or Affinity will say itself what does.
        case free
        /// Some of its cells hold something else: the row goes on without them.
        case held(RowDrift)
        /// They are on the list already.
        case onList(RowProblem)
        case failed(AffinityError)
    }

    let session: Session
    let row: PlannedRow
    let step: RowStep
    let id: RecordID

    private static let hint = "match persons by e-mail, or name this one with find, and plan again"

    func look() async -> Finding {
        do throws(AffinityError) {
            switch step.kind {
            case .addEntry(let list):
                let entries = try await session.ask { writer throws(AffinityError) in try await writer.entries(of: .person, id, on: list) }
                guard let entry = entries.first else { return .free }
                return .onList(problem(entry, list))
            case .updateRecord(let updates):
                guard let held = try await cells(updates.map(\.id)) else {
                    return compare { field, _ in "\(field.name) can't be read: Affinity does not show person \(id) yet" }
                }
                return compare { field, cell in held[field.id].flatMap { moved(field, cell, now: $0) } }
            case .create, .rename, .updateEntry, .addNote: return .free
            }
        } catch {
            switch error {
            // What can't be seen is not overwritten.
            case .forbidden(let reason): return compare { field, _ in "\(field.name) can't be read: \(reason)" }
            case .refused(let refusal): return compare { field, _ in "\(field.name) can't be read: \(refusal.text)" }
            default: return .failed(error)
            }
        }
    }

    /// Nil for somebody whom v2 does not show, even after the pauses: whoever was made a moment ago may be unknown to it
    /// (AffinityAPI.md#consistency).
    private func cells(_ fields: [FieldID]) async throws(AffinityError) -> [FieldID: FieldData]? {
        var pauses = WriteMachine.pausesForNewRecords[...]
        while true {
            let held = try await session.ask { writer throws(AffinityError) in try await writer.cells(of: .person, [id], fields) }[id]
            // Of a cell with more than 100 values the first hundred: enough to see that it is not what the plan saw.
            if let held { return Dictionary(held.compactMap { cell in cell.data.map { (cell.id, $0) } }) { first, _ in first } }
            guard let pause = pauses.popFirst() else { return nil }
            guard await session.pause(pause) else { throw .cancelled }
        }
    }

    /// - Parameter objection: why a cell is left alone; nil when it is not.
    private func compare(_ objection: (PlannedField, PlannedCell) -> String?) -> Finding {
        var drift = RowDrift(row: row.row, unit: row.unit)
        for cell in step.cells(in: row, session.frame) {
            let field = session.frame.fields[cell.field]
            guard let reason = objection(field, cell) else { continue }
            let problem = RowProblem(
                step: step.pipelineStep(in: session.frame), field: field.name, code: PlanningCode.C603, reason: reason, hint: Self.hint)
            drift.cells.append(RowDrift.Cell(field: cell.field, .hasMoved, problem: problem))
        }
        return drift.isNothing ? .free : .held(drift)
    }

    private func moved(_ field: PlannedField, _ cell: PlannedCell, now: FieldData) -> String? {
        if FieldDataText.isSame(now, cell.after) || FieldDataText.isSame(now, cell.before) { return nil }
        let planned = cell.after.map { FieldDataText.text($0) } ?? ""
        return "\(field.name) was to be \"\(planned)\" of a new person, and person \(id), whose e-mail address the row has, holds "
            + "\"\(FieldDataText.text(now))\""
    }

    private func problem(_ entry: ListEntry, _ list: ListID) -> RowProblem {
        let name = session.frame.lists.first { $0.id == list }?.name ?? "list \(list)"
        return RowProblem(
            step: step.pipelineStep(in: session.frame), code: PlanningCode.C602,
            reason:
                "person \(id), whose e-mail address the row has, is on \(name) already (list entry \(entry.id)); the plan was to add a new person",
            hint: Self.hint)
    }
}
