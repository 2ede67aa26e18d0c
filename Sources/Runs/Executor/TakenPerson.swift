import Affinity
import PipelineSpec
import Planning

/// A person whom the run was to make and who was there already, by an e-mail address in use. The plan did not see what they hold, so it is
/// looked at before anything of the row is written to them: what somebody else has set stays as it is.
struct TakenPerson: Sendable {
    enum Finding: Sendable {
        /// The write finds what the plan was made for.
        case free
        /// Some of its cells hold something else: the row goes on without them.
        case held(RowMove)
        /// They are on the list already.
        case onList(RowProblem)
        case failed(AffinityError)
    }

    let session: Session
    let row: PlannedRow
    let step: RowStep
    let id: RecordID

    func look() async -> Finding {
        do throws(AffinityError) {
            switch step.kind {
            case .addEntry(let list):
                session.countRequest()
                guard let entry = try await session.writer.entries(of: .person, id, on: list).first else { return .free }
                return .onList(problem(entry, list))
            case .updateRecord(let updates):
                session.countRequest()
                let held = try await session.writer.cells(of: PersonID(id), updates.map(\.id))
                var now: [Int: FieldData?] = [:]
                for (index, field) in session.frame.fields.enumerated()
                where field.list == nil && updates.contains(where: { $0.id == field.id }) {
                    now[index] = .some(held[field.id])
                }
                let move = PlanComparison(frame: session.frame).move(of: row, holding: now)
                return move.isNothing ? .free : .held(move)
            case .create, .rename, .updateEntry, .addNote: return .free
            }
        } catch {
            return .failed(error)
        }
    }

    private func problem(_ entry: ListEntry, _ list: ListID) -> RowProblem {
        let name = session.frame.lists.first { $0.id == list }?.name ?? "list \(list)"
        return RowProblem(
            step: step.pipelineStep(in: session.frame), code: "C602",
            reason:
                "person \(id), whose e-mail address the row has, is on \(name) already (list entry \(entry.id)); the plan was to add a new person",
            hint: "match persons by e-mail, or name this one with find, and plan again")
    }
}
