/// Pages as Affinity could send them, made up by a rule: the same seed is always the same page.
struct JSONPages {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func organizations() -> String {
        page(rows: (0..<number(below: 4)).map { _ in organization() })
    }

    mutating func persons() -> String {
        page(rows: (0..<number(below: 4)).map { _ in person(fields: ("fields", optional(cells()))) })
    }

    mutating func listEntries() -> String {
        page(rows: (0..<number(below: 4)).map { _ in listEntry() })
    }

    /// The text with one byte taken out, put in or replaced by another.
    mutating func broken(_ text: String) -> [UInt8] {
        var bytes = Array(text.utf8)
        let place = number(below: bytes.count)
        let signs = Array("{}[]\",:\\-+.0159eEtfnu \t\n/".utf8) + [0x00, 0x1F, 0x7F, 0x80, 0xC3, 0xFF]
        switch number(below: 3) {
        case 0: bytes.remove(at: place)
        case 1: bytes.insert(signs[number(below: signs.count)], at: place)
        default: bytes[place] = signs[number(below: signs.count)]
        }
        return bytes
    }

    private mutating func page(rows: [String]) -> String {
        let next = pick([#""https://api.affinity.co/v2/companies?cursor=a""#, "null", #""\/v2\/companies?cursor=b""#])
        let pagination = pick(["{\"prevUrl\":null,\"nextUrl\":\(next)}", "{\"nextUrl\":\(next)}"])
        return object([("data", "[\(rows.joined(separator: ", "))]"), ("pagination", pagination)])
    }

    private mutating func organization() -> String {
        object([
            ("id", integer()), ("name", optional(text())), ("domain", optional(#""acme.co""#)),
            ("domains", optional(pick(["[]", #"["acme.co"]"#, #"["b.co", "acme.co"]"#, #"["acme.co","acme.co"]"#]))),
            ("isGlobal", pick(["true", "false", "null"])), ("fields", optional(cells())), ("extra", junk(depth: 3)),
        ])
    }

    private mutating func listEntry() -> String {
        let entity = object([
            ("id", integer()), ("name", optional(text())), ("firstName", optional(text())), ("lastName", optional(text())),
            ("fields", optional(cells())),
        ])
        return object([
            ("id", integer()), ("type", #""company""#), ("listId", optional(integer())), ("createdAt", #""2024-01-02T03:04:05Z""#),
            ("entity", entity),
        ])
    }

    private mutating func cells() -> String {
        "[\((0..<number(below: 4)).map { _ in cell() }.joined(separator: ","))]"
    }

    private mutating func cell() -> String {
        let (type, data) = pick([
            ("text", text()), ("filterable-text", #""""#), ("number", double()), ("number", integer()),
            ("datetime", #""2024-01-02T08:00:00Z""#), ("datetime", #""2024-02-29""#),
            ("dropdown", object([("dropdownOptionId", integer()), ("text", optional(text()))])),
            ("ranked-dropdown", object([("dropdownOptionId", integer()), ("text", text()), ("rank", "3"), ("color", "null")])),
            ("person", person()), ("location", "null"), ("dropdown-multi", "null"),
        ])
        let value = object([("type", "\"\(type)\""), ("data", optional(data)), ("totalCount", "null")])
        return object([("id", #""field-\#(number(below: 99))""#), ("name", text()), ("type", #""list""#), ("value", value)])
    }

    private mutating func person(fields: (String, String)? = nil) -> String {
        object(
            [
                ("id", integer()), ("firstName", optional(text())), ("lastName", optional(text())),
                ("primaryEmailAddress", optional(#""jane@vc.com""#)), ("emailAddresses", optional(#"["jane@vc.com"]"#)),
                ("type", #""internal""#),
            ] + [fields].compactMap(\.self))
    }

    private mutating func junk(depth: Int) -> String {
        switch number(below: depth > 0 ? 6 : 4) {
        case 0: return text()
        case 1: return double()
        case 2: return pick(["true", "false", "null", "1e3", "-0", "2E-5"])
        case 3: return "[]"
        case 4: return "[\(junk(depth: depth - 1)), \(junk(depth: depth - 1))]"
        default: return object([("a", junk(depth: depth - 1)), ("b", junk(depth: depth - 1))])
        }
    }

    private mutating func integer() -> String { String(number(below: 1 << 50)) }
    private mutating func double() -> String { pick(["0", "-1.5", "5000.0", "0.1", "123456789.123456789", "1234567890123456789012"]) }

    private mutating func text() -> String {
        let pieces = [
            "Acme", " ", "Blå", "株式会社", "🚢", #"\""#, #"\\"#, #"\/"#, #"\b\f\n\r\t"#, #"\u00e9"#, #"\uD83D\uDEA2"#, #"\u0041"#, "GmbH & Co.",
        ]
        return "\"\((0..<number(below: 4)).map { _ in pick(pieces) }.joined())\""
    }

    private mutating func optional(_ value: String) -> String { number(below: 6) == 0 ? "null" : value }

    /// The members in their order or another, with white space here and there.
    private mutating func object(_ members: [(String, String)]) -> String {
        let space = pick(["", "", " ", "\n\t", "\r\n"])
        let turned = number(below: 4) == 0 ? members.reversed() : members
        return "{\(space)\(turned.map { "\"\($0.0)\"\(space):\(space)\($0.1)" }.joined(separator: ",\(space)"))\(space)}"
    }

    private mutating func pick<Element>(_ elements: [Element]) -> Element { elements[number(below: elements.count)] }

    private mutating func number(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int(state >> 11) % limit
    }
}
