/// `require-approval:`, which plans somebody must approve before they are applied.
package struct ApprovalRule: Sendable, Hashable {
    /// What `above` counts.
    package enum Unit: String, CaseIterable, Sendable { case cells, creates, writes }
    package enum Removals: String, CaseIterable, Sendable { case any, none }

    package struct Threshold: Sendable, Hashable {
        package var amount: Int
        package var unit: Unit

        package init(amount: Int, unit: Unit) {
            self.amount = amount
            self.unit = unit
        }
    }

    /// More than this wants approval.
    package var above: Threshold?
    /// Whether a cell that is cleared wants approval.
    package var removals: Removals?
    /// Whose approval counts, by e-mail address in lower case; that of any user of the account where it is empty.
    package var from: [String]

    package init(above: Threshold? = nil, removals: Removals? = nil, from: [String] = []) {
        self.above = above
        self.removals = removals
        self.from = from
    }

    /// Neither a threshold nor removals: every plan that changes something wants approval.
    package var isAlways: Bool { above == nil && removals == nil }
}
