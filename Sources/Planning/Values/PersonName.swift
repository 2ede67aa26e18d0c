/// Full names as they stand in spreadsheets.
package enum PersonName {
    /// `Ada Lovelace` of `ada.lovelace@contoso.vc`, for a person of whom nothing else is known.
    package static func ofAddress(_ address: String) -> String {
        address.prefix { $0 != "@" && $0 != "+" }.split { "._-".contains($0) }
            .map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined(separator: " ")
    }

    /// The last word is the last name; `Doe, Jane` says it the other way round.
    package static func split(_ name: String) -> (first: String, last: String) {
        let halves = name.split(separator: ",", maxSplits: 1).map { CellText.trimmed(String($0)) }
        if halves.count == 2, !halves[1].isEmpty { return (halves[1], halves[0]) }
        guard let space = name.lastIndex(of: " ") else { return (name, "") }
        return (CellText.trimmed(String(name[..<space])), String(name[name.index(after: space)...]))
    }
}
