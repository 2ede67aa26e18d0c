/// A company's domain in the one form in which domains are compared and written: no scheme, `www.`, path, port, capitals or
/// trailing dot; IDN as punycode.
package struct CanonicalDomain: Hashable, Sendable, CustomStringConvertible {
    package let host: String

    package var description: String { host }

    /// A host that is canonical already.
    package init(host: String) {
        self.host = host
    }

    /// Reads one website: `https://www.Acme.com/about?utm=1`, `ACME.com.`, `info@acme.com`. A cell may hold more: `Website`.
    package static func parse(_ text: String) -> DomainReading { parseSite(text).reading }

    /// - Returns: also the page of the site, as `Website` has it.
    static func parseSite(_ text: String) -> (reading: DomainReading, page: String) {
        var text = CellText.trimmed(text)
        return text.withUTF8 { bytes in
            var page = ""
            return (parse(bytes[...], &page), page)
        }
    }

    private static func parse(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ page: inout String) -> DomainReading {
        var bytes = bytes
        while let last = bytes.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ";") { bytes.removeLast() }
        if bytes.count > 2, bytes.first == UInt8(ascii: "<"), bytes.last == UInt8(ascii: ">") { bytes = bytes.dropFirst().dropLast() }
        if isPlaceholder(bytes) { return .blank }
        dropSchemes(&bytes)
        let end = bytes.firstIndex {
            $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "?") || $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: "\\")
        }
        var host = bytes[..<(end ?? bytes.endIndex)]
        // Only a path tells a profile from the site that holds it; `?utm=1` says nothing.
        let path = bytes[(end ?? bytes.endIndex)...].prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
        let hasPath = path.contains { $0 != UInt8(ascii: "/") }
        if host.contains(where: { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: "|") }) {
            return .unusable("it holds more than one address")
        }
        if let at = host.lastIndex(of: UInt8(ascii: "@")) { host = host[(at + 1)...] }
        if host.first == UInt8(ascii: "[") { return .unusable("it is an IP address") }
        if let colon = host.firstIndex(of: UInt8(ascii: ":")) {
            guard host[(colon + 1)...].allSatisfy({ (0x30...0x39).contains($0) }) else { return .unusable("it holds \":\"") }
            host = host[..<colon]
        }
        switch HostName.read(host) {
        case .unusable(let reason): return .unusable(reason)
        case .host(let name):
            let bare = withoutWWW(name)
            guard bare.utf8.contains(UInt8(ascii: ".")) else { return .unusable("it has no dot") }
            if let end, bytes.endIndex > end + 1 { page = Website.page(String(decoding: bytes[end...], as: UTF8.self)) }
            if SharedHosts.contains(bare, hasPath: hasPath) { return .sharedHost(bare) }
            switch PublicSuffixes.kind(of: bare) {
            case .registry: return .unusable("others have their sites below \(bare)")
            case .platform: return .sharedHost(bare)
            case nil: return .domain(CanonicalDomain(host: bare))
            }
        }
    }

    /// `http://`, `//`, and the ways in which people mistype them: `http:/`, `http:`, `https//`, `http.//`, `http://https://`.
    private static func dropSchemes(_ bytes: inout Slice<UnsafeBufferPointer<UInt8>>) {
        while true {
            let start = bytes.startIndex
            var i = start
            while i < bytes.endIndex, isSchemeByte(bytes[i]) { i += 1 }
            guard i < bytes.endIndex else { return }
            let isWeb = matches(bytes[start..<i], "http") || matches(bytes[start..<i], "https")
            let next = bytes[i]
            let colon = next == UInt8(ascii: ":") || (isWeb && isMistypedColon(next) && bytes[(i + 1)...].first == UInt8(ascii: "/"))
            var rest = colon ? i + 1 : i
            let slashes = bytes[rest...].prefix { isSlash($0) }.count
            rest += slashes
            // "//acme.com"; "anything://"; "http:acme.com"; "https//acme.com".
            let isScheme = (i == start && !colon && slashes > 0) || (colon && slashes > 1) || (isWeb && (colon || slashes > 1))
            if isScheme {
                bytes = bytes[rest...]
            } else if colon, matches(bytes[start..<i], "mailto") {
                bytes = bytes[(i + 1)...]
            } else {
                return
            }
        }
    }

    /// What people write for "no website".
    private static func isPlaceholder(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard bytes.count <= longestPlaceholder else { return false }
        if bytes.allSatisfy({ "-–—−./?_*\\~·…".utf8.contains($0) }) { return true }
        // A site has a dot within.
        if bytes.dropFirst().dropLast().contains(UInt8(ascii: ".")), bytes.count > 4 { return false }
        let word = String(decoding: bytes, as: UTF8.self)
        let bare = Placeholder.bare(word)
        return Placeholder.words.contains(bare) || placeholders.contains(bare) || placeholders.contains(word.lowercased())
    }

    /// Beside those for anything.
    private static let placeholders: Set<String> = [
        "na", "n/d", "n.d", "nd", "no", "missing", "no website", "no site", "no web", "no web site", "no url", "no website yet",
        "not found", "not yet", "none found", "does not exist", "coming soon", "under construction", "pending", "blank", "empty", "false",
        "x", "xx", "xxx", "0", "offline", "website down", "down", "defunct", "closed", "dead", "inactive", "stealth", "stealth mode",
        "in stealth", "http://", "https://", "http:", "https:", "http", "https", "www", "www.", "website", "url", "keine", "kein",
        "nicht vorhanden", "aucun", "néant", "s/o", "ninguno", "ninguna", "sin web", "sin sitio", "não", "nenhum", "geen", "nessuno",
        "brak", "ingen", "нет", "无", "無", "没有", "暂无", "なし", "無し", "未定", "없음",
    ]
    private static let longestPlaceholder = 24

    /// Also of those who count the letters wrong.
    private static func withoutWWW(_ host: String) -> String {
        var host = host
        while let prefix = ["www.", "wwww.", "ww."].first(where: { host.hasPrefix($0) }),
            prefix == "www." || host.utf8.dropFirst(prefix.utf8.count).contains(UInt8(ascii: "."))
        {
            let rest = host.utf8.dropFirst(prefix.utf8.count)
            // `www.com` is a host itself; `www.acme` lacks its end.
            if !rest.contains(UInt8(ascii: ".")), PublicSuffixes.isKnownEnd(of: host) { return host }
            host = String(rest) ?? host
        }
        return host
    }

    private static func isSlash(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "/") || byte == UInt8(ascii: "\\") }

    private static func isMistypedColon(_ byte: UInt8) -> Bool { ";.,".utf8.contains(byte) }

    private static func isSchemeByte(_ byte: UInt8) -> Bool {
        switch byte | 0x20 {
        case UInt8(ascii: "a")...UInt8(ascii: "z"): true
        default: (0x30...0x39).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        }
    }

    private static func matches(_ bytes: Slice<UnsafeBufferPointer<UInt8>>, _ word: StaticString) -> Bool {
        word.withUTF8Buffer { letters in bytes.count == letters.count && zip(bytes, letters).allSatisfy { $0 | 0x20 == $1 } }
    }
}

extension StringProtocol {
    func trimming(_ isTrimmed: (Character) -> Bool) -> String {
        guard let first = firstIndex(where: { !isTrimmed($0) }), let last = lastIndex(where: { !isTrimmed($0) }) else { return "" }
        return String(self[first...last])
    }
}

/// What a cell says about a company's domain.
package enum DomainReading: Sendable, Hashable {
    /// Empty, or a word for "none": `n/a`, `-`, `tbd`.
    case blank
    case domain(CanonicalDomain)
    /// A host that is not the company's own, such as linkedin.com: neither a key nor written as a domain.
    case sharedHost(String)
    /// Why, as the end of a sentence: "it holds a space".
    case unusable(String)
}

extension CanonicalDomain {
    /// A domain as Affinity holds it, in the form in which those of a spreadsheet are compared with it. What is not a usable
    /// domain stays as it is: it can match nothing.
    package static func comparable(_ text: String) -> String {
        if isPlain(text) { return text }
        return if case .domain(let domain) = parse(text) { domain.host } else { text.lowercased() }
    }

    /// Those of one organization.
    package static func comparable(_ texts: [String]) -> [String] {
        texts.allSatisfy(isPlain) ? texts : texts.map { comparable($0) }
    }

    /// As Affinity writes nearly all of them: lower-case letters, digits, dots and hyphens, and nothing in front or behind. Such a
    /// text is its own canonical form, and a directory has many.
    private static func isPlain(_ text: String) -> Bool {
        let bytes = text.utf8
        guard let first = bytes.first, let last = bytes.last, first != UInt8(ascii: "."), last != UInt8(ascii: ".") else { return false }
        let isHost = bytes.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "-")
        }
        return isHost && !text.hasPrefix("www.")
    }
}
