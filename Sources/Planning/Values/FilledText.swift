import Text

/// The text of a template while its columns are filled in. What only parts or encloses a blank column goes with it:
/// `{Sector} ({City}, {Country})` is `Fintech (Norway)` without a city, and `Fintech` without both.
struct FilledText {
    /// A character, or nil where a column was blank.
    private var characters: [Character?] = []

    mutating func add(_ text: String) { characters += text.map { $0 } }

    mutating func addBlank() { characters.append(nil) }

    var text: String {
        guard characters.contains(nil) else { return String(characters.compactMap { $0 }) }
        var rest = characters
        while let blank = rest.firstIndex(of: nil) { Self.close(&rest, at: blank) }
        return CellText.trimmed(String(rest.compactMap { $0 }))
    }

    /// Takes out the blank at this place.
    private static func close(_ text: inout [Character?], at blank: Int) {
        let before = text[..<blank].lastIndex { !isSeparator($0) }
        let after = text[(blank + 1)...].firstIndex { !isSeparator($0) }
        let start = before.map { $0 + 1 } ?? 0
        let end = after ?? text.endIndex
        // Nothing else in the brackets.
        if let before, let after, let open = text[before], let close = text[after], brackets[open] == close {
            let isSpaced = before > 0 && text[before - 1] == " "
            text.removeSubrange((isSpaced ? before - 1 : before)...after)
        } else if before == nil || isOpening(before.flatMap { text[$0] }) {
            text.removeSubrange(start..<end)
        } else if after == nil || start < blank {
            // Another blank behind it keeps the separator to close by.
            text.removeSubrange(start...blank)
        } else {
            text.removeSubrange(blank..<end)
        }
    }

    private static let brackets: [Character: Character] = ["(": ")", "[": "]", "<": ">"]

    private static func isOpening(_ character: Character?) -> Bool { character.map { brackets[$0] != nil } ?? false }

    private static func isSeparator(_ character: Character?) -> Bool { character.map { " ,;|·–—".contains($0) } ?? false }
}
