import Diagnostics
import Text

/// What to do about cells that say no value in words: the texts of a whole column, ready to be pasted into the pipeline.
struct UnreadableWords: Sendable, Hashable {
    private static let wordsKept = 12
    private(set) var words: [String] = []

    /// Takes a text without digits, which is neither a number nor a date.
    mutating func add(_ text: String) {
        guard words.count < Self.wordsKept, Self.isWord(text), !Self.saysNumber(text), !words.contains(text) else { return }
        words.append(text)
    }

    static func isWord(_ text: String) -> Bool {
        text.utf8.count <= 60 && !text.unicodeScalars.contains { $0.properties.numericType != nil }
    }

    /// The problem with what can be done about it, for the text and for the others of its column.
    func explaining(_ problem: ConversionProblem, of text: String) -> ConversionProblem {
        guard problem.code == PlanningCode.V301 || problem.code == PlanningCode.V304 else { return problem }
        if problem.code == PlanningCode.V301, Self.isWord(text), Self.saysNumber(text) {
            return problem.with(hint: Self.inDigits, fix: nil)
        }
        if Self.isWord(text), CellText.formulaError(text) == nil {
            // The same for all texts of a column, so that they are reported together.
            let all = words.isEmpty ? [text] : words
            let blanks = ([""] + all).map(ConversionProblem.quoted).joined(separator: ", ")
            let map = all.map { "\(ConversionProblem.quoted($0)): \"\"" }.joined(separator: ", ")
            return problem.with(
                hint: "or for the whole file in source: blanks: [\(blanks)]; or leave such cells alone: invalid: skip",
                fix: "map: { \(map) }")
        }
        guard problem.code == PlanningCode.V301, problem.hint == nil else { return problem }
        let numbers = text.split { !($0.isNumber || $0 == "." || $0 == ",") }.map { String($0) }.filter { $0.contains(where: \.isNumber) }
        if numbers.count == 2, let range = Self.range(text) {
            return problem.with(
                hint:
                    "a range is no one number: use a text field, take its first number with extract: '\(range)', or leave such cells alone: invalid: skip",
                fix: nil)
        }
        guard numbers.count == 1 else {
            return problem.with(
                hint: "write one number, use a text field, or leave such cells alone: invalid: skip", fix: nil)
        }
        if let range = text.firstRange(of: numbers[0]), Self.saysMore(text[range.lowerBound...]) {
            return problem.with(hint: Self.inDigits, fix: nil)
        }
        let isNearly = text.allSatisfy { $0.isNumber || "+~<>≈±., $€£".contains($0) }
        return problem.with(
            hint: "take the number in it with extract: '\(Self.extract(of: text, numbers[0]))', or leave such cells alone: invalid: skip",
            fix: isNearly ? ConversionProblem.mapEntry(text, numbers[0]) : nil)
    }

    private static let inDigits = "write it in digits, such as 2000000, or leave such cells alone: invalid: skip"

    /// Whether a text is a number in words, and not a word for "none": `ten million`, `zwei Millionen`, `half a million`.
    private static func saysNumber(_ text: String) -> Bool {
        text.lowercased().split { !$0.isLetter }.contains { word in
            numberWords.contains(String(word)) || numberEnds.contains { word.hasSuffix($0) }
        }
    }

    /// Those that mean nothing else in another language.
    private static let numberWords: Set<String> = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "fifteen", "twenty",
        "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety", "dozen", "dozens", "zwei", "drei", "vier", "fünf", "sechs",
        "sieben", "acht", "neun", "zehn", "zwölf", "zwanzig", "dreißig", "fünfzig", "deux", "trois", "quatre", "cinq", "huit", "neuf",
        "dix", "vingt", "trente", "cinquante", "cent", "dos", "tres", "cuatro", "cinco", "siete", "ocho", "nueve", "diez", "veinte",
        "cien", "millón", "millones", "milhão", "milhões", "milione", "milioni", "milliard", "milliards", "lakh", "lakhs", "crore",
        "crores",
    ]
    private static let numberEnds = [
        "hundred", "hundreds", "thousand", "thousands", "million", "millions", "billion", "billions", "hundert", "tausend", "millionen",
        "milliarde", "milliarden",
    ]

    /// Whether the words behind a number multiply it, so that it is another one without them: `3 dozen`, `5 тыс.`, `2億円`.
    private static func saysMore(_ rest: Substring) -> Bool {
        let words = rest.lowercased().split { !$0.isLetter }
        return words.contains { word in
            magnitudes.contains(String(word)) || word.unicodeScalars.contains { "万億亿千百만억천兆".unicodeScalars.contains($0) }
        }
    }

    private static let magnitudes: Set<String> = [
        "hundred", "hundreds", "dozen", "dozens", "thousand", "quadrillion", "hundert", "tausend", "dutzend", "billionen",
        "mille", "mila", "mil", "millón", "millones", "milhão", "milhões", "bi", "milione", "miljoen", "miljard", "miljoner",
        "miljarder", "md", "mds", "mdr",
        "tys", "tis", "ezer", "bin", "milyon", "milyar", "тыс", "млн", "млрд", "тысяч", "тис",
    ]

    /// What takes the first number of `101-250` and `$50k to $1M`, and leaves every number of the column as it is; nil for a text that is no
    /// range.
    private static func range(_ text: String) -> String? {
        text.firstMatch(of: /[0-9][0-9.,]*\s?[A-Za-z%]*\s*(?:-|–|—|\bto\b|\/|\.\.)\s*[^0-9]{0,4}[0-9]/) == nil
            ? nil : "^(.+?)(?: *(?:-|–|—|to|/) *[^0-9]?[0-9].*)?$"
    }

    /// What takes off the words or signs around the number of this text, and leaves every number of the column as it is, with its sign and
    /// its unit: `~$3m` is three million.
    private static func extract(of text: String, _ number: String) -> String {
        if text.allSatisfy({ !$0.isLetter || "kKmMbBnNtT".contains($0) }), text.contains(where: { "+~<>≈±≤≥".contains($0) }) {
            return "^[~<>≈±≤≥ ]*(.+?)\\+?$"
        }
        guard let range = text.firstRange(of: number) else { return "([0-9][0-9.,]*)" }
        func quoted(_ part: Substring) -> String {
            part.map { #"\^$.|?*+()[]{}"#.contains($0) ? "\\\($0)" : String($0) }.joined().replacing("'", with: "''")
        }
        let (before, after) = (quoted(text[..<range.lowerBound]), quoted(text[range.upperBound...]))
        return "^" + (before.isEmpty ? "" : "(?:\(before))?") + (after.isEmpty ? "(.*)" : "(.*?)(?:\(after))?") + "$"
    }
}
