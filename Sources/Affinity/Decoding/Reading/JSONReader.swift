/// Reads JSON from its bytes, value by value, in one pass.
///
/// For the pages that come by the thousand, where `JSONDecoder` takes ten times as long. It takes only what is beyond doubt:
/// whatever is not as expected, be it broken or only unusual (a number such as `1e3` for an id, a member that stands twice), ends in
/// `Unexpected`. Then `JSONDecoder` reads the whole answer again and has the last word, so that the two never say different things.
struct JSONReader {
    /// Not an error of the answer: only that this is not the one to read it.
    struct Unexpected: Error {}

    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    /// Of values within values that are passed over; deeper ones are left to `JSONDecoder`.
    private static let maximumDepth = 64

    /// Reads a whole text; nil when it holds anything unexpected.
    static func read<Value>(_ bytes: [UInt8], _ value: (inout JSONReader) throws(Unexpected) -> Value) -> Value? {
        bytes.withUnsafeBufferPointer { bytes in
            do throws(Unexpected) {
                var reader = JSONReader(bytes)
                let value = try value(&reader)
                return reader.nextByte() == nil ? value : nil
            } catch {
                return nil
            }
        }
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
    }

    /// Whether the next value is `null`, which is then read.
    mutating func null() throws(Unexpected) -> Bool {
        guard nextByte() == UInt8(ascii: "n") else { return false }
        try word("null")
        return true
    }

    mutating func bool() throws(Unexpected) -> Bool {
        let value = nextByte() == UInt8(ascii: "t")
        try word(value ? "true" : "false")
        return value
    }

    /// An integer as digits alone.
    mutating func integer() throws(Unexpected) -> Int64 {
        let text = try number()
        let isNegative = text.first == UInt8(ascii: "-")
        let digits = text.dropFirst(isNegative ? 1 : 0)
        // Eighteen digits fit in any case.
        guard digits.count <= 18 else { throw Unexpected() }
        var value: Int64 = 0
        for digit in digits {
            guard digit &- 0x30 < 10 else { throw Unexpected() }
            value = value &* 10 &+ Int64(digit &- 0x30)
        }
        return isNegative ? -value : value
    }

    /// A number without an exponent.
    mutating func double() throws(Unexpected) -> Double {
        let text = try number()
        guard !text.contains(where: { $0 | 0x20 == UInt8(ascii: "e") }), let value = Double(String(decoding: text, as: UTF8.self)),
            value.isFinite
        else { throw Unexpected() }
        return value
    }

    mutating func string() throws(Unexpected) -> String {
        let quoted = try quoted()
        guard let text = String(validating: quoted.bytes, as: UTF8.self) else { throw Unexpected() }
        guard quoted.hasEscapes else { return text }
        guard let plain = JSONEscapes.resolved(text) else { throw Unexpected() }
        return plain
    }

    /// The elements of an array, each read by `element`.
    mutating func array<Element>(_ element: (inout Self) throws(Unexpected) -> Element) throws(Unexpected) -> [Element] {
        var elements: [Element] = []
        try sequence(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { reader throws(Unexpected) in
            elements.append(try element(&reader))
        }
        return elements
    }

    /// The members of an object: `member` reads the value of each that `keys` has, all others are passed over.
    mutating func object<Key>(
        _ keys: JSONKeys<Key>, _ member: (inout Self, Key) throws(Unexpected) -> Void
    ) throws(Unexpected) {
        var seen: UInt64 = 0
        var expected = 0
        try sequence(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { reader throws(Unexpected) in
            let name = try reader.quoted()
            try reader.take(UInt8(ascii: ":"))
            guard let index = keys.index(of: name.bytes, expected: expected) else {
                // With escapes it could be one of the keys after all.
                guard name.isPlain else { throw Unexpected() }
                try reader.skip()
                return
            }
            guard seen & (1 << UInt64(index)) == 0 else { throw Unexpected() }
            seen |= 1 << UInt64(index)
            expected = index + 1
            try member(&reader, keys[index])
        }
    }

    /// What `value` reads, or nil for `null`.
    mutating func optional<Value>(_ value: (inout Self) throws(Unexpected) -> Value) throws(Unexpected) -> Value? {
        try null() ? nil : try value(&self)
    }

    /// Passes over the next value.
    /// - Returns: a reader that begins with it, for a value whose kind is told only by what comes later.
    @discardableResult
    mutating func skip() throws(Unexpected) -> JSONReader {
        let start = self
        try skip(depth: 0)
        return start
    }

    private mutating func skip(depth: Int) throws(Unexpected) {
        guard depth < Self.maximumDepth else { throw Unexpected() }
        switch nextByte() {
        case UInt8(ascii: "\""): try skipString()
        case UInt8(ascii: "{"):
            try sequence(from: UInt8(ascii: "{"), to: UInt8(ascii: "}")) { reader throws(Unexpected) in
                try reader.skipString()
                try reader.take(UInt8(ascii: ":"))
                try reader.skip(depth: depth + 1)
            }
        case UInt8(ascii: "["):
            try sequence(from: UInt8(ascii: "["), to: UInt8(ascii: "]")) { reader throws(Unexpected) in
                try reader.skip(depth: depth + 1)
            }
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try bool()
        case UInt8(ascii: "n"): try word("null")
        default: _ = try number()
        }
    }

    private mutating func skipString() throws(Unexpected) {
        let start = self
        if try quoted().isPlain { return }
        self = start
        _ = try string()
    }
}

extension JSONReader {
    /// The next byte that is no white space, not taken; nil at the end.
    private mutating func nextByte() -> UInt8? {
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 else { return byte }
            position += 1
        }
        return nil
    }

    private mutating func take(_ byte: UInt8) throws(Unexpected) {
        guard nextByte() == byte else { throw Unexpected() }
        position += 1
    }

    private mutating func word(_ word: StaticString) throws(Unexpected) {
        let end = position + word.utf8CodeUnitCount
        guard end <= bytes.count, word.withUTF8Buffer({ bytes[position..<end].elementsEqual($0) }) else { throw Unexpected() }
        position = end
    }

    /// What stands between brackets, with commas between.
    @inline(__always)
    private mutating func sequence(
        from open: UInt8, to close: UInt8, _ element: (inout Self) throws(Unexpected) -> Void
    ) throws(Unexpected) {
        try take(open)
        if nextByte() == close {
            position += 1
            return
        }
        while true {
            try element(&self)
            let byte = nextByte()
            position += 1
            if byte == close { return }
            guard byte == UInt8(ascii: ",") else { throw Unexpected() }
        }
    }

    /// What stands between the quotes of a string.
    private struct Quoted {
        let bytes: UnsafeBufferPointer<UInt8>
        let isASCII: Bool
        let hasEscapes: Bool

        var isPlain: Bool { isASCII && !hasEscapes }
    }

    private mutating func quoted() throws(Unexpected) -> Quoted {
        try take(UInt8(ascii: "\""))
        let start = position
        var all: UInt8 = 0
        var hasEscapes = false
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            if byte == UInt8(ascii: "\"") {
                let text = UnsafeBufferPointer(rebasing: bytes[start..<(position - 1)])
                return Quoted(bytes: text, isASCII: all < 0x80, hasEscapes: hasEscapes)
            }
            guard byte >= 0x20 else { throw Unexpected() }
            all |= byte
            if byte == UInt8(ascii: "\\") {
                hasEscapes = true
                position += 1
            }
        }
        throw Unexpected()
    }

    /// The bytes of a number, of the form that JSON gives it.
    private mutating func number() throws(Unexpected) -> UnsafeBufferPointer<UInt8> {
        _ = nextByte()
        let start = position
        if position < bytes.count, bytes[position] == UInt8(ascii: "-") { position += 1 }
        let first = position
        try digits()
        guard bytes[first] != UInt8(ascii: "0") || position == first + 1 else { throw Unexpected() }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            position += 1
            try digits()
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") { position += 1 }
            try digits()
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<position])
    }

    /// One at least.
    private mutating func digits() throws(Unexpected) {
        let start = position
        while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
        guard position > start else { throw Unexpected() }
    }
}
