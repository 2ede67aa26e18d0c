/// Walks over JSON in place, without making values of what nobody asks for. A page of a list is half a megabyte, most of it keys;
/// what an export needs of it is copied once, from the page into the line of the file.
///
/// `JSONReader` of Affinity is no substitute: it makes values, and gives up at whatever is unusual, since `JSONDecoder` reads the page
/// again then. Here nothing stands behind: places are handed out, to be gone back to, and what is unknown is copied as it stands.
///
/// Lenient where it costs nothing (a number is whatever stands between two marks), strict where a mistake could lose data: every
/// bracket, quote and escape is followed.
struct JSONCursor {
    /// That the text is no JSON, and where.
    struct Problem: Error, Hashable {
        var offset: Int
        var expected: String
    }

    let bytes: UnsafeBufferPointer<UInt8>
    private(set) var at: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    func fail(_ expected: String) -> Problem { Problem(offset: at, expected: expected) }

    /// The next byte that is no space; 0 at the end.
    @inline(__always)
    mutating func peek() -> UInt8 {
        while at < bytes.count {
            let byte = bytes[at]
            if byte > 0x20 { return byte }
            at += 1
        }
        return 0
    }

    mutating func expect(_ byte: UInt8, _ name: String) throws(Problem) {
        guard peek() == byte else { throw fail(name) }
        at += 1
    }

    /// - Returns: Whether the next value is null; it has been passed over then.
    mutating func isNull() throws(Problem) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try skipWord(4)
        return true
    }

    /// The next key of an object whose `{` or last member has been passed; nil at its end, which is passed over.
    @inline(__always)
    mutating func nextKey(isFirst: inout Bool) throws(Problem) -> Range<Int>? {
        var byte = peek()
        if byte == UInt8(ascii: "}") {
            at += 1
            return nil
        }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw fail("a comma or the end of the object") }
            at += 1
            byte = peek()
        }
        isFirst = false
        let key = try rawString()
        try expect(UInt8(ascii: ":"), "a colon")
        return key
    }

    /// Whether an array whose `[` or last element has been passed has another element; its end is passed over.
    @inline(__always)
    mutating func nextElement(isFirst: inout Bool) throws(Problem) -> Bool {
        let byte = peek()
        if byte == UInt8(ascii: "]") {
            at += 1
            return false
        }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw fail("a comma or the end of the list") }
            at += 1
        }
        isFirst = false
        return true
    }

    /// The inside of a string, escapes and all.
    @inline(__always)
    mutating func rawString() throws(Problem) -> Range<Int> {
        try expect(UInt8(ascii: "\""), "a text")
        let start = at
        while true {
            at = quoteOrBackslash(from: at)
            guard at < bytes.count else { break }
            if bytes[at] == UInt8(ascii: "\"") {
                at += 1
                return start..<(at - 1)
            }
            at += 2
        }
        at = bytes.count
        throw fail("the end of a text")
    }

    /// Where the next `"` or `\` is; the end when there is none. Most of a page is inside of texts, so eight bytes are looked at at once: of a
    /// word without the byte sought (by exclusive or, a zero) no byte borrows from the one above it.
    @inline(__always)
    private func quoteOrBackslash(from start: Int) -> Int {
        let (ones, highBits): (UInt64, UInt64) = (0x0101_0101_0101_0101, 0x8080_8080_8080_8080)
        var at = start
        while at + 8 <= bytes.count {
            let word = UInt64(littleEndian: UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: at, as: UInt64.self))
            let quote = word ^ (ones &* UInt64(UInt8(ascii: "\"")))
            let backslash = word ^ (ones &* UInt64(UInt8(ascii: "\\")))
            let found = ((quote &- ones) & ~quote | (backslash &- ones) & ~backslash) & highBits
            if found != 0 { return at + found.trailingZeroBitCount / 8 }
            at += 8
        }
        while at < bytes.count, bytes[at] != UInt8(ascii: "\""), bytes[at] != UInt8(ascii: "\\") { at += 1 }
        return at
    }

    /// A number as it stands.
    mutating func rawNumber() throws(Problem) -> Range<Int> {
        _ = peek()
        let start = at
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."), UInt8(ascii: "e"),
                UInt8(ascii: "E"):
                at += 1
            default:
                if at == start { throw fail("a number") }
                return start..<at
            }
        }
        if at == start { throw fail("a number") }
        return start..<at
    }

    mutating func integer() throws(Problem) -> Int64 {
        let range = try rawNumber()
        var value: Int64 = 0
        var digits = bytes[range]
        let isNegative = digits.first == UInt8(ascii: "-")
        if isNegative { digits = digits.dropFirst() }
        for byte in digits {
            guard byte >= 0x30, byte <= 0x39 else { throw fail("a whole number") }
            let (shifted, over) = value.multipliedReportingOverflow(by: 10)
            guard !over else { throw fail("a number of at most 18 digits") }
            value = shifted + Int64(byte - 0x30)
        }
        return isNegative ? -value : value
    }

    /// Passes over a value and all that is in it.
    mutating func skip() throws(Problem) {
        switch peek() {
        case UInt8(ascii: "\""): _ = try rawString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
        case UInt8(ascii: "t"), UInt8(ascii: "n"): try skipWord(4)
        case UInt8(ascii: "f"): try skipWord(5)
        default: _ = try rawNumber()
        }
    }

    private mutating func skipContainer() throws(Problem) {
        var depth = 0
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                _ = try rawString()
                continue
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                depth -= 1
                if depth == 0 {
                    at += 1
                    return
                }
            default: break
            }
            at += 1
        }
        throw fail("the end of an object or list")
    }

    private mutating func skipWord(_ length: Int) throws(Problem) {
        guard at + length <= bytes.count else { throw fail("a value") }
        at += length
    }

    @inline(__always)
    func matches(_ range: Range<Int>, _ name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count where bytes[range.lowerBound + offset] != name.utf8Start[offset] { return false }
        return true
    }

    func matches(_ range: Range<Int>, _ name: [UInt8]) -> Bool {
        guard range.count == name.count else { return false }
        return name.withUnsafeBufferPointer { name in
            for offset in 0..<range.count where bytes[range.lowerBound + offset] != name[offset] { return false }
            return true
        }
    }
}
