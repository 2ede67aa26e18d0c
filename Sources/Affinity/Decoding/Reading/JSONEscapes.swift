/// What stands behind a backslash in a string of JSON.
enum JSONEscapes {
    /// The text with its escapes resolved; nil when there is one that JSON does not know or half of a surrogate pair.
    static func resolved(_ text: String) -> String? {
        var plain: [UInt8] = []
        plain.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "\\") else {
                plain.append(byte)
                continue
            }
            switch rest.next() {
            case UInt8(ascii: "\""): plain.append(UInt8(ascii: "\""))
            case UInt8(ascii: "\\"): plain.append(UInt8(ascii: "\\"))
            case UInt8(ascii: "/"): plain.append(UInt8(ascii: "/"))
            case UInt8(ascii: "b"): plain.append(0x08)
            case UInt8(ascii: "f"): plain.append(0x0C)
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "u"):
                guard let scalar = scalar(&rest) else { return nil }
                plain.append(contentsOf: String(scalar).utf8)
            default: return nil
            }
        }
        return String(decoding: plain, as: UTF8.self)
    }

    private static func scalar(_ rest: inout String.UTF8View.Iterator) -> Unicode.Scalar? {
        guard let first = unit(&rest) else { return nil }
        guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
        guard rest.next() == UInt8(ascii: "\\"), rest.next() == UInt8(ascii: "u"), let second = unit(&rest),
            UTF16.isTrailSurrogate(second)
        else { return nil }
        return Unicode.Scalar(0x10000 + (UInt32(first) - 0xD800) << 10 + (UInt32(second) - 0xDC00))
    }

    /// Four hexadecimal digits.
    private static func unit(_ rest: inout String.UTF8View.Iterator) -> UInt16? {
        var value: UInt16 = 0
        for _ in 0..<4 {
            guard let byte = rest.next(), let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
            value = value << 4 | UInt16(digit)
        }
        return value
    }
}
