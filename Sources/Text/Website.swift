/// What a cell of websites says. It may hold more than one, or more than sites: `a.com; b.com`, `[Acme](https://acme.com)`,
/// `=HYPERLINK("https://acme.com","Acme")`, `acme.com (acquired)`.
package struct Website: Sendable, Hashable {
    package var reading: DomainReading = .blank
    /// What tells the page from the others of its host: `company/acme`, `?id=7`; empty for a front page, in whatever language.
    package var page = ""
    /// The cell holds others behind it.
    package var isFirstOfSeveral = false

    package init() {}

    /// Of several sites the first that may be a company's own.
    package init(cell text: String) {
        guard text.utf8.contains(where: { Self.partingBytes.contains($0) }) else {
            (reading, page) = CanonicalDomain.parseSite(text)
            if case .unusable = reading, let mended = Self.mended(text) { self = mended }
            return
        }
        let text = CellText.trimmed(text)
        if let found = Self.first(of: Self.linkTarget(text) ?? text) ?? Self.mended(text) {
            self = found
        } else {
            (reading, page) = CanonicalDomain.parseSite(text)
        }
    }

    // MARK: Several sites, and text around one

    private static let partingBytes: Set<UInt8> = Set(" \t\r\n,;|<>()[]{}\"'`".utf8).union([0xC2, 0xE2, 0xE3, 0xEF])
    private static let parting: Set<Character> = Set(",;|<>()[]{}\"'`“”„‘’«»、，；–—")

    /// Of a link in Markdown where it leads.
    private static func linkTarget(_ text: String) -> String? {
        guard text.first == "[", let middle = text.firstRange(of: "](") else { return nil }
        return String(text[middle.upperBound...])
    }

    private static func first(of text: String) -> Website? {
        var sites: [Website] = []
        var hosts: Set<String> = []
        // `www. acme.com`, `acme .com`: a space beside a dot is a slip.
        let text = text.replacing("www. ", with: "www.").replacing(" .", with: ".")
        var word: Substring?
        for part in text.split(whereSeparator: { $0.isWhitespace || parting.contains($0) }) {
            // "acquired by foo.com", "part of foo.com": that is another's.
            if ["by", "of", "into"].contains(part.lowercased()) { break }
            defer { word = part }
            // "Acme 37.com" leaves open where the site begins.
            let isNumber = part.prefix { $0 != "." }.allSatisfy(\.isNumber)
            guard isSite(part), !(isNumber && word?.last?.isLetter == true) else { continue }
            let (reading, page) = CanonicalDomain.parseSite(String(part))
            guard let host = reading.host else { continue }
            if hosts.insert(host).inserted { sites.append(Website(reading: reading, page: page)) }
        }
        var first = sites.first { if case .domain = $0.reading { true } else { false } } ?? sites.first
        first?.isFirstOfSeveral = sites.count > 1
        return first
    }

    /// Words with a dot in a text are not sites, unless they end as one or say so.
    private static func isSite(_ part: Substring) -> Bool {
        guard part.contains(".") else { return false }
        if part.contains("//") || part.contains("@") || ["www.", "http:", "https:"].contains(where: part.lowercased().hasPrefix) {
            return true
        }
        let host = part.prefix { !"/?#:".contains($0) }.lowercased()
        // Sentences end in dots.
        return PublicSuffixes.isKnownEnd(of: host.hasSuffix(".") ? String(host.dropLast()) : host) || !host.allSatisfy(\.isASCII)
    }

    /// Slips that leave no doubt: spaces around the dots, commas for dots, dots twice.
    private static func mended(_ text: String) -> Website? {
        let words = text.split(whereSeparator: { $0.isWhitespace || $0 == "," || $0 == "." }).map(String.init)
        guard words.count > 1, let last = words.last, words.allSatisfy({ !$0.contains(where: { parting.contains($0) }) }) else {
            return nil
        }
        let isDotted = text.contains(".") || text.contains(",")
        let isSpaced = words.first?.lowercased() == "www"
        guard isDotted || isSpaced else { return nil }
        // Between two words must stand more than a space: `Acme Inc. com` is not a site.
        if !isSpaced, gaps(text).contains(where: { !($0.contains(".") || $0 == ",") }) { return nil }
        let host = String(last.prefix { !"/?#:".contains($0) })
        // "St. Louis, MO" is not a site.
        guard host == host.lowercased(), PublicSuffixes.isKnownEnd(of: host) else { return nil }
        let (reading, page) = CanonicalDomain.parseSite(words.joined(separator: "."))
        return reading.host == nil ? nil : Website(reading: reading, page: page)
    }

    /// What stands between the words of a text.
    private static func gaps(_ text: String) -> [Substring] {
        CellText.trimmed(text).split(whereSeparator: { !($0.isWhitespace || $0 == "," || $0 == ".") })
    }

    private init(reading: DomainReading, page: String) {
        self.reading = reading
        self.page = page
    }

    // MARK: Pages

    /// - Parameter tail: what follows the host.
    static func page(_ tail: String) -> String {
        let tail = tail.lowercased()
        let path = tail.prefix { $0 != "?" && $0 != "#" }
        var parts = path.split(whereSeparator: { $0 == "/" || $0 == "\\" }).map(String.init)
        if let first = parts.first, isLanguage(first) { parts.removeFirst() }
        parts.removeAll { frontPages.contains($0) }
        var query = tail.dropFirst(path.count)
        var fragment = ""
        if let hash = query.firstIndex(of: "#") {
            // Some sites keep the page behind the sign.
            if query[query.index(after: hash)...].prefix(1).allSatisfy({ "/!".contains($0) }) {
                fragment = String(query[hash...].dropFirst(2))
            }
            query = query[..<hash]
        }
        let said = query.dropFirst().split(separator: "&").filter { !isTracking($0) }
        return parts.joined(separator: "/") + (said.isEmpty ? "" : "?" + said.joined(separator: "&"))
            + (fragment.isEmpty ? "" : "#" + fragment)
    }

    private static let frontPages: Set<String> = [
        "index", "index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "default.asp", "default.aspx",
        "default.html",
        "home", "home.html", "home.htm", "home.aspx", "homepage", "main", "welcome", "about", "about-us", "aboutus", "about.html",
        "contact",
        "contact-us", "contact.html",
    ]

    /// `en`, `de-at`, `pt_br`.
    private static func isLanguage(_ part: String) -> Bool {
        let halves = part.split(omittingEmptySubsequences: false, whereSeparator: { $0 == "-" || $0 == "_" })
        return halves.count <= 2 && halves.allSatisfy { half in half.count == 2 && half.allSatisfy { $0.isLetter } }
    }

    /// What says where a visitor came from.
    private static func isTracking(_ parameter: Substring) -> Bool {
        let name = parameter.prefix { $0 != "=" }
        return name.hasPrefix("utm_") || name.hasPrefix("mc_") || name.hasPrefix("hsa_")
            || [
                "gclid", "fbclid", "msclkid", "igshid", "ref", "referrer", "source", "src", "lang", "hl", "locale", "trk", "_ga", "srsltid",
            ]
            .contains(String(name))
    }
}

extension DomainReading {
    /// That of a site, whoever's it is.
    package var host: String? {
        switch self {
        case .domain(let domain): domain.host
        case .sharedHost(let host): host
        case .blank, .unusable: nil
        }
    }
}
