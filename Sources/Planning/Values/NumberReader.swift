/// Numbers as people and spreadsheets write them, with one decimal mark:
///
/// - sign, digits, decimal mark, exponent; the digits of other scripts;
/// - thousands: the other mark, space, thin space, apostrophe; groups of three, or as in India;
/// - a currency sign or code before or after; `100.-` and `100,-`;
/// - a minus behind: `1,234-`; parentheses for a negative number;
/// - `k`, `m`, `mm`, `mn`, `b`, `bn`, `tn`, `lakh`, `cr` and the words;
/// - `$-` and `$ -`, as accounts write nothing: 0;
/// - `%` before or after: dropped, `12%` is 12, since that is the figure that a column of percentages shows.
package struct NumberReader {
    let decimal: UInt8

    /// - Parameter decimal: `.` or `,`.
    package init(decimal: Character) {
        self.decimal = decimal == "," ? UInt8(ascii: ",") : UInt8(ascii: ".")
    }

    /// Nil for a text that is not a number.
    package func value(_ text: String) -> Double? {
        if case .number(let value) = read(text) { value } else { nil }
    }

    func read(_ text: String) -> NumberReading {
        var text = text
        let reading = text.withUTF8 { bytes -> NumberReading? in
            return bytes.allSatisfy { $0 < 0x80 } ? written(bytes) : nil
        }
        return reading ?? NumberMarks.ascii(text, decimal: decimal).withUnsafeBufferPointer(written)
    }

    private func written(_ input: UnsafeBufferPointer<UInt8>) -> NumberReading {
        var affixes = NumberAffixes(input)
        guard affixes.readLeading() else { return affixes.isAccountingZero ? .number(0) : .notANumber }
        var core = NumberCore(decimal: decimal)
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
