/// What a row ends as; `pending` until it does.
package enum RowOutcome: String, Sendable, Hashable, CaseIterable {
    case created, changed, unchanged, rejected, conflict, skipped, pending
}

/// How many rows ended as what: the keys of `"outcome"` in the machine-readable result. They add up to the rows of the file.
package struct OutcomeCounts: Sendable, Hashable, Codable {
    package var created = 0
    package var changed = 0
    package var unchanged = 0
    package var rejected = 0
    package var conflict = 0
    package var skipped = 0
    package var pending = 0

    package init() {}

    package var rows: Int { created + changed + unchanged + rejected + conflict + skipped + pending }
    /// Rows that have their outcome.
    package var done: Int { rows - pending }

    package subscript(outcome: RowOutcome) -> Int {
        get {
            switch outcome {
            case .created: created
            case .changed: changed
            case .unchanged: unchanged
            case .rejected: rejected
            case .conflict: conflict
            case .skipped: skipped
            case .pending: pending
            }
        }
        set {
            switch outcome {
            case .created: created = newValue
            case .changed: changed = newValue
            case .unchanged: unchanged = newValue
            case .rejected: rejected = newValue
            case .conflict: conflict = newValue
            case .skipped: skipped = newValue
            case .pending: pending = newValue
            }
        }
    }
}
