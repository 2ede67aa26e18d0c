/// Any JSON: for error bodies and for values of kinds that Ferry does not know.
enum JSONValue: Hashable, JSONReadable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
    /// A number beyond any range.
    case unreadable

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        // Refuses what is nested too deeply for the stack.
        var whole = json
        try whole.skip()
        self = try Self.read(&json)
    }

    private static func read(_ json: inout JSONCursor) throws(JSONProblem) -> JSONValue {
        switch json.peek() {
        case UInt8(ascii: "\""): return .string(try json.string())
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .bool(try json.bool())
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            var isFirst = true
            try json.enterList()
            while try json.nextElement(isFirst: &isFirst) { elements.append(try read(&json)) }
            return .array(elements)
        case UInt8(ascii: "{"):
            var members: [String: JSONValue] = [:]
            var isFirst = true
            try json.enterObject()
            while let key = try json.nextKey(isFirst: &isFirst) { members[try json.string(key)] = try read(&json) }
            return .object(members)
        case UInt8(ascii: "n"):
            _ = try json.isNull()
            return .null
        default:
            let number = Double(String(decoding: json.bytes[try json.rawNumber()], as: UTF8.self))
            return number.flatMap { $0.isFinite ? .number($0) : nil } ?? .unreadable
        }
    }

    /// A string as it is; nil for everything else.
    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { members[key] } else { nil }
    }

    /// A short text for a person: the most telling member of an object, lists joined with `; `. Nil when there is nothing to show.
    var shown: String? {
        switch self {
        case .null: return nil
        case .unreadable: return "(unreadable)"
        case .bool(let value): return value ? "true" : "false"
        case .number(let value): return JSONNumber.text(value)
        case .string(let value): return value.isEmpty ? nil : value
        case .array(let elements):
            let texts = elements.compactMap(\.shown)
            return texts.isEmpty ? nil : texts.joined(separator: "; ")
        case .object(let members):
            for key in [
                "text", "name", "title", "subject", "content", "html", "calculatedValue", "sentAt", "startTime", "dueDate", "type", "id",
            ] {
                if let text = members[key]?.shown { return text }
            }
            return members.sorted { $0.key < $1.key }.lazy.compactMap(\.value.shown).first
        }
    }
}

/// Numbers as a person and JSON write them: no `.0`, no exponent below 2^53.
enum JSONNumber {
    static func text(_ value: Double) -> String {
        if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
        return value.description
    }
}
