/// What Affinity says about a request that it understood and does not carry out: 400, 404, 409, 422 and their like.
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
