/// What Affinity's search is asked to find a name by. It looks for the term as a part of the name, letter by letter (v1 sheet §10.2), so that
/// "Airbnb, Inc." would not find Airbnb.
package enum SearchTerms {
    /// The name without "the" and its legal form; and as it is compared, where that is written otherwise.
    package static func organization(_ name: String) -> [String] {
        let key = NameKey.fold(name)
        var words = name.split(whereSeparator: \.isWhitespace)
        while words.count > 1, NameKey.fold(words.dropLast().joined(separator: " ")) == key { words.removeLast() }
        while words.count > 1, NameKey.fold(words.dropFirst().joined(separator: " ")) == key { words.removeFirst() }
        return both(words.joined(separator: " "), key)
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
