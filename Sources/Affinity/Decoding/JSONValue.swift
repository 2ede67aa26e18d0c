/// Any JSON: for error bodies and for values of kinds that Ferry does not know.
enum JSONValue: Hashable, Decodable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])
    /// A number beyond any range, say.
    case unreadable

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let value = try? container.decode(String.self) {
            self = .string(value)
        } else if let value = try? container.decode(Bool.self) {
            self = .bool(value)
        } else if let value = try? container.decode(Double.self) {
            self = .number(value)
        } else if let value = try? container.decode([JSONValue].self) {
            self = .array(value)
        } else if let value = try? container.decode([String: JSONValue].self) {
            self = .object(value)
        } else {
            self = .unreadable
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
