import Text

/// What the numbers of a whole column say about their decimal mark.
///
/// | the column | is read |
/// | --- | --- |
/// | some numbers can only have a decimal point, or none leaves a doubt | with a point |
/// | some can only have a decimal comma (`12,5`), none a point, and no comma could part thousands (`900,000`) | with a comma |
/// | every point stands before three digits (`250.000`, `1.500`), and nothing else tells | in doubt |
/// | some need a point and some a comma | in doubt, unless twenty stand against each one |
///
/// What is in doubt is refused as far as the two readings differ; a stated mark leaves no doubt, unless no number needs it and some need the
/// other one.
package struct NumberAdvice: Sendable, Hashable {
    struct Counts: Sendable, Hashable {
        /// Rows of the column that hold something.
        var total = 0
        /// Rows that only one mark reads.
        var onlyPoint = 0
        var onlyComma = 0
        /// `250.000`: rows that either mark reads, as different numbers.
        var pointOfThree = 0
        /// `900,000`.
        var commaOfThree = 0

        var either: Int { pointOfThree + commaOfThree }
    }

    let counts: Counts
    /// What the numbers are read with; those that the other mark reads as another number are refused where `isInDoubt`.
    package let decimal: Character
    package let isInDoubt: Bool
    /// The pipeline states no mark, and the column decided for the comma.
    let isGuess: Bool

    init(_ counts: Counts, stated: Character?) {
        self.counts = counts
        let (point, comma) = (counts.onlyPoint, counts.onlyComma)
        if let stated {
            decimal = stated
            let (own, other) = stated == "," ? (comma, point) : (point, comma)
            isInDoubt = own == 0 && other > 0
            isGuess = false
            return
        }
        let outnumbers = 20
        if comma > 0, point * outnumbers <= comma, counts.commaOfThree == 0 {
            decimal = ","
            isInDoubt = false
        } else {
            decimal = "."
            // Long numbers without a mark tell nothing: `2000000` stands beside the 1.5 of a program and the 1.500 of a hand.
            let isOpen = comma == 0 && point == 0 && counts.pointOfThree > 0
            isInDoubt = isOpen || (comma > 0 && comma * outnumbers > point)
        }
        isGuess = decimal == ","
    }

    var other: Character { decimal == "," ? "." : "," }

    /// What to do about a number that is in doubt, or that only the other mark reads. Never a mark that loses or changes another row.
    var hint: String {
        let (point, comma) = (reads("."), reads(","))
        switch isInDoubt {
        case true where counts.onlyPoint > 0 && counts.onlyComma > 0:
            return "no one decimal mark reads all of this column: a point reads \(point), a comma reads \(comma); write them alike"
        case true where point == comma:
            return "state decimal: \".\" or decimal: \",\"; each reads \(counts.total == 1 ? "the one number" : rows(point)) of this column"
        case true:
            let (fewer, more): (Character, Character) = point < comma ? (".", ",") : (",", ".")
            return "\(rows(max(point, comma) - min(point, comma))) of this column can only be read with decimal: \"\(more)\": "
                + "state it, or write the others alike and state decimal: \"\(fewer)\""
        case false where counts.onlyComma + counts.onlyPoint + counts.either > 0 && needed > 0:
            let mark = decimal == "," ? "comma" : "point"
            return "\(rows(needed)) of this column can only have a decimal \(mark): write this one so too"
        default: return "write it as \(decimal == "," ? "1.234,5" : "1,234.5"), or without separators"
        }
    }

    /// What is to be known where `isGuess`.
    var guess: String {
        var text = "read with a decimal comma, which \(rows(counts.onlyComma)) of the column must have"
        if counts.pointOfThree > 0 { text += "; \(rows(counts.pointOfThree)) like 250.000 have their thousands parted so" }
        return text
    }

    /// Rows that can only be read as the column is read.
    private var needed: Int { decimal == "," ? counts.onlyComma : counts.onlyPoint }

    /// How many rows with a point or a comma this mark reads.
    private func reads(_ mark: Character) -> Int { (mark == "," ? counts.onlyComma : counts.onlyPoint) + counts.either }

    private func rows(_ count: Int) -> String { count == 1 ? "1 number" : "\(count) numbers" }
}

/// Counts which decimal mark the numbers of one column need, over all of its rows.
package struct NumberColumn: Sendable {
    private let stated: Character?
    private var counts = NumberAdvice.Counts()

    /// - Parameter stated: nil where the pipeline leaves it to the column.
    package init(stated: Character?) {
        self.stated = stated
    }

    package mutating func add(_ text: String) {
        let text = CellText.visible(text)
        counts.total += 1
        guard let mark = Self.firstMark(of: text) else { return }
        switch (Self.point.value(text), Self.comma.value(text)) {
        case (nil, nil): break
        case (_?, nil): counts.onlyPoint += 1
        case (nil, _?): if !Self.looksLikeThousands(text) { counts.onlyComma += 1 }
        case (let point?, let comma?) where point == comma: break
        case (_?, _?) where mark == UInt8(ascii: "."): counts.pointOfThree += 1
        default: counts.commaOfThree += 1
        }
    }

    package var advice: NumberAdvice { NumberAdvice(counts, stated: stated) }

    /// `42,00000`: a fraction of zeros only is none that anybody writes; here the comma stands for thousands, in the wrong place.
    static func looksLikeThousands(_ text: String) -> Bool {
        guard let comma = text.utf8.lastIndex(of: UInt8(ascii: ",")) else { return false }
        let behind = text.utf8[text.utf8.index(after: comma)...].prefix { $0 &- 0x30 < 10 }
        return behind.count > 2 && behind.allSatisfy { $0 == UInt8(ascii: "0") }
    }

    static func isNoNumber(_ text: String) -> Bool { point.value(text) == nil && comma.value(text) == nil }

    /// The first point or comma that stands behind a digit.
    private static func firstMark(of text: String) -> UInt8? {
        var isBehindDigit = false
        for byte in text.utf8 {
            if isBehindDigit, byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") { return byte }
            isBehindDigit = byte &- 0x30 < 10
        }
        // A mark may begin the number: ",5".
        return text.utf8.first { $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ",") }
    }

    private static let point = NumberReader(decimal: ".")
    private static let comma = NumberReader(decimal: ",")
}
