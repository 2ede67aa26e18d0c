/// Ferry's own colours. In a text they stand as a mark that nobody outside can guess, and become a terminal's codes when they are written:
/// so the same code in the text of others stays text.
package enum Ink: String, Sendable {
    case red = "31"
    case green = "32"
    case yellow = "33"
    case bold = "1"
    case dim = "2"

    package func paint(_ text: String) -> String { Self.mark + rawValue + "m" + text + Self.mark + "0m" }

    /// Made once a process. Nothing that is ever shown depends on it.
    private static let mark = "\u{1B}" + String(UInt64.random(in: .min ... .max), radix: 36) + "["

    /// The text as a terminal takes it.
    package static func written(_ text: String) -> String {
        text.utf8.contains(0x1B) ? text.replacing(mark, with: "\u{1B}[") : text
    }

    /// The colour with which a text begins, mark and all.
    static func code(at text: Substring.UnicodeScalarView) -> Substring.UnicodeScalarView? {
        guard text.starts(with: mark.unicodeScalars) else { return nil }
        // `paint` ends each with an m.
        let code = text.dropFirst(mark.unicodeScalars.count).prefix { $0 != "m" }
        return text[...code.endIndex]
    }
}
