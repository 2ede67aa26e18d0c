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

    /// The last word is the last name; `Doe, Jane` says it the other way round, and `Jane Doe, CFA` has a suffix that is no name.
    package static func split(_ name: String) -> (first: String, last: String) {
        let parts = parts(name)
        if parts.count == 2 { return (parts[1], parts[0]) }
        let name = parts.joined(separator: ", ")
        guard let space = name.lastIndex(of: " ") else { return (name, "") }
        return (CellText.trimmed(String(name[..<space])), String(name[name.index(after: space)...]))
    }

    /// The name as everybody would say it, by which the person is known, sought and shown: `Jane Doe` of `Doe, Jane` and of `Jane Doe, CFA`.
    package static func spoken(_ name: String) -> String {
        let parts = parts(name)
        return parts.count == 2 ? "\(parts[1]) \(parts[0])" : parts.joined(separator: ", ")
    }

    /// Whether a text names more than one person: `Eva Qzeta & Tom Qeta`, `Ann Qgamma, Max Qdelta`.
    static func isSeveral(_ name: String) -> Bool {
        if name.contains(where: { ";&/|".contains($0) || $0.isNewline }) || name.lowercased().contains(" and ") { return true }
        let parts = parts(name)
        return parts.count > 1
            && parts.allSatisfy { part in
                let words = part.split(separator: " ")
                // "de la Cruz, Maria José" is one.
                return words.count > 1 && words.first?.first?.isUppercase == true
            }
    }

    /// Between commas, with single spaces, without suffixes at the end.
    private static func parts(_ name: String) -> [String] {
        var parts = name.split(separator: ",").map { part in
            part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
        while parts.count > 1, let last = parts.last, suffixes.contains(last.lowercased().filter { $0.isLetter }) { parts.removeLast() }
        return parts
    }

    /// What follows a name behind a comma and is none, in lower case without points.
    private static let suffixes: Set<String> = [
        "jr", "sr", "ii", "iii", "iv", "esq", "esquire", "phd", "dphil", "md", "mba", "cfa", "cpa", "caia", "cfp", "frm", "jd", "llm",
        "llb", "ma",
        "msc", "ms", "bsc", "ba", "bs", "dds", "dvm", "edd", "dba", "pe", "pmp", "aca", "acca", "fca", "rn", "pharmd", "mph", "mpa", "obe",
        "mbe",
        "cbe", "kc", "qc", "scd", "eng", "ret",
    ]
}
