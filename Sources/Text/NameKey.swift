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
