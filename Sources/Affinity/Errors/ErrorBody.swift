/// What the body of an error answer says, in whatever form: both APIs differ, and 401, unknown routes and outages are not
/// JSON at all (AffinityAPI.md#errors-of-v1, #errors-of-v2).
package enum ErrorBody: Hashable {
    case messages([Refusal.Message])
    /// A web page: from a proxy, a sign-in portal or the edge, not from the API.
    case html
    case empty

    /// Tried in this order: a JSON array of strings or objects; a JSON object with `errors`, `message`, `error` or `detail`; plain text.
    init(_ body: [UInt8]) {
        guard let first = body.first(where: { !$0.isSpace }) else {
            self = .empty
            return
        }
        if first == UInt8(ascii: "<") {
            self = .html
            return
        }
        if let value = try? JSON.read(body, { (json) throws(JSONProblem) in try JSONValue(&json) }) {
            let messages = Self.messages(in: value)
            self = messages.isEmpty ? .empty : .messages(messages)
        } else {
            self = .messages([Refusal.Message(text: Self.line(String(decoding: body.prefix(4096), as: UTF8.self)))])
        }
    }

    private static func messages(in value: JSONValue) -> [Refusal.Message] {
        switch value {
        case .string(let text): return [Refusal.Message(text: line(text))]
        case .array(let elements): return elements.prefix(100).flatMap(messages(in:))
        case .object(let members):
            if let text = members["message"]?.text ?? members["detail"]?.text {
                return [Refusal.Message(code: members["code"]?.text, text: line(text), parameter: members["param"]?.text)]
            }
            for key in ["errors", "message", "error", "detail"] {
                if let inner = members[key], case let found = messages(in: inner), !found.isEmpty { return found }
            }
            return members["code"]?.text.map { [Refusal.Message(code: $0, text: line($0))] } ?? []
        case .null, .bool, .number, .unreadable: return []
        }
    }

    /// The text in one line without control characters (it may end on a terminal), 500 characters at most.
    package static func line(_ text: String) -> String {
        var line = ""
        for word in text.split(whereSeparator: {
            $0.isWhitespace || $0.unicodeScalars.contains { $0.properties.generalCategory == .control }
        }) {
            if !line.isEmpty { line += " " }
            line += word
            if line.count > 500 { return String(line.prefix(499)) + "…" }
        }
        return line
    }
}

extension UInt8 {
    fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
}
