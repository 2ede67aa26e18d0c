import Foundation

/// A name reduced to what tells it apart: the key under which organizations are compared.
///
/// Case, accents and punctuation go, letters of other widths become plain ones; `&` and `+` become "and"; initials join (`J.P.` is `jp`);
/// the legal form goes. What would be nothing then stays as it is: a company called "AS" keeps its name.
package enum NameKey {
    /// "The Sandbox" and "Sandbox" are two keys, of which `bare` is one: whether they are one company a person must say.
    package static func fold(_ name: String) -> String {
        guard var words = words(name) else { return CellText.trimmed(name).lowercased() }
        let saysThe = words.dropLeadingThe()
        words.dropLegalForms()
        let key = words.joined
        return saysThe ? article + key : key
    }

    /// The key of a person's name: all of its words.
    static func foldAll(_ name: String) -> String { words(name)?.joined ?? CellText.trimmed(name).lowercased() }

    /// A key without "the" before it.
    package static func bare(_ key: String) -> String {
        var key = key[...]
        while key.utf8.count > article.utf8.count, key.hasPrefix(article) { key = key.dropFirst(article.count) }
        return String(key)
    }

    package static func saysThe(_ key: String) -> Bool { key.utf8.first == UInt8(ascii: "t") && bare(key) != key }

    private static let article = "the "

    /// Nil for a name of signs only, such as "!!!".
    static func words(_ name: String) -> FoldedWords? {
        var words = FoldedWords(capacity: name.utf8.count + 8)
        var name = name
        let isASCII = name.withUTF8 { bytes -> Bool in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
            for byte in bytes { words.append(ascii: byte) }
            return true
        }
        if !isASCII {
            for scalar in UnicodeForms.plain(name).unicodeScalars { words.append(scalar) }
        }
        words.finish()
        return words.isEmpty ? nil : words
    }
}

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

/// The Unicode normal forms. FoundationEssentials has none, so this file alone imports the whole of Foundation; only text
/// beyond ASCII comes here.
enum UnicodeForms {
    /// Letters and their marks apart (NFD), and letters that only look otherwise as plain ones: of full width, in ligatures, `㈱`.
    static func plain(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isVariant) else { return text.decomposedStringWithCanonicalMapping }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            plain.append(
                contentsOf: isVariant(scalar) ? String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars : .init([scalar]))
        }
        return String(plain).decomposedStringWithCanonicalMapping
    }

    /// Letters and their marks as one again (NFC).
    static func composed(_ text: String) -> String { text.precomposedStringWithCanonicalMapping }

    /// Not all that Unicode calls compatible: `™` is not TM in a name.
    private static func isVariant(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xB2, 0xB3, 0xB9, 0x2070...0x209C, 0x2160...0x217F, 0x2460...0x24FF, 0x3200...0x33FF, 0xFB00...0xFB06, 0xFF00...0xFFEF,
            0x1D400...0x1D7FF, 0xF900...0xFAFF:
            true
        default: false
        }
    }
}

/// What people write for "there is none", whatever the column is about.
enum Placeholder {
    static let words: Set<String> = [
        "n/a", "n\\a", "n.a", "#n/a", "nan", "none", "null", "nil", "tbd", "tba", "tbc", "unknown", "undisclosed", "undefined",
        "not available", "not applicable", "not known", "k.a", "unbekannt", "inconnu", "desconocido", "onbekend", "未知", "不明", "미정",
    ]

    /// Without the brackets, points and quotes around the word, in lower case.
    static func bare(_ text: String) -> String { text.lowercased().trimming { "()[]<>{}.-!*\"' ".contains($0) } }
}
