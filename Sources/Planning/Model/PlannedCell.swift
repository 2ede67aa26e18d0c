package import Affinity

/// One cell: what it held when the plan was made and what it shall hold.
package struct PlannedCell: Sendable, Hashable {
    package enum Action: String, Sendable {
        case set, append, clear
        /// It holds the value already.
        case unchanged
        /// A policy leaves it alone.
        case kept
    }

    /// Index into `PlanFrame.fields`.
    package var field: Int
    package var action: Action
    package var before: FieldData?
    /// The whole value after the write; for `unchanged` and `kept` the same as `before`.
    package var after: FieldData?
    /// The policy that decided, as the language writes it: `existing: overwrite`, `blank: keep`.
    package var policy: String

    package init(field: Int, action: Action, before: FieldData?, after: FieldData?, policy: String) {
        self.field = field
        self.action = action
        self.before = before
        self.after = after
        self.policy = policy
    }

    package var isWrite: Bool { action == .set || action == .append || action == .clear }
}
