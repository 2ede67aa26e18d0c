import CSV
package import Text

extension CellText {
    /// The cell that always clears.
    package static let clearToken = "#N/A"

    /// An export guards a cell that a spreadsheet would take for a formula with a leading `'`; here it is taken off again. So is what
    /// others put around a text that a spreadsheet would take for a number: `="007"`.
    package static func unguarded(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "="), text.hasPrefix("=\""), text.hasSuffix("\""), text.utf8.count > 2 else {
            return FormulaGuard.removed(from: text)
        }
        let inner = text.dropFirst(2).dropLast()
        let plain = inner.replacing("\"\"", with: "")
        return plain.contains("\"") ? text : trimmed(String(inner.replacing("\"\"", with: "\"")))
    }

    /// What a spreadsheet shows for a formula that failed. `#N/A` is not among them: it clears.
    private static let formulaErrors: Set<String> = [
        "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#ERROR!",
    ]

    /// What a workbook's cell is read as whose formula has no saved result, as libraries write them that cannot calculate.
    static let unsavedFormula = "#UNSAVED!"

    /// How the cell of a workbook says that its formula failed, behind the error: `#N/A (formula error in Deals!C14)`. It tells
    /// `=NA()` from the text `#N/A`, and keeps doing so when the row comes back from a rejects file.
    private static let errorMark = " (formula error in "

    /// The error of a formula and the cell it stands in, where that is known; nil for a text that is none.
    package static func formulaError(_ text: String) -> (error: String, cell: String?)? {
        guard text.utf8.first == UInt8(ascii: "#") else { return nil }
        if formulaErrors.contains(text) { return (text, nil) }
        guard text.hasSuffix(")"), let mark = text.firstRange(of: errorMark) else { return nil }
        return (String(text[..<mark.lowerBound]), String(text[mark.upperBound...].dropLast()))
    }
}

/// The cell texts that count as blank.
struct BlankTexts: Sendable {
    private let texts: Set<String>
    /// In bytes of UTF-8.
    private let longest: Int

    init(_ texts: Set<String>) {
        self.texts = texts
        // The same text in another normal form takes three times as many bytes at most.
        longest = texts.lazy.map { $0.utf8.count * 3 }.max() ?? -1
    }

    /// Whether a cell of these bytes says something, as far as that can be seen without taking a copy of it.
    func plainlySays(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = bytes.first, let last = bytes.last else { return false }
        return bytes.count > longest && CellText.isVisible(first) && CellText.isVisible(last)
    }

    /// Most cells are longer than what people write for "nothing", and need not be looked up.
    func contains(_ text: String) -> Bool { text.utf8.count <= longest && texts.contains(text) }
}
