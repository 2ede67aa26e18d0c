/// Full names as they stand in spreadsheets.
package enum PersonName {
    /// `Ada Lovelace` of `ada.lovelace@contoso.vc`, for a person of whom nothing else is known.
    package static func ofAddress(_ address: String) -> String {
        address.prefix { $0 != "@" && $0 != "+" }.split { "._-".contains($0) }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// First and last name where they stand apart. What one row leaves blank comes from the address, as far as that says more than the
    /// row does; a name alone is then the first name, as one that was written whole is.
    /// - Returns: nil where both are blank.
    package static func completed(first: String?, last: String?, address: String?) -> (first: String, last: String)? {
        guard first != nil || last != nil else { return nil }
        if let first, let last { return (first, last) }
        let words = split(address.map(ofAddress) ?? "")
        func says(_ word: String, _ known: String) -> Bool { word.isEmpty || NameKey.fold(word) == NameKey.fold(known) }
        if let first { return (first, says(words.last, first) ? "" : words.last) }
        let known = last ?? ""
        if !says(words.first, known) { return (words.first, known) }
        return address == nil ? ("", known) : (known, "")
    }

    /// The last word is the last name; `Doe, Jane` says it the other way round.
    package static func split(_ name: String) -> (first: String, last: String) {
        let halves = name.split(separator: ",", maxSplits: 1).map { CellText.trimmed(String($0)) }
        if halves.count == 2, !halves[1].isEmpty { return (halves[1], halves[0]) }
        guard let space = name.lastIndex(of: " ") else { return (name, "") }
        return (CellText.trimmed(String(name[..<space])), String(name[name.index(after: space)...]))
    }
}
