import Text

/// JSON whose objects keep the order of their keys, so that the text is the same every time.
indirect enum JSONValue: Sendable, ExpressibleByStringLiteral {
    case string(String)
    case integer(Int)
    case boolean(Bool)
    case array([JSONValue])
    case object([(String, JSONValue)])
    /// JSON as it is.
    case written(String)

    init(stringLiteral value: String) {
        self = .string(value)
    }

    /// The text, indented by two spaces a level; short arrays of texts stay on one line.
    func text(indent: Int = 0) -> String {
        let inner = String(repeating: " ", count: indent + 2)
        let outer = String(repeating: " ", count: indent)
        switch self {
        case .string(let string):
            return Self.quoted(string)
        case .integer(let integer):
            return String(integer)
        case .boolean(let boolean):
            return boolean ? "true" : "false"
        case .written(let json):
            return json
        case .array(let items):
            if items.allSatisfy(\.isScalar) { return "[" + items.map { $0.text() }.joined(separator: ", ") + "]" }
            return "[\n" + items.map { inner + $0.text(indent: indent + 2) }.joined(separator: ",\n") + "\n\(outer)]"
        case .object(let pairs):
            if pairs.isEmpty { return "{}" }
            let lines = pairs.map { "\(inner)\(Self.quoted($0.0)): \($0.1.text(indent: indent + 2))" }
            return "{\n" + lines.joined(separator: ",\n") + "\n\(outer)}"
        }
    }

    private var isScalar: Bool {
        switch self {
        case .string, .integer, .boolean: true
        case .array, .object, .written: false
        }
    }

    private static func quoted(_ text: String) -> String { DoubleQuotes.quoted(text) { $0.value >= 32 } }
}
