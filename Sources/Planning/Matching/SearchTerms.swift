import Text

/// What Affinity's search is asked to find a name by. It looks for the term as a part of the name, letter by letter
/// (AffinityAPI.md#searching-organizations), so that
/// "Airbnb, Inc." would not find Airbnb.
package enum SearchTerms {
    /// A longer text is not a name: a server takes 8 to 16 KB of address, and each letter may take twelve bytes of it.
    package static let longest = 500

    /// Whether Affinity's search can be asked for a text at all.
    package static func isAskable(_ term: String) -> Bool {
        term.utf8.count <= longest || term.unicodeScalars.count <= longest
    }

    /// The name without "the" and its legal form; and as it is compared, where that is written otherwise.
    package static func organization(_ name: String) -> [String] {
        let key = NameKey.bare(NameKey.fold(name))
        let words = name.split(whereSeparator: \.isWhitespace)
        func isWhole(_ range: Range<Int>) -> Bool { NameKey.bare(NameKey.fold(words[range].joined(separator: " "))) == key }
        // The fewest words, since a part of a legal form may be none: "GmbH & Co. KG" without its last word.
        let end = words.indices.first { isWhole(0..<($0 + 1)) }.map { $0 + 1 } ?? words.count
        let start = (0..<end).last { isWhole($0..<end) } ?? 0
        return both(words[start..<end].joined(separator: " "), key)
    }

    /// `Doe, Jane` as Affinity has it, `Jane Doe`.
    package static func person(_ name: String) -> [String] { both(PersonName.spoken(name), PersonName.key(name)) }

    /// A piece of the name that other spellings of it have too, to be searched by beside the name itself: the longest run of plain letters
    /// between its marks and accented letters, so that "Delta Works" finds "Delta-Works", and "Nestlé" finds "Nestle". A word that thousands
    /// of companies have in their names comes last.
    /// - Returns: Nil where no run has three letters, and where the name is one run, which is searched by anyway.
    package static func organizationPiece(_ name: String) -> String? {
        guard let written = organization(name).first else { return nil }
        return piece(of: written) { (manyHave.contains($0.lowercased()) ? 0 : 1, $0.count) }
    }

    /// The same of a person, whose last name says more than the first.
    package static func personPiece(_ name: String) -> String? {
        guard let written = person(name).first else { return nil }
        let last = written.split(separator: " ").last.map(String.init) ?? ""
        return piece(of: written) { (last.contains($0) ? 1 : 0, $0.count) }
    }

    private static let shortestPiece = 3

    private static func piece(of written: String, rank: (String) -> (Int, Int)) -> String? {
        var runs = [""]
        for character in written {
            if isPlain(character) { runs[runs.count - 1].append(character) } else if runs.last != "" { runs.append("") }
        }
        // "and" may be written "&".
        let pieces = runs.filter { $0.count >= shortestPiece && $0.lowercased() != "and" }
        guard var best = pieces.first else { return nil }
        for piece in pieces where rank(piece) > rank(best) { best = piece }
        return best == written ? nil : best
    }

    /// A letter or digit that is compared as it stands.
    private static func isPlain(_ character: Character) -> Bool {
        guard character.isLetter || character.isNumber else { return false }
        let text = String(character)
        return NameKey.fold(text) == text.lowercased()
    }

    private static let manyHave: Set<String> = [
        "analytics", "bank", "capital", "company", "consulting", "data", "digital", "energy", "finance", "financial", "foundation",
        "global", "group", "health", "holding", "holdings", "industries", "insurance", "international", "labs", "management", "media",
        "medical",
        "network", "networks", "partners", "pharma", "research", "robotics", "security", "services", "software", "solutions", "studio",
        "studios", "systems", "tech", "technologies", "technology", "therapeutics", "ventures",
    ]

    private static func both(_ written: String, _ key: String) -> [String] {
        var written = written
        while let last = written.last, ",;".contains(last) { written.removeLast() }
        return written.lowercased() == key || key.isEmpty ? [written] : [written, key]
    }
}
