/// What became of a row since the last export.
package enum RowChange: String, Sendable, CaseIterable {
    case added, changed, gone
}

/// How many rows of each kind an export of changes wrote.
package struct RowChanges: Sendable, Hashable, Codable {
    package var added = 0
    package var changed = 0
    package var gone = 0

    mutating func count(_ change: RowChange) {
        switch change {
        case .added: added += 1
        case .changed: changed += 1
        case .gone: gone += 1
        }
    }
}
