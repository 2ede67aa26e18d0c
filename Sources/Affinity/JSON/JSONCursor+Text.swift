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
        // Half of a pair is no character, and no program reads a NUL within a text; what Affinity lets through is shown as such.
        text.append(contentsOf: String(value == 0 ? "\u{FFFD}" : Unicode.Scalar(value) ?? "\u{FFFD}").utf8)
        return next
    }

    private func hex(at position: Int, end: Int) throws(JSONProblem) -> UInt32 {
        var value: UInt32 = 0
        for place in position..<(position + 4) {
            guard place < end, let digit = Character(Unicode.Scalar(bytes[place])).hexDigitValue else {
                throw JSONProblem(.malformed, expected: "four hexadecimal digits", offset: position)
            }
            value = value << 4 | UInt32(digit)
        }
        return value
    }
}
