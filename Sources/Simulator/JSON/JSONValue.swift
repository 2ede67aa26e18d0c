/// A parsed request body. Numbers keep whether they were written as JSON numbers: v2 refuses `"5"` where it wants `5`
/// (AffinityAPI.md#values).
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One key of an object with its value, in the order written.
    struct Member: Equatable, Sendable {
        let key: String
        let value: JSONValue
    }

    /// The value of a key; with a key written twice, the last one. `nil` when absent or when this is no object.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// Like the subscript, but an explicit `null` counts as absent, as v1 treats it (AffinityAPI.md#addresses).
    func present(_ key: String) -> JSONValue? {
        guard let value = self[key], value != .null else { return nil }
        return value
    }

    var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    var items: [JSONValue]? {
        if case .array(let items) = self { return items }
        return nil
    }

    var members: [Member]? {
        if case .object(let members) = self { return members }
        return nil
    }

    /// A whole number written as a JSON number.
    var integer: Int? {
        guard case .number(let number) = self else { return nil }
        return Int(exactly: number)
    }

    /// A whole number, also when written as a string of digits: v1 takes ids so (AffinityAPI.md#addresses).
    var looseInteger: Int? {
        if case .string(let text) = self { return Int(text) }
        return integer
    }

    var boolean: Bool? {
        switch self {
        case .bool(let flag): flag
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }
}

/// A strict RFC 8259 parser over bytes, with a bound on nesting so that a hostile body cannot exhaust the stack.
struct JSONParser {
    /// Why a body is no JSON; the offset counts bytes.
    struct Failure: Error, Equatable {
        let offset: Int
    }

    private static let deepest = 128

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0

    private init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Parses one JSON document.
    /// - Throws: `Failure` at the first byte that does not fit, trailing bytes included.
    static func parse(_ bytes: [UInt8]) throws(Failure) -> JSONValue {
        var parser = JSONParser(bytes)
        parser.skipSpace()
        let value = try parser.value()
        parser.skipSpace()
        guard parser.position == bytes.count else { throw Failure(offset: parser.position) }
        return value
    }

    private var failure: Failure { Failure(offset: position) }

    private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func skipSpace() {
        while let byte = current, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
    }

    private mutating func value() throws(Failure) -> JSONValue {
        switch current {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"): return try literal("true", .bool(true))
        case UInt8(ascii: "f"): return try literal("false", .bool(false))
        case UInt8(ascii: "n"): return try literal("null", .null)
        default: return .number(try number())
        }
    }

    private mutating func literal(_ text: StaticString, _ value: JSONValue) throws(Failure) -> JSONValue {
        let count = text.utf8CodeUnitCount
        let matches = text.withUTF8Buffer { buffer in
            position + count <= bytes.count && bytes[position..<(position + count)].elementsEqual(buffer)
        }
        guard matches else { throw failure }
        position += count
        return value
    }

    private mutating func enter() throws(Failure) {
        depth += 1
        position += 1
        guard depth <= Self.deepest else { throw failure }
        skipSpace()
    }

    private mutating func object() throws(Failure) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var members: [JSONValue.Member] = []
        if current == UInt8(ascii: "}") {
            position += 1
            return .object(members)
        }
        while true {
            guard current == UInt8(ascii: "\"") else { throw failure }
            let key = try string()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw failure }
            position += 1
            skipSpace()
            members.append(JSONValue.Member(key: key, value: try value()))
            if try closes(with: UInt8(ascii: "}")) { return .object(members) }
        }
    }

    private mutating func array() throws(Failure) -> JSONValue {
        try enter()
        defer { depth -= 1 }
        var items: [JSONValue] = []
        if current == UInt8(ascii: "]") {
            position += 1
            return .array(items)
        }
        while true {
            items.append(try value())
            if try closes(with: UInt8(ascii: "]")) { return .array(items) }
        }
    }

    /// After an element: `true` at the closing bracket, `false` after a comma.
    private mutating func closes(with bracket: UInt8) throws(Failure) -> Bool {
        skipSpace()
        guard let byte = current, byte == bracket || byte == UInt8(ascii: ",") else { throw failure }
        position += 1
        if byte == bracket { return true }
        skipSpace()
        return false
    }

    private mutating func number() throws(Failure) -> Double {
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let whole = position
        let integerDigits = digits()
        guard integerDigits > 0, integerDigits == 1 || bytes[whole] != UInt8(ascii: "0") else { throw failure }
        if current == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw failure }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw failure }
        }
        guard let number = Double(String(decoding: bytes[start..<position], as: UTF8.self)), number.isFinite else { throw failure }
        return number
    }

    private mutating func digits() -> Int {
        let start = position
        while let byte = current, byte >= 0x30 && byte <= 0x39 { position += 1 }
        return position - start
    }

    private mutating func string() throws(Failure) -> String {
        position += 1
        let start = position
        while let byte = current, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
            guard byte >= 0x20 else { throw failure }
            position += 1
        }
        var content = Array(bytes[start..<position])
        while let byte = current {
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: content, as: UTF8.self) else { throw failure }
                return text
            case UInt8(ascii: "\\"):
                try escape(into: &content)
            case 0..<0x20:
                throw failure
            default:
                content.append(byte)
            }
        }
        throw failure
    }

    private mutating func escape(into content: inout [UInt8]) throws(Failure) {
        guard let byte = current else { throw failure }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): content.append(byte)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0C)
        case UInt8(ascii: "n"): content.append(0x0A)
        case UInt8(ascii: "r"): content.append(0x0D)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"): content.append(contentsOf: Array(String(try scalar()).utf8))
        default: throw failure
        }
    }

    private mutating func scalar() throws(Failure) -> Unicode.Scalar {
        let first = try hexadecimal()
        var code = first
        if first >= 0xD800 && first < 0xDC00 {
            guard current == UInt8(ascii: "\\"), position + 1 < bytes.count, bytes[position + 1] == UInt8(ascii: "u") else { throw failure }
            position += 2
            let second = try hexadecimal()
            guard second >= 0xDC00 && second < 0xE000 else { throw failure }
            code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
        }
        guard let scalar = Unicode.Scalar(code) else { throw failure }
        return scalar
    }

    private mutating func hexadecimal() throws(Failure) -> UInt32 {
        guard position + 4 <= bytes.count,
            let code = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
        else { throw failure }
        position += 4
        return code
    }
}
