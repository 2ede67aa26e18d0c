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
        func says(_ word: String, _ known: String) -> Bool { word.isEmpty || NameKey.foldAll(word) == NameKey.foldAll(known) }
        if let first { return (first, says(words.last, first) ? "" : words.last) }
        let known = last ?? ""
        if !says(words.first, known) { return (words.first, known) }
        return address == nil ? ("", known) : (known, "")
    }

    /// The last word is the last name, with what belongs to it: `Ludwig | van der Berg`. `Doe, Jane` says it the other way round, and so does
    /// a last name in capitals, `DOE Jane`; titles and suffixes are not names: `Dr. Jane Doe`, `Jane Doe, CFA`.
    package static func split(_ name: String) -> (first: String, last: String) {
        let parts = halves(name)
        if parts.count == 2 { return (parts[1], parts[0]) }
        let words = parts.joined(separator: ", ").split(separator: " ")
        guard words.count > 1 else { return (words.joined(), "") }
        let tellsByCapitals = words[0].contains(where: \.isLowercase)
        var start = words.count - 1
        // `van der` of `Ludwig van der Berg`, `GARCÍA` of `Ana GARCÍA LÓPEZ`.
        while start > 1, isParticle(words[start - 1]) || (tellsByCapitals && words[(start - 1)...].allSatisfy(isOfLastInCapitals)) {
            start -= 1
        }
        return (words[..<start].joined(separator: " "), words[start...].joined(separator: " "))
    }

    /// The name as everybody would say it, by which the person is known, sought and shown: `Jane Doe` of `Doe, Jane` and of `Jane Doe, CFA`.
    package static func spoken(_ name: String) -> String {
        let parts = halves(name)
        return parts.count == 2 ? "\(parts[1]) \(parts[0])" : parts.joined(separator: ", ")
    }

    /// What persons are compared by: unlike a company's, a name has no legal form, and "Sá" is a last name.
    package static func key(_ name: String) -> String { NameKey.foldAll(spoken(name)) }

    /// Whether a text is a form of address and no name: `Mr.`, `Herr Dr.`
    package static func isOnlyTitle(_ name: String) -> Bool {
        guard name.utf8.count <= 24 else { return false }
        let words = name.split(whereSeparator: \.isWhitespace)
        return !words.isEmpty && words.allSatisfy { isTitle($0) && ($0.hasSuffix(".") || addresses.contains(bare($0))) }
    }

    /// Whether a text names more than one person: `Eva Qzeta & Tom Qeta`, `Ann Qgamma, Max Qdelta`.
    package static func isSeveral(_ name: String) -> Bool {
        let parts = parts(name)
        let plain = parts.joined(separator: ", ")
        if isSeveralOfEastAsia(name, parts) { return true }
        if CellText.trimmed(name).contains(where: \.isNewline) || plain.contains(where: marks.contains) { return true }
        if words.contains(where: plain.lowercased().contains) || wholeNames(in: plain) != nil { return true }
        return parts.count > 1
            && parts.allSatisfy { part in
                let words = part.split(separator: " ")
                // "de la Cruz, Maria José" is one, and so is "DE LA CRUZ, MARÍA JOSÉ".
                guard words.count > 1, words[0].first?.isUppercase == true else { return false }
                return !(isParticle(words[0]) && (words[0] == words[0].uppercased() || isParticle(words[1])))
            }
    }

    /// What stands between two persons, and never in the name of one.
    private static let marks: [Character] = [";", "&", "/", "|", "+"]
    private static let words = [" and ", " und ", " et "]
    /// These stand in the name of one too, as in José Ortega y Gasset: they part persons only where a whole name is on each side.
    private static let weakWords = [" u. ", " y ", " e ", " och ", " og ", " en "]

    private static let ofLastNames: Set = [" y ", " e "]

    /// The weak word that stands between two whole names.
    private static func wholeNames(in name: String) -> String? {
        // Two words on each side, and the one between.
        guard name.split(separator: " ").count > 4 else { return nil }
        return weakWords.first { word in
            guard let place = name.firstRange(of: word) else { return false }
            return [name[..<place.lowerBound], name[place.upperBound...]].allSatisfy { side in
                let words = side.split(separator: " ")
                let count = words.count { !isParticle($0) }
                // Longer ones are of one person in Spain and Portugal: Maria João Costa e Silva Pereira.
                guard count > 1, count == 2 || !Self.ofLastNames.contains(word) else { return false }
                return words.allSatisfy { $0.first?.isUppercase == true || isParticle($0) } && !isParticle(words[0])
            }
        }
    }

    /// What parts the persons of a text that names several, so that each part is one; as it stands there.
    package static func separator(in name: String) -> String? {
        let small = name.lowercased()
        let written = words.compactMap { word -> String? in
            guard let found = small.firstRange(of: word), small.count == name.count else { return nil }
            let start = name.index(name.startIndex, offsetBy: small.distance(from: small.startIndex, to: found.lowerBound))
            return String(name[start..<name.index(start, offsetBy: word.count)])
        }
        return (marks.map { String($0) } + ["\n", "、", "，"] + written + [wholeNames(in: name)].compactMap(\.self) + [","]).first { mark in
            let parts = name.split(separator: mark).map { CellText.trimmed(String($0)) }.filter { !$0.isEmpty }
            return parts.count > 1 && !parts.contains(where: isSeveral)
        }
    }

    /// `王小明、李小红`: there a comma parts persons, and no last name from a first.
    private static func isSeveralOfEastAsia(_ name: String, _ parts: [String]) -> Bool {
        func isEastAsian(_ part: String) -> Bool {
            part.unicodeScalars.allSatisfy {
                (0x3041...0x30FF).contains($0.value) || (0x4E00...0x9FFF).contains($0.value) || (0xAC00...0xD7A3).contains($0.value)
            }
        }
        return parts.count > 1 && (name.contains("、") || parts.allSatisfy { $0.count > 1 && isEastAsian($0) })
    }

    /// Without what says who the person is, not how it is called: `Jane Doe (CEO)`, `Jane Doe - Founder`, `Jane Doe <jane@acme.com>`.
    private static func withoutRole(_ name: String) -> String {
        guard name.utf8.contains(where: { "(<-|[".utf8.contains($0) || $0 == 0xE2 }) else { return name }
        var text = CellText.trimmed(name)
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<"), text[open...].contains("@") {
            text = CellText.trimmed(String(text[..<open]))
        }
        // `Jane Doe (she/her) - CEO` ends in two.
        while let place = lastRemark(in: text) { text = CellText.trimmed(String(text[..<place])) }
        return text.isEmpty ? name : text
    }

    /// Where a text ends in a role, pronouns or a suffix in brackets, or in a role behind a dash.
    private static func lastRemark(in text: String) -> String.Index? {
        for (open, close) in [("(", ")"), ("[", "]")] as [(Character, Character)] where text.last == close {
            guard let place = text.lastIndex(of: open) else { continue }
            let inner = String(text[text.index(after: place)...].dropLast())
            if isRole(inner) || isPronouns(inner) || suffixes.contains(bare(inner)) { return place }
        }
        for dash in [" - ", " – ", " — ", " | "] {
            if let place = text.firstRange(of: dash), isRole(String(text[place.upperBound...])) { return place.lowerBound }
        }
        return nil
    }

    /// `CEO`, `Co-Founder & CTO`, `Managing Partner`.
    private static func isRole(_ text: String) -> Bool {
        let words = text.lowercased().split { !($0.isLetter || $0 == "-") }.map { $0.filter(\.isLetter) }
        return words.contains(where: roles.contains) && words.allSatisfy { roles.contains($0) || roleWords.contains($0) }
    }

    /// `she/her`, `they/them`.
    private static func isPronouns(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter }
        return words.count > 1 && words.allSatisfy { pronouns.contains(String($0)) }
    }

    private static let pronouns: Set<String> = [
        "she", "her", "hers", "he", "him", "his", "they", "them", "theirs", "ze", "zir", "hir", "xe", "xem", "sie", "ihr", "er", "ihm",
        "elle", "il", "lui", "ella", "ellos",
    ]

    /// Between commas, with single spaces, without titles and without suffixes at the end.
    private static func parts(_ name: String) -> [String] {
        var parts = withoutRole(name).split { ",，、".contains($0) }.map { part in
            part.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }.filter { !$0.isEmpty }
        while parts.count > 1, let last = parts.last, isSuffixes(last, behind: parts[parts.count - 2]) || isRole(last) || isPronouns(last) {
            parts.removeLast()
        }
        // `Doe, Jr., John`
        if parts.count > 2 { parts = [parts[0]] + parts.dropFirst().filter { !suffixes.contains(bare($0)) } }
        // Of `Doe, Dr. Jane` one word is left on each side.
        return parts.map { withoutTitles($0, leaving: parts.count == 2 ? 1 : 2) }
    }

    /// Last and first name where the text says which is which; else its parts.
    private static func halves(_ name: String) -> [String] {
        let parts = parts(name)
        return parts.count == 1 ? atCapitals(parts[0]) ?? parts : parts
    }

    /// `DOE Jane`, `DE LA CRUZ María José`: where a name begins in capitals and goes on in small letters, the capitals are the last name.
    ///
    /// - Returns: last and first name; nil for a name that is written alike, or begins with what may be initials or no name: `JRR Tolkien`.
    private static func atCapitals(_ name: String) -> [String]? {
        let words = name.split(separator: " ")
        let last = words.prefix(while: isOfLastInCapitals)
        let first = words[last.count...]
        guard !first.isEmpty, let word = last.last, !isParticle(word), !isInitials(last[0]),
            first.allSatisfy({ $0.contains(where: \.isLowercase) && $0.first?.isUppercase == true }),
            !last.contains(where: { suffixes.contains(bare($0)) || roles.contains(bare($0)) || roleWords.contains(bare($0)) })
        else { return nil }
        return [last.joined(separator: " "), first.joined(separator: " ")]
    }

    /// Of `DE LA CRUZ` the first two are no more than particles.
    private static func isOfLastInCapitals(_ word: Substring) -> Bool {
        isInCapitals(word) || (isParticle(word) && word == word.uppercased())
    }

    /// Three letters or more, all of them capitals: two may be initials.
    private static func isInCapitals(_ word: Substring) -> Bool {
        word.count { $0.isLetter } > 2 && word.allSatisfy { $0.isUppercase || "'’-".contains($0) }
    }

    /// What nobody can say as a word.
    private static func isInitials(_ word: Substring) -> Bool { word.allSatisfy { $0.isASCII && !"AEIOUY".contains($0) } }

    private static func withoutTitles(_ part: String, leaving fewest: Int) -> String {
        let all = part.split(separator: " ")
        var words = all[...]
        while words.count > fewest, let word = words.first, isTitle(word) || (words.count < all.count && isDegree(word)) {
            words.removeFirst()
        }
        while words.count > fewest, let word = words.last, isPlainSuffix(word) { words.removeLast() }
        return words.joined(separator: " ")
    }

    private static func bare(_ word: some StringProtocol) -> String { word.lowercased().filter(\.isLetter) }

    /// `CFA`, also several: `PhD CFA`, `MBA / CPA`. Behind one word alone it may be a first name: `Lee, Eng`.
    private static func isSuffixes(_ part: String, behind name: String) -> Bool {
        let words = part.split { $0 == " " || $0 == "/" || $0 == "&" }
        guard suffixes.contains(bare(part)) || words.allSatisfy({ suffixes.contains(bare($0)) }) else { return false }
        let names = name.split(separator: " ").filter { !isParticle($0) }
        return names.count > 1 || plainSuffixes.contains(bare(part)) || part.contains(".") || !part.contains(where: \.isLowercase)
    }

    /// Without a comma before it only what is not a name: Jack Ma is not a Master of Arts.
    private static func isPlainSuffix(_ word: Substring) -> Bool {
        let letters = word.filter(\.isLetter)
        let text = bare(word)
        if plainSuffixes.contains(text) { return true }
        // "Tim Mba" is a name, "Tim MBA" none.
        return capitalSuffixes.contains(text) && letters.allSatisfy(\.isUppercase)
    }

    private static func isTitle(_ word: Substring) -> Bool {
        titles.contains(bare(word)) || (word.hasSuffix(".") && dottedTitles.contains(bare(word)))
    }

    /// What goes on with a title: `Dr. med. dent.`
    private static func isDegree(_ word: Substring) -> Bool { word.hasSuffix(".") && degrees.contains(bare(word)) }

    private static func isParticle(_ word: Substring) -> Bool {
        particles.contains(word.lowercased()) || (word.first?.isLowercase == true && lowercaseParticles.contains(String(word)))
    }

    private static let roles: Set<String> = [
        "ceo", "cto", "cfo", "coo", "cio", "cmo", "cpo", "cro", "cso", "founder", "cofounder", "founders", "partner", "director",
        "president",
        "vp", "svp", "evp", "chairman", "chairwoman", "chairperson", "owner", "principal", "investor", "advisor", "adviser", "manager",
        "gp",
        "officer", "geschäftsführer", "geschäftsführerin", "gründer", "gründerin", "head",
    ]
    /// Which may stand beside one of them.
    private static let roleWords: Set<String> = [
        "and", "of", "the", "managing", "general", "vice", "senior", "chief", "executive", "operating", "financial", "technology",
        "technical", "marketing", "product", "sales", "board", "former", "ex", "interim", "acting", "associate", "founding", "angel",
    ]
    private static let titles: Set<String> = [
        "sir", "dame", "dr", "prof", "professor", "mr", "mrs", "ms", "mx", "mme", "mlle", "herr", "frau", "dipling",
    ]
    /// Which nobody is called.
    private static let addresses: Set<String> = ["mr", "mrs", "ms", "mx", "mme", "mlle", "herr", "frau"]
    private static let dottedTitles: Set<String> = [
        "ing", "mag", "rev", "hon", "dipl", "dott", "avv", "sr", "sra", "dra", "hr", "fr", "med",
    ]
    private static let degrees: Set<String> = [
        "med", "dent", "rer", "nat", "pol", "oec", "jur", "phil", "habil", "hc", "h", "c", "ing", "techn", "vet",
    ]
    private static let particles: Set<String> = [
        "van", "von", "vom", "zu", "zur", "zum", "de", "del", "della", "delle", "di", "da", "dal", "do", "dos", "das", "du", "der", "den",
        "des", "ten", "ter", "af", "av", "la", "las", "los", "le",
    ]
    private static let lowercaseParticles: Set<String> = [
        "al", "el", "bin", "bint", "ibn", "ben", "st", "y", "e", "ap", "op", "'t", "in", "het",
    ]
    private static let plainSuffixes: Set<String> = ["jr", "phd", "dphil", "esq", "esquire", "iii"]
    private static let capitalSuffixes: Set<String> = [
        "sr", "ii", "iv", "mba", "cfa", "cpa", "md", "jd", "obe", "mbe", "cbe", "caia", "cfp", "frm", "acca", "pmp", "llm",
        "dds", "dmd", "dvm", "edd", "pharmd", "cissp", "fca", "aca", "rn",
    ]

    /// What follows a name behind a comma and is none, in lower case without points.
    private static let suffixes: Set<String> = [
        "jr", "sr", "ii", "iii", "iv", "esq", "esquire", "phd", "dphil", "md", "mba", "cfa", "cpa", "caia", "cfp", "frm", "jd", "llm",
        "llb", "ma",
        "dmd", "lld",
        "msc", "ms", "bsc", "ba", "bs", "dds", "dvm", "edd", "dba", "pe", "pmp", "aca", "acca", "fca", "rn", "pharmd", "mph", "mpa", "mfa",
        "med", "msw", "meng", "beng", "bcom", "mcom", "sphr", "cissp", "csm", "facs", "obe",
        "mbe",
        "cbe", "kbe", "dbe", "om", "frs", "kc", "qc", "scd", "eng", "ret",
    ]
}
