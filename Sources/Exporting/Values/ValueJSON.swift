import Affinity

/// Writes values as typed JSON for JSON lines, straight from the page: numbers, texts, dates as `2026-11-21`, options as their
/// texts, people and organizations as objects with `id`, `name` and `email` or `domain`, several values as lists.
struct ValueJSON {
    private let plain = ValueText(joiner: ";", dates: nil)

    func append(_ cursor: inout JSONCursor, _ type: FieldValueType, _ part: ValuePart?, to text: inout [UInt8]) throws(JSONCursor.Problem) {
        guard cursor.peek() == UInt8(ascii: "[") else { return try appendOne(&cursor, type, part, to: &text) }
        try cursor.expect(UInt8(ascii: "["), "a list")
        text.append(UInt8(ascii: "["))
        var isFirst = true
        var isEmpty = true
        while try cursor.nextElement(isFirst: &isFirst) {
            if !isEmpty { text.append(UInt8(ascii: ",")) }
            isEmpty = false
            try appendOne(&cursor, type, part, to: &text)
        }
        text.append(UInt8(ascii: "]"))
    }

    private func appendOne(
        _ cursor: inout JSONCursor, _ type: FieldValueType, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONCursor.Problem) {
        if part == nil, let fields = Self.objects[type] { return try appendObject(&cursor, type, fields, to: &text) }
        if part != nil || Self.scalars.contains(type) { return try appendPlain(&cursor, type, part, to: &text) }
        _ = cursor.peek()
        let start = cursor.at
        try cursor.skip()
        text += cursor.bytes[start..<cursor.at]
    }

    /// What is written as an object, and its keys.
    private static let objects: [FieldValueType: [(key: String, part: ValuePart)]] = {
        let person: [(key: String, part: ValuePart)] = [("id", .id), ("name", .name), ("email", .email)]
        let company: [(key: String, part: ValuePart)] = [("id", .id), ("name", .name), ("domain", .domain)]
        return [
            .person: person, .personMulti: person, .company: company, .companyMulti: company,
            .interaction: [("date", .date), ("kind", .kind)],
        ]
    }()

    /// What is one text or number; everything else stays as Affinity wrote it.
    private static let scalars: Set<FieldValueType> = [
        .datetime, .dropdown, .dropdownMulti, .rankedDropdown, .number, .numberMulti, .formulaNumber,
    ]

    private func appendObject(
        _ cursor: inout JSONCursor, _ type: FieldValueType, _ fields: [(key: String, part: ValuePart)], to text: inout [UInt8]
    ) throws(JSONCursor.Problem) {
        _ = cursor.peek()
        let start = cursor
        text.append(UInt8(ascii: "{"))
        for (index, (key, part)) in fields.enumerated() {
            cursor = start
            if index > 0 { text.append(UInt8(ascii: ",")) }
            Self.quote(key.utf8, to: &text)
            text.append(UInt8(ascii: ":"))
            try appendPlain(&cursor, type, part, to: &text)
        }
        text.append(UInt8(ascii: "}"))
    }

    /// The cell's text as a JSON text; as a number where it is one.
    private func appendPlain(
        _ cursor: inout JSONCursor, _ type: FieldValueType, _ part: ValuePart?, to text: inout [UInt8]
    ) throws(JSONCursor.Problem) {
        var value: [UInt8] = []
        try plain.append(&cursor, type, part, to: &value)
        let isNumber = part == .id || type == .number || type == .numberMulti || type == .formulaNumber
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
