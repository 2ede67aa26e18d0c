/// A name reduced to what tells it apart: the key under which organizations are compared.
///
/// Case, accents and punctuation go; `&` and `+` become "and"; initials join (`J.P.` is `jp`); legal suffixes at the end and "the" at
/// the start go. What would be nothing then stays as it is: a company called "AS" keeps its name.
package enum NameKey {
    package static func fold(_ name: String) -> String {
        var words = FoldedWords(capacity: name.utf8.count + 8)
        var name = name
        let isASCII = name.withUTF8 { bytes -> Bool in
            guard bytes.allSatisfy({ $0 < 0x80 }) else { return false }
            for byte in bytes { words.append(ascii: byte) }
            return true
        }
        if !isASCII {
            for scalar in UnicodeForms.decomposed(name).unicodeScalars { words.append(scalar) }
        }
        words.finish()
        // Only signs, such as "!!!": as it is, but for case.
        if words.isEmpty { return CellText.trimmed(name).lowercased() }
        words.dropLeadingThe()
        words.dropLegalSuffixes()
        return words.joined
    }
}
