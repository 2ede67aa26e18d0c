/// What Affinity's search is asked to find a name by. It looks for the term as a part of the name, letter by letter
/// (AffinityAPI.md#searching-organizations), so that
/// "Airbnb, Inc." would not find Airbnb.
package enum SearchTerms {
    /// A longer text is no name: a server takes 8 to 16 KB of address, and each letter may take twelve bytes of it.
    package static let longest = 500

    /// Whether Affinity's search can be asked for a text at all.
    package static func isAskable(_ term: String) -> Bool {
        term.utf8.count <= longest || term.unicodeScalars.count <= longest
    }

    /// The name without "the" and its legal form; and as it is compared, where that is written otherwise.
    package static func organization(_ name: String) -> [String] {
        let key = NameKey.fold(name)
        let words = name.split(whereSeparator: \.isWhitespace)
        func isWhole(_ range: Range<Int>) -> Bool { NameKey.fold(words[range].joined(separator: " ")) == key }
        // The fewest words, since a part of a legal form may be none: "GmbH & Co. KG" without its last word.
        let end = words.indices.first { isWhole(0..<($0 + 1)) }.map { $0 + 1 } ?? words.count
        let start = (0..<end).last { isWhole($0..<end) } ?? 0
        return both(words[start..<end].joined(separator: " "), key)
    }

    /// `Doe, Jane` as Affinity has it, `Jane Doe`.
    package static func person(_ name: String) -> [String] {
        let halves = name.split(separator: ",").map { CellText.trimmed(String($0)) }
        let name = halves.count == 2 ? "\(halves[1]) \(halves[0])" : name
        return both(name, NameKey.fold(name))
    }

    private static func both(_ written: String, _ key: String) -> [String] {
        var written = written
        while let last = written.last, ",;".contains(last) { written.removeLast() }
        return written.lowercased() == key || key.isEmpty ? [written] : [written, key]
    }
}
