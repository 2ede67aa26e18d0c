import Text

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

/// What a text says as a number.
enum NumberReading: Hashable {
    case number(Double)
    /// Digits, but with separators where no number has them: `12,34`.
    case badGrouping
    /// More than fits.
    case tooLarge
    case notANumber
}

/// Numbers of a field: each with the decimal mark that the pipeline states, or that its whole column shows.
struct NumberFieldReader: Sendable {
    private let stated: Character?
    private var reader: NumberReader
    /// What the whole column says, once it has been looked at.
    private(set) var advice: NumberAdvice?

    /// - Parameter decimal: nil where the pipeline states none.
    init(decimal: Character?) {
        stated = decimal
        reader = NumberReader(decimal: decimal ?? ".")
    }

    /// To be filled with the texts of all rows.
    var column: NumberColumn { NumberColumn(stated: stated) }

    mutating func advise(_ advice: NumberAdvice) {
        self.advice = advice
        reader = NumberReader(decimal: advice.decimal)
    }

    /// What was guessed of the column, and how to say it oneself.
    var guess: (message: String, hint: String)? {
        guard let advice, advice.isGuess else { return nil }
        return (advice.guess, "state decimal: \"\(advice.decimal)\" to say so yourself")
    }

    /// The decimal mark that the column was found to have; nil where it is stated, or no number has one.
    var foundMark: Character? {
        guard stated == nil, let advice, advice.counts.onlyPoint + advice.counts.onlyComma + advice.counts.either > 0 else { return nil }
        return advice.decimal
    }

    func read(_ text: String) throws(ConversionProblem) -> Double {
        let text = CellText.visible(text)
        switch reader.read(text) {
        case .number(let value):
            if let advice, advice.isInDoubt, let other = NumberReader(decimal: advice.other).value(text), other != value {
                throw .ambiguousNumber(text, value, other, hint: advice.hint)
            }
            return value
        case .tooLarge: throw .numberTooLarge(text)
        case .badGrouping: throw .badGrouping(text, hint: hint(text))
        case .notANumber: throw .notANumber(text, hint: hint(text))
        }
    }

    /// What would make a number of this text, where it has the other decimal mark.
    private func hint(_ text: String) -> String? {
        let other: Character = reader.decimal == UInt8(ascii: ",") ? "." : ","
        guard NumberReader(decimal: other).value(text) != nil else { return nil }
        if NumberColumn.looksLikeThousands(text) { return "write it with a separator before every three digits, or with none" }
        // A text of the pipeline itself stands alone: there is no column that a hint could be wrong for.
        return advice.map(\.hint) ?? "state decimal: \"\(other)\""
    }
}

/// Numbers as text.
package enum NumberText {
    /// With thousands separators and all digits there are: `12,000,000`, `-1,234.5`. Reads back as the same number.
    package static func grouped(_ value: Double) -> String { text(value, separator: ",") }

    /// All digits without separators: `12000000`.
    package static func plain(_ value: Double) -> String { text(value, separator: "") }

    private static func text(_ value: Double, separator: String) -> String {
        guard value.isFinite else { return value.description }
        let number = DecimalNumber(shortest: value)
        let point = number.digits.count + number.exponent
        // Beyond this the zeros only hide the size.
        guard (-10...24).contains(point) else { return value.description }
        let digits = number.digits.map { Character(Unicode.Scalar($0 + 0x30)) }
        var whole = String(digits.prefix(max(0, point))) + String(repeating: "0", count: max(0, number.exponent))
        if whole.isEmpty { whole = "0" }
        let fraction = String(repeating: "0", count: max(0, -point)) + String(digits.dropFirst(max(0, point)))
        var out = number.isNegative && !digits.isEmpty ? "-" : ""
        for (index, digit) in whole.enumerated() {
            if index > 0, (whole.count - index) % 3 == 0 { out += separator }
            out.append(digit)
        }
        return fraction.isEmpty ? out : "\(out).\(fraction)"
    }
}
