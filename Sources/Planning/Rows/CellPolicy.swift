import Affinity
import PipelineSpec

/// Decides one cell: what the row asks for, what the cell holds, and the policies that stand between the two.
///
/// | the row says | the cell holds | decision |
/// | --- | --- | --- |
/// | blank, `#N/A` | nothing | none |
/// | blank | something | `blank`: keep or clear (reject is settled before, see `RowDraft`) |
/// | `#N/A` | something | cleared, under every policy |
/// | a value | the same | unchanged |
/// | a value | nothing | set (with `existing: keep` only in a new record) |
/// | a value | another | `existing`: overwrite sets, fill and keep leave it, append adds |
struct CellPolicy: Sendable {
    var existing: Assignment.Existing
    var blank: Assignment.Blank

    struct Decision: Hashable {
        var action: PlannedCell.Action
        var after: FieldData?
        var policy: String
    }

    /// Nil when there is nothing to say about the cell: it is blank here and there.
    func decide(_ desired: DesiredCell, held: HeldCell) -> Decision? {
        let current = held.value
        switch desired {
        case .nothing: return Decision(action: .kept, after: current, policy: "unknown-option: skip")
        case .unreadable: return Decision(action: .kept, after: current, policy: "invalid: skip")
        case .blank:
            if blank == .clear { return cleared(held, policy: "blank: clear") }
            return current.map { Decision(action: .kept, after: $0, policy: "blank: keep") }
        case .clear: return cleared(held, policy: "#N/A")
        case .value, .location, .places:
            guard let wanted = desired.wanted(over: current) else { return cleared(held, policy: "#N/A") }
            let policy = existingPolicy
            if wanted.means(current) { return Decision(action: .unchanged, after: current, policy: policy) }
            let (action, after) = decide(wanted, current: current, isNew: held.isNew)
            return Decision(action: action, after: after, policy: policy)
        }
    }

    /// As the language writes it; spelled out, since it is said of every cell.
    private var existingPolicy: String {
        switch existing {
        case .overwrite: "existing: overwrite"
        case .fill: "existing: fill"
        case .keep: "existing: keep"
        case .append: "existing: append"
        }
    }

    private func cleared(_ held: HeldCell, policy: String) -> Decision? {
        held.value == nil && !held.isFilledIn ? nil : Decision(action: .clear, after: nil, policy: policy)
    }

    private func decide(_ wanted: FieldData, current: FieldData?, isNew: Bool) -> (PlannedCell.Action, FieldData?) {
        switch existing {
        case .overwrite: return (.set, wanted)
        case .fill: return current == nil ? (.set, wanted) : (.kept, current)
        case .keep: return isNew ? (.set, wanted) : (.kept, current)
        case .append:
            guard let current, let union = wanted.appended(to: current) else { return (.set, wanted) }
            return union.means(current) ? (.unchanged, current) : (.append, union)
        }
    }
}
