extension Refusal {
    /// What Affinity says it does not have.
    package enum Missing: Hashable, Sendable {
        /// The record, entry, note or option that the request names: deleted since, or never there.
        case record
        /// The route itself: a proxy, a key without the feature, a beta that was taken back. It says nothing about any record.
        case route
    }

    /// | status | words | missing |
    /// | --- | --- | --- |
    /// | 404 | `Unknown API endpoint` (AffinityAPI.md#errors-of-v1), `no route matches …` (AffinityAPI.md#errors-of-v2) | the route |
    /// | 404 | v2's error of the code `not-found` | the record |
    /// | 404 | anything else: v1 has no 404 for a record (AffinityAPI.md#errors-of-v1) | the route |
    /// | 422 | v1's `… valid id …` (AffinityAPI.md#errors-of-v1), but not of the author of a note | the record |
    /// | other | | nothing is |
    package var missing: Missing? {
        switch status {
        case 404:
            if messages.contains(where: \.speaksOfRoute) { return .route }
            return messages.contains { $0.code == "not-found" } ? .record : .route
        case 422: return messages.contains { $0.text.contains("valid id") && !$0.text.hasPrefix("creator_id") } ? .record : nil
        default: return nil
        }
    }

    /// There is no such record (any more), in Affinity's own words.
    package var isGone: Bool { missing == .record }
}

extension Refusal.Message {
    fileprivate var speaksOfRoute: Bool {
        let text = text.lowercased()
        return text.contains("unknown api endpoint") || text.contains("no route")
    }
}

extension Refusal {
    /// Whether a create may have been refused since somebody has its key: an address, which belongs to one person (`There exists a
    /// contact with this email address.`, AffinityAPI.md#errors-of-v1), or the text of an option, which must be unique
    /// (AffinityAPI.md#dropdown-options). Whether it is
    /// so is seen by looking who has it.
    package var saysInUse: Bool {
        guard [400, 409, 422].contains(status) else { return false }
        let text = text.lowercased()
        return ["there exists", "already", "in use", "unique", "taken", "duplicate"].contains { text.contains($0) }
    }
}
