import Text

/// What to do about cells that say no value in words: the texts of a whole column, ready to be pasted into the pipeline.
struct UnreadableWords: Sendable, Hashable {
    private static let wordsKept = 12
    private(set) var words: [String] = []

    /// Takes a text without digits, which is neither a number nor a date.
    mutating func add(_ text: String) {
        guard words.count < Self.wordsKept, Self.isWord(text), !words.contains(text) else { return }
        words.append(text)
    }

    static func isWord(_ text: String) -> Bool {
        text.utf8.count <= 60 && !text.unicodeScalars.contains { $0.properties.numericType != nil }
    }

    /// The problem with what can be done about it, for the text and for the others of its column.
    func explaining(_ problem: ConversionProblem, of text: String) -> ConversionProblem {
        guard problem.code == "V301" || problem.code == "V304" else { return problem }
        if Self.isWord(text), CellText.formulaError(text) == nil {
            // The same for all texts of a column, so that they are told together.
            let all = words.isEmpty ? [text] : words
            let blanks = ([""] + all).map(ConversionProblem.quoted).joined(separator: ", ")
            let map = all.map { "\(ConversionProblem.quoted($0)): \"\"" }.joined(separator: ", ")
            return problem.with(
                hint: "or for the whole file in source: blanks: [\(blanks)]; or leave such cells alone: invalid: skip",
                fix: "map: { \(map) }")
        }
        guard problem.code == "V301", problem.hint == nil else { return problem }
        let numbers = text.split { !($0.isNumber || $0 == "." || $0 == ",") }.map { String($0) }
        let extract = "extract: '([0-9][0-9.,]*)'"
        guard numbers.count == 1 else {
            return problem.with(
                hint:
                    "a range is no one number: use a text field, take its first number with \(extract), or leave such cells alone: invalid: skip",
                fix: nil)
        }
        let isNearly = text.allSatisfy { $0.isNumber || "+~<>≈±., $€£".contains($0) }
        return problem.with(
            hint: "take the number in it with \(extract), or leave such cells alone: invalid: skip",
            fix: isNearly ? ConversionProblem.mapEntry(text, numbers[0]) : nil)
    }
}
