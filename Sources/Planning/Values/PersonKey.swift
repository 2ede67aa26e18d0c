package import Affinity
import Text

/// What a text that names a person is looked up by.
package enum PersonKey: Sendable, Hashable {
    /// In lower case.
    case email(String)
    case id(PersonID)
    /// As `PersonName` compares them: `Doe, Jane` is Jane Doe.
    case name(String)

    /// An export writes a person as `Ada Lovelace <ada@contoso.vc>`, or without an address as `Ada Lovelace <38706>`.
    package init(_ text: String) {
        if text.utf8.contains(UInt8(ascii: "@")) {
            let address = Self.bracketed(text)
            self = .email(Self.isLowercase(address) ? address : address.lowercased())
        } else if let id = Int64(Self.bracketed(text)), id > 0, text.utf8.last == UInt8(ascii: ">") {
            self = .id(PersonID(id))
        } else if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let id = Int64(text) {
            self = .id(PersonID(id))
        } else {
            self = .name(PersonName.key(text))
        }
    }

    /// Most addresses are, and need no copy.
    private static func isLowercase(_ text: String) -> Bool {
        text.utf8.allSatisfy { $0 < 0x80 && !(0x41...0x5A).contains($0) }
    }

    /// What stands in angle brackets at the end; else the whole text.
    static func bracketed(_ text: String) -> String {
        guard text.utf8.last == UInt8(ascii: ">"), let open = text.lastIndex(of: "<") else { return text }
        return CellText.trimmed(String(text[text.index(after: open)...].dropLast()))
    }
}
