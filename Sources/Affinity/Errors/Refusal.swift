/// What Affinity says about a request that it understood and does not carry out: 400, 404, 409, 422 and similar ones.
package struct Refusal: Hashable, Sendable {
    package struct Message: Hashable, Sendable {
        /// v2 only, for example `validation` (AffinityAPI.md#errors-of-v2).
        package let code: String?
        package let text: String
        /// The parameter that is wrong, on v2's `validation` only.
        package let parameter: String?

        package init(code: String? = nil, text: String, parameter: String? = nil) {
            self.code = code
            self.text = text
            self.parameter = parameter
        }
    }

    /// An id that now belongs to another record (AffinityAPI.md#errors-of-v1, #errors-of-v2).
    package struct Merge: Hashable, Sendable {
        package let old: Int64
        package let new: Int64

        package init(old: Int64, new: Int64) {
            self.old = old
            self.new = new
        }
    }

    package let status: Int
    package let messages: [Message]
    /// What was asked, for example `PATCH list entry fields`: no ids, no query.
    package let request: String

    package init(status: Int, messages: [Message], request: String) {
        self.status = status
        self.messages = messages
        self.request = request
    }

    /// The record was merged into another by someone: the request may be repeated with the new id.
    package var merged: Merge? {
        for message in messages {
            if let merge = Merge(in: message.text) { return merge }
        }
        return nil
    }

    /// The messages in one line.
    package var text: String {
        messages.isEmpty ? "no reason given" : messages.map(\.text).joined(separator: "; ")
    }
}

extension Refusal.Merge {
    private static let phrase = " no longer exists as it has been merged into "

    /// Finds `<old> no longer exists as it has been merged into <new>`, whatever stands before and after.
    init?(in text: String) {
        guard let range = text.firstRange(of: Self.phrase) else { return nil }
        let before = text[..<range.lowerBound].reversed().prefix { $0.isASCII && $0.isNumber }
        let after = text[range.upperBound...].prefix { $0.isASCII && $0.isNumber }
        guard let old = Int64(String(before.reversed())), let new = Int64(after) else { return nil }
        self.init(old: old, new: new)
    }
}

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
            if messages.contains(where: \.namesRoute) { return .route }
            return messages.contains { $0.code == "not-found" } ? .record : .route
        case 422: return messages.contains { $0.text.contains("valid id") && !$0.text.hasPrefix("creator_id") } ? .record : nil
        default: return nil
        }
    }

    /// There is no such record (any more), in Affinity's own words.
    package var isGone: Bool { missing == .record }
}

extension Refusal.Message {
    fileprivate var namesRoute: Bool {
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
