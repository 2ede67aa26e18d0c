/// Numbers as people and spreadsheets write them, always with a stated decimal mark.
///
/// | | plain | `as: number` |
/// | --- | --- | --- |
/// | sign, digits, decimal mark, exponent | yes | yes |
/// | thousands: the other mark, space, thin space, apostrophe; groups of three, or as in India | no | yes |
/// | currency sign or code before or after; `100.-` and `100,-` | no | yes |
/// | a minus behind: `1,234-` | no | yes |
/// | the digits of other scripts | no | yes |
/// | `k`, `m`, `mm`, `mn`, `b`, `bn` and the words | no | yes |
/// | parentheses for a negative number | no | yes |
/// | `%` before or after: dropped, `12%` is 12, since that is the figure that a column of percentages shows | no | yes |
struct NumberReader {
    let decimal: UInt8
    let isLenient: Bool

    /// - Parameter decimal: `.` or `,`.
    init(decimal: Character, isLenient: Bool) {
        self.decimal = decimal == "," ? UInt8(ascii: ",") : UInt8(ascii: ".")
        self.isLenient = isLenient
    }

    func read(_ text: String) -> NumberReading {
        var text = text
        let reading = text.withUTF8 { bytes -> NumberReading? in
            if !isLenient { return plain(bytes) }
            return bytes.allSatisfy { $0 < 0x80 } ? lenient(bytes) : nil
        }
        return reading ?? NumberMarks.ascii(text, decimal: decimal).withUnsafeBufferPointer(lenient)
    }

    /// The fast way, and the only one that knows exponents but for the lenient core.
    private func plain(_ bytes: UnsafeBufferPointer<UInt8>) -> NumberReading {
        var cursor = NumberCore(decimal: decimal, takesGroups: false)
        var i = 0
        if i < bytes.count, bytes[i] == UInt8(ascii: "-") || bytes[i] == UInt8(ascii: "+") {
            cursor.number.isNegative = bytes[i] == UInt8(ascii: "-")
            i += 1
        }
        guard let end = cursor.read(bytes, from: i), end == bytes.count else { return .notANumber }
        return cursor.finish()
    }

    private func lenient(_ input: UnsafeBufferPointer<UInt8>) -> NumberReading {
        var affixes = NumberAffixes(input)
        guard affixes.readLeading() else { return .notANumber }
        var core = NumberCore(decimal: decimal, takesGroups: true)
        guard let end = core.read(input, from: affixes.position) else { return .notANumber }
        affixes.position = end
        guard affixes.readTrailing() else {
            // "1.234,56" stops at the second mark: a number, but not with this decimal mark.
            return affixes.stopsAtSeparator ? .badGrouping : .notANumber
        }
        core.number.isNegative = affixes.isNegative
        core.number.scale(byPowerOfTen: affixes.powerOfTen)
        return core.finish()
    }
}
