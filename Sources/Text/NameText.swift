/// What stands in a cell for names.
package enum NameText {
    /// The text of a link, where the cell holds the link and not what it shows: `[Acme](https://acme.com)`,
    /// `=HYPERLINK("https://acme.com","Acme")`.
    package static func label(_ text: String) -> String {
        switch text.utf8.first {
        case UInt8(ascii: "["):
            guard let found = text.wholeMatch(of: /\[([^\[\]]+)\]\([^()\s]+\)/) else { return text }
            return CellText.trimmed(String(found.1))
        case UInt8(ascii: "="):
            guard let found = text.wholeMatch(of: /=(?i:HYPERLINK)\(\s*"[^"]*"\s*[,;]\s*"((?:[^"]|"")+)"\s*\)/) else { return text }
            return CellText.trimmed(String(found.1).replacing("\"\"", with: "\""))
        default: return text
        }
    }

    /// Whether a text says that there is no name: `N/A`, `-`, `???`.
    package static func saysNone(_ text: String) -> Bool {
        guard text.utf8.count <= longest else { return false }
        let bare = Placeholder.bare(text)
        return Placeholder.words.contains(bare) || none.contains(bare) || text.allSatisfy { "-–—−./?_*~·…#".contains($0) }
    }

    /// Whether an address of the web or of mail stands where the name should.
    package static func isAddress(_ text: String) -> Bool {
        guard text.utf8.contains(where: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: ".") }) else {
            return false
        }
        return text.contains("://") || text.lowercased().hasPrefix("www.") || EmailText.parse(text) != nil
    }

    private static let none: Set<String> = ["no name", "name unknown"]
    /// In bytes of UTF-8.
    private static let longest = 24
}
