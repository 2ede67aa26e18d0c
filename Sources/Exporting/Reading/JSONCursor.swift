/// Walks over JSON in place, without making values of what nobody asks for. A page of a list is half a megabyte, most of it keys;
/// what an export needs of it is copied once, from the page into the line of the file.
///
/// `JSONReader` of Affinity is no substitute: it makes values, and gives up at whatever is unusual, since `JSONDecoder` reads the page
/// again then. Here nothing stands behind: places are handed out, to be gone back to, and what is unknown is copied as it stands.
///
/// Strict where a mistake could lose data: every bracket, quote, escape, number and word is followed.
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
        try skip("null")
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

    /// A number as it stands, by the grammar of JSON.
    mutating func rawNumber() throws(Problem) -> Range<Int> {
        _ = peek()
        let start = at
        take(UInt8(ascii: "-"))
        let whole = at
        guard digits(), bytes[whole] != UInt8(ascii: "0") || at == whole + 1 else { throw Problem(offset: start, expected: "a number") }
        if take(UInt8(ascii: ".")), !digits() { throw Problem(offset: start, expected: "a number") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "-")) { take(UInt8(ascii: "+")) }
            guard digits() else { throw Problem(offset: start, expected: "a number") }
        }
        return start..<at
    }

    @discardableResult private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    /// Passes over digits; false when there is none.
    private mutating func digits() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] &- 0x30 < 10 { at += 1 }
        return at > start
    }

    mutating func integer() throws(Problem) -> Int64 {
        let range = try rawNumber()
        // At most nineteen digits and a sign: checked by the standard library, which knows both ends of the range.
        guard let value = Int64(String(decoding: bytes[range], as: UTF8.self)) else {
            throw Problem(offset: range.lowerBound, expected: "a whole number below 2^63")
        }
        return value
    }

    /// Passes over a value and all that is in it.
    mutating func skip() throws(Problem) {
        switch peek() {
        case UInt8(ascii: "\""): _ = try rawString()
        case UInt8(ascii: "{"), UInt8(ascii: "["): try skipContainer()
        case UInt8(ascii: "t"): try skip("true")
        case UInt8(ascii: "n"): try skip("null")
        case UInt8(ascii: "f"): try skip("false")
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

    private mutating func skip(_ word: StaticString) throws(Problem) {
        let end = at + word.utf8CodeUnitCount
        guard end <= bytes.count, matches(at..<end, word) else { throw fail("a value") }
        at = end
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
