import Text

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
