import Affinity
import Planning
import Synchronization

/// The options that the run makes before its rows, and those that could not be made.
final class NewOptions: Sendable {
    private struct State {
        var made: [DropdownOptionID: DropdownOption] = [:]
        var failures: [DropdownOptionID: String] = [:]
    }

    private let state = Mutex(State())

    func took(_ option: DropdownOption, for placeholder: DropdownOptionID) { state.withLock { $0.made[placeholder] = option } }

    func failed(_ placeholder: DropdownOptionID, _ reason: String) { state.withLock { $0.failures[placeholder] = reason } }

    /// The updates with Affinity's ids for the plan's placeholders.
    func resolved(_ updates: [FieldUpdate]) -> [FieldUpdate] {
        guard updates.contains(where: { !($0.data?.newOptions ?? []).isEmpty }) else { return updates }
        let made = state.withLock { $0.made }
        func resolved(_ option: OptionReference) -> OptionReference {
            made[option.id].map { OptionReference(id: $0.id, text: $0.text) } ?? option
        }
        return updates.map { update in
            switch update.data {
            case .option(let option): FieldUpdate(id: update.id, type: update.type, data: .option(resolved(option)))
            case .options(let options): FieldUpdate(id: update.id, type: update.type, data: .options(options.map(resolved)))
            default: update
            }
        }
    }

    /// Why the row can't be worked: an option of its own could not be made.
    func missing(for row: PlannedRow, _ frame: PlanFrame) -> RowProblem? {
        guard !frame.options.isEmpty else { return nil }
        let failures = state.withLock { $0.failures }
        guard !failures.isEmpty else { return nil }
        for cell in row.cells where cell.isWrite {
            for placeholder in cell.after?.newOptions ?? [] {
                guard let reason = failures[placeholder.id] else { continue }
                let field = frame.fields[cell.field].name
                return RowProblem(
                    step: "set-fields", field: field, code: "A003",
                    reason: "the option \"\(placeholder.text)\" could not be made: \(reason)",
                    hint: "add it to \(field) in Affinity, then import this row again")
            }
        }
        return nil
    }
}
