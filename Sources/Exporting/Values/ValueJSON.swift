import Affinity

/// Writes values as typed JSON for JSON lines, straight from the page: numbers, texts, dates as `2026-11-21`, options as their
/// texts, people and organizations as objects with `id`, `name` and `email` or `domain`, several values as lists.
struct ValueJSON {
    private let plain = ValueText(joiner: ";", dates: nil)

    func append(_ cursor: inout JSONCursor, _ form: ValueForm, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONProblem) {
        guard cursor.peek() == UInt8(ascii: "[") else { return try appendOne(&cursor, form, part, to: &text) }
        try cursor.enterList()
        text.append(UInt8(ascii: "["))
        var isFirst = true
        var isEmpty = true
        while try cursor.nextElement(isFirst: &isFirst) {
            if !isEmpty { text.append(UInt8(ascii: ",")) }
            isEmpty = false
            try appendOne(&cursor, form, part, to: &text)
        }
        text.append(UInt8(ascii: "]"))
    }

    private func appendOne(
        _ cursor: inout JSONCursor, _ form: ValueForm, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONProblem) {
        if part == nil, let keys = Self.keys(of: form) { return try appendObject(&cursor, form, keys, to: &text) }
        if part != nil || Self.isScalar(form) { return try appendPlain(&cursor, form, part, to: &text) }
        try cursor.appendJSON(to: &text)
    }

    private typealias Key = (name: String, part: ValuePart)

    /// The keys of what is written as an object; nil for all else.
    private static func keys(of form: ValueForm) -> [Key]? {
        switch form {
        case .person: personKeys
        case .organization: organizationKeys
        case .interaction: interactionKeys
        default: nil
        }
    }

    private static let personKeys: [Key] = [("id", .id), ("name", .name), ("email", .email)]
    private static let organizationKeys: [Key] = [("id", .id), ("name", .name), ("domain", .domain)]
    private static let interactionKeys: [Key] = [("date", .date), ("kind", .kind)]

    /// Whether it is one text or number; everything else stays as Affinity wrote it.
    private static func isScalar(_ form: ValueForm) -> Bool {
        switch form {
        case .date, .option, .number, .formula: true
        default: false
        }
    }

    private func appendObject(
        _ cursor: inout JSONCursor, _ form: ValueForm, _ keys: [Key], to text: inout [UInt8]
    ) throws(JSONProblem) {
        _ = cursor.peek()
        let start = cursor
        text.append(UInt8(ascii: "{"))
        for (index, (name, part)) in keys.enumerated() {
            cursor = start
            if index > 0 { text.append(UInt8(ascii: ",")) }
            Self.quote(name.utf8, to: &text)
            text.append(UInt8(ascii: ":"))
            try appendPlain(&cursor, form, part, to: &text)
        }
        text.append(UInt8(ascii: "}"))
    }

    /// The cell's text as a JSON text; as a number where it is one.
    private func appendPlain(
        _ cursor: inout JSONCursor, _ form: ValueForm, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONProblem) {
        var value: [UInt8] = []
        try plain.append(&cursor, form, part, to: &value)
        let isNumber = part == .id || form == .number || form == .formula
        if value.isEmpty {
            text += "null".utf8
        } else if isNumber {
            text += value
        } else {
            Self.quote(value, to: &text)
        }
    }

    static func quote(_ value: some Sequence<UInt8>, to text: inout [UInt8]) {
        text.append(UInt8(ascii: "\""))
        for byte in value {
            switch byte {
            case UInt8(ascii: "\""): text += "\\\"".utf8
            case UInt8(ascii: "\\"): text += "\\\\".utf8
            case 0x0A: text += "\\n".utf8
            case 0x0D: text += "\\r".utf8
            case 0x09: text += "\\t".utf8
            case 0..<0x20:
                let hex = String(byte, radix: 16)
                text += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
            default: text.append(byte)
            }
        }
        text.append(UInt8(ascii: "\""))
    }
}
