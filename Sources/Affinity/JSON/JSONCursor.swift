/// Walks over JSON in place, without making values of what nobody asks for. All that Affinity answers is read by it: an export copies the
/// places that it finds from the page into the file, `JSONReadable` makes values of them.
///
/// Strict about the grammar: a page that lost a byte must not pass for another page. Lenient about texts, since Affinity may pass on what
/// somebody once pasted: half of a surrogate pair, a NUL and bytes that are not UTF-8 are read as U+FFFD.
package struct JSONCursor {
    package let bytes: UnsafeBufferPointer<UInt8>
    /// In bytes from the beginning.
    package private(set) var at: Int
    /// Each level of nesting takes stack.
    private static let maximumDepth = 512

    package init(_ bytes: UnsafeBufferPointer<UInt8>, at: Int = 0) {
        self.bytes = bytes
        self.at = at
    }

    /// What follows is not JSON.
    package func malformed(_ expected: String) -> JSONProblem { JSONProblem(.malformed, expected: expected, offset: at) }

    /// What follows is not the value that was looked for.
    package func unfit(_ expected: String) -> JSONProblem {
        var ahead = self
        let kind: JSONProblem.Kind =
            switch ahead.peek() {
            case UInt8(ascii: "n"): .null
            case UInt8(ascii: "\""), UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "-"),
                0x30...0x39:
                .otherKind
            default: .malformed
            }
        return JSONProblem(kind, expected: expected, offset: ahead.at)
    }

    /// The next byte that is not a space; 0 at the end.
    @inline(__always)
    package mutating func peek() -> UInt8 {
        while at < bytes.count {
            let byte = bytes[at]
            if byte > 0x20 { return byte }
            at += 1
        }
        return 0
    }

    /// Enters the object or list that begins with a bracket.
    package mutating func enter(_ bracket: UInt8, _ expected: String) throws(JSONProblem) {
        guard peek() == bracket else { throw unfit(expected) }
        at += 1
    }

    package mutating func enterObject(_ expected: String = "an object") throws(JSONProblem) { try enter(UInt8(ascii: "{"), expected) }
    package mutating func enterList(_ expected: String = "a list") throws(JSONProblem) { try enter(UInt8(ascii: "["), expected) }

    /// - Returns: Whether the next value is null, which is skipped then.
    package mutating func isNull() throws(JSONProblem) -> Bool {
        guard peek() == UInt8(ascii: "n") else { return false }
        try skip("null")
        return true
    }

    package mutating func bool() throws(JSONProblem) -> Bool {
        switch peek() {
        case UInt8(ascii: "t"): try skip("true")
        case UInt8(ascii: "f"):
            try skip("false")
            return false
        default: throw unfit("true or false")
        }
        return true
    }

    /// The next key of an object whose `{` or last member was read; nil at its end, which is skipped.
    @inline(__always)
    package mutating func nextKey(isFirst: inout Bool) throws(JSONProblem) -> Range<Int>? {
        var byte = peek()
        if isFirst, byte == UInt8(ascii: "}") {
            at += 1
            return nil
        }
        if !isFirst {
            if byte == UInt8(ascii: "}") {
                at += 1
                return nil
            }
            guard byte == UInt8(ascii: ",") else { throw malformed("a comma or the end of the object") }
            at += 1
            byte = peek()
        }
        isFirst = false
        guard byte == UInt8(ascii: "\"") else { throw malformed("a key") }
        let key = try rawString()
        guard isText(key) else { throw JSONProblem(.malformed, expected: "a key that is text", offset: key.lowerBound) }
        guard peek() == UInt8(ascii: ":") else { throw malformed("a colon") }
        at += 1
        return key
    }

    /// Whether every byte came through. Of a spoiled text the rest can be used; a spoiled name would pass for the lack of what it names.
    @inline(__always)
    package func isText(_ name: Range<Int>) -> Bool {
        for byte in bytes[name] where byte >= 0x80 { return !String(decoding: bytes[name], as: UTF8.self).contains("\u{FFFD}") }
        return true
    }

    /// Whether a list whose `[` or last element was read has another element. Its end is skipped.
    @inline(__always)
    package mutating func nextElement(isFirst: inout Bool) throws(JSONProblem) -> Bool {
        let byte = peek()
        if byte == UInt8(ascii: "]") {
            at += 1
            return false
        }
        if !isFirst {
            guard byte == UInt8(ascii: ",") else { throw malformed("a comma or the end of the list") }
            at += 1
            // A comma before the end.
            if peek() == UInt8(ascii: "]") { throw malformed("a value") }
        }
        isFirst = false
        return true
    }

    /// The inside of a string, escapes and all.
    @inline(__always)
    package mutating func rawString() throws(JSONProblem) -> Range<Int> {
        guard peek() == UInt8(ascii: "\"") else { throw unfit("a text") }
        at += 1
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
        throw malformed("the end of a text")
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
    package mutating func rawNumber() throws(JSONProblem) -> Range<Int> {
        let byte = peek()
        guard byte &- 0x30 < 10 || byte == UInt8(ascii: "-") else { throw unfit("a number") }
        let start = at
        take(UInt8(ascii: "-"))
        let whole = at
        guard digits(), bytes[whole] != UInt8(ascii: "0") || at == whole + 1 else { throw malformed("a number") }
        if take(UInt8(ascii: ".")), !digits() { throw malformed("a number") }
        if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
            if !take(UInt8(ascii: "-")) { take(UInt8(ascii: "+")) }
            guard digits() else { throw malformed("a number") }
        }
        return start..<at
    }

    @discardableResult private mutating func take(_ byte: UInt8) -> Bool {
        guard at < bytes.count, bytes[at] == byte else { return false }
        at += 1
        return true
    }

    /// Skips digits; false when there is none.
    private mutating func digits() -> Bool {
        let start = at
        while at < bytes.count, bytes[at] &- 0x30 < 10 { at += 1 }
        return at > start
    }

    /// A whole number, also as `1.0` or `1e3`.
    package mutating func integer() throws(JSONProblem) -> Int64 {
        let range = try rawNumber()
        // Eighteen digits fit in any case.
        if range.count <= 18, bytes[range.lowerBound] != UInt8(ascii: "-") {
            var value: Int64 = 0
            for byte in bytes[range] {
                guard byte &- 0x30 < 10 else { return try unusualInteger(range) }
                value = value &* 10 &+ Int64(byte &- 0x30)
            }
            return value
        }
        return try unusualInteger(range)
    }

    private func unusualInteger(_ range: Range<Int>) throws(JSONProblem) -> Int64 {
        let text = String(decoding: bytes[range], as: UTF8.self)
        guard let value = Int64(text) ?? Double(text).flatMap(Int64.init(exactly:)) else {
            throw JSONProblem(.otherKind, expected: "a whole number below 2^63", offset: range.lowerBound)
        }
        return value
    }

    package mutating func number() throws(JSONProblem) -> Double {
        let range = try rawNumber()
        guard let value = Double(String(decoding: bytes[range], as: UTF8.self)), value.isFinite else {
            throw JSONProblem(.otherKind, expected: "a number that fits 64 bits", offset: range.lowerBound)
        }
        return value
    }

    /// Skips a value and all that is in it.
    package mutating func skip() throws(JSONProblem) { try skip(depth: 0) }

    private mutating func skip(depth: Int) throws(JSONProblem) {
        guard depth < Self.maximumDepth else { throw malformed("at most \(Self.maximumDepth) levels of nesting") }
        var isFirst = true
        switch peek() {
        case UInt8(ascii: "\""): _ = try rawString()
        case UInt8(ascii: "{"):
            at += 1
            while try nextKey(isFirst: &isFirst) != nil { try skip(depth: depth + 1) }
        case UInt8(ascii: "["):
            at += 1
            while try nextElement(isFirst: &isFirst) { try skip(depth: depth + 1) }
        case UInt8(ascii: "t"): try skip("true")
        case UInt8(ascii: "n"): try skip("null")
        case UInt8(ascii: "f"): try skip("false")
        default: _ = try rawNumber()
        }
    }

    private mutating func skip(_ word: StaticString) throws(JSONProblem) {
        let end = at + word.utf8CodeUnitCount
        guard end <= bytes.count, matches(at..<end, word) else { throw malformed("a value") }
        at = end
    }

    @inline(__always)
    package func matches(_ range: Range<Int>, _ name: StaticString) -> Bool {
        guard range.count == name.utf8CodeUnitCount else { return false }
        for offset in 0..<range.count where bytes[range.lowerBound + offset] != name.utf8Start[offset] { return false }
        return true
    }

    package func matches(_ range: Range<Int>, _ name: [UInt8]) -> Bool {
        guard range.count == name.count else { return false }
        return name.withUnsafeBufferPointer { name in
            for offset in 0..<range.count where bytes[range.lowerBound + offset] != name[offset] { return false }
            return true
        }
    }
}

extension [UInt8] {
    /// A cursor over these bytes, good for the length of the call.
    package func withJSONCursor<Result, Failure: Error>(_ body: (JSONCursor) throws(Failure) -> Result) throws(Failure) -> Result {
        try withUnsafeBufferPointer { (bytes) throws(Failure) in try body(JSONCursor(bytes)) }
    }
}

extension JSONCursor {
    /// The text of a string, its escapes undone.
    package mutating func string() throws(JSONProblem) -> String { try string(try rawString()) }

    /// - Parameter range: the inside of a string.
    func string(_ range: Range<Int>) throws(JSONProblem) -> String {
        let raw = UnsafeBufferPointer(rebasing: bytes[range])
        if !raw.contains(where: { $0 == UInt8(ascii: "\\") || $0 == 0 }) { return String(decoding: raw, as: UTF8.self) }
        var text: [UInt8] = []
        try append(range, to: &text)
        return String(decoding: text, as: UTF8.self).replacing("\0", with: "\u{FFFD}")
    }

    /// Appends the text of a string, its escapes undone, as UTF-8.
    package mutating func appendString(to text: inout [UInt8]) throws(JSONProblem) {
        try append(try rawString(), to: &text)
    }

    package func append(_ range: Range<Int>, to text: inout [UInt8]) throws(JSONProblem) {
        var start = range.lowerBound
        var position = start
        while position < range.upperBound {
            guard bytes[position] == UInt8(ascii: "\\") else {
                position += 1
                continue
            }
            text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<position]))
            position = try appendEscape(at: position + 1, end: range.upperBound, to: &text)
            start = position
        }
        text.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<range.upperBound]))
    }

    /// Appends the value that begins here as JSON on one line, without the spaces between its parts, and skips it.
    package mutating func appendJSON(to text: inout [UInt8]) throws(JSONProblem) {
        _ = peek()
        let start = at
        try skip()
        var (isText, isEscaped) = (false, false)
        for byte in bytes[start..<at] {
            if isText {
                if byte == UInt8(ascii: "\""), !isEscaped { isText = false }
                isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
            } else if byte <= 0x20 {
                continue
            } else if byte == UInt8(ascii: "\"") {
                isText = true
            }
            text.append(byte)
        }
    }

    private func appendEscape(at position: Int, end: Int, to text: inout [UInt8]) throws(JSONProblem) -> Int {
        switch bytes[position] {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(bytes[position])
        case UInt8(ascii: "u"): return try appendUnicode(at: position + 1, end: end, to: &text)
        default: throw JSONProblem(.malformed, expected: "an escape", offset: position)
        }
        return position + 1
    }

    private func appendUnicode(at position: Int, end: Int, to text: inout [UInt8]) throws(JSONProblem) -> Int {
        var value = try hex(at: position, end: end)
        var next = position + 4
        if (0xD800..<0xDC00).contains(value), next + 6 <= end, bytes[next] == UInt8(ascii: "\\"), bytes[next + 1] == UInt8(ascii: "u") {
            let low = try hex(at: next + 2, end: end)
            if (0xDC00..<0xE000).contains(low) {
                value = 0x10000 + (value - 0xD800) << 10 + (low - 0xDC00)
                next += 6
            }
        }
        // Half of a pair is not a character, and no program reads a NUL within a text; what Affinity lets through is shown as such.
        text.append(contentsOf: String(value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        return next
    }

    private func hex(at position: Int, end: Int) throws(JSONProblem) -> UInt32 {
        var value: UInt32 = 0
        for index in position..<(position + 4) {
            guard index < end, let digit = Character(Unicode.Scalar(bytes[index])).hexDigitValue else {
                throw JSONProblem(.malformed, expected: "four hexadecimal digits", offset: position)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
