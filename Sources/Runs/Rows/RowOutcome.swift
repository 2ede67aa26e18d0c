/// What a row ends as; `pending` until it does.
package enum RowOutcome: String, Sendable, Hashable, CaseIterable {
    case created, changed, unchanged, rejected, conflict, skipped, pending
}
