import Text

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
