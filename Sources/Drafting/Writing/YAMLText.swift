import Text

/// Texts of a spreadsheet as YAML has them: nothing that stands in a cell or a column's name can end its line or its quotes.
enum YAMLText {
    /// A scalar: plain where nobody can mistake it, else in double quotes.
    static func scalar(_ text: String) -> String { isPlain(text) ? text : quoted(text) }

    static func quoted(_ text: String) -> String { DoubleQuotes.quoted(text, where: isPrintable) }

    /// The text of a comment, which is one line and says nothing to a reader of YAML.
    static func comment(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            out += isPrintable(scalar) ? String(scalar) : scalar.properties.isWhitespace ? " " : "\u{FFFD}"
        }
        return out
    }

    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.first, first.isLetter, let last = text.last, last != " ", text.utf8.count <= 120 else { return false }
        guard text.allSatisfy({ $0.isLetter || $0.isNumber || " _-./()&+".contains($0) }), text.unicodeScalars.allSatisfy(isPrintable)
        else {
            return false
        }
        return !words.contains(text.lowercased())
    }

    /// What editors take for something else than a text.
    private static let words: Set<String> = ["null", "true", "false", "yes", "no", "on", "off", "y", "n", "nan"]

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x7E, 0xA0...0x1FFF, 0x2010...0x2027, 0x2030...0x205F, 0x2070...0xD7FF, 0xE000...0xFDCF, 0xFDF0...0xFEFE,
            0xFF00...0xFFFD,
            0x10000...0x10FFFD:
            true
        default: false
        }
    }
}
