/// A company's domain in the one form in which domains are compared and written: no scheme, `www.`, path, port, capitals or
/// trailing dot; IDN as punycode.
package struct CanonicalDomain: Hashable, Sendable, CustomStringConvertible {
    package let host: String

    package var description: String { host }

    /// A host that is canonical already.
    init(host: String) {
        self.host = host
    }

    /// Reads a website as it stands in a spreadsheet: `https://www.Acme.com/about?utm=1`, `ACME.com.`, `info@acme.com`.
    package static func parse(_ text: String) -> DomainReading {
        var text = CellText.trimmed(text)
        return text.withUTF8 { parse($0[...]) }
    }

    private static func parse(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> DomainReading {
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
            return SharedHosts.contains(bare, hasPath: hasPath) ? .sharedHost(bare) : .domain(CanonicalDomain(host: bare))
        }
    }

    /// `http://`, `//`, and the ways in which people mistype them: `http:/`, `http:`, `https//`, `http://https://`.
    private static func dropSchemes(_ bytes: inout Slice<UnsafeBufferPointer<UInt8>>) {
        while true {
            let start = bytes.startIndex
            var i = start
            while i < bytes.endIndex, isSchemeByte(bytes[i]) { i += 1 }
            guard i < bytes.endIndex else { return }
            let isWeb = matches(bytes[start..<i], "http") || matches(bytes[start..<i], "https")
            let colon = bytes[i] == UInt8(ascii: ":")
            var rest = colon ? i + 1 : i
            let slashes = bytes[rest...].prefix { $0 == UInt8(ascii: "/") }.count
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
        guard bytes.count <= 14 else { return false }
        if bytes.allSatisfy({ "-–—./?_*".utf8.contains($0) }) { return true }
        return placeholders.contains(String(decoding: bytes.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self))
    }

    private static let placeholders: Set<String> = [
        "n/a", "n.a.", "n.a", "na", "#n/a", "none", "no", "nil", "null", "tbd", "tba", "tbc", "unknown", "missing", "no website",
        "not available",
        "(none)", "(blank)", "stealth", "http://", "https://", "www", "www.", "website",
    ]

    private static func withoutWWW(_ host: String) -> String {
        var host = host
        while host.hasPrefix("www."), host.utf8.dropFirst(4).contains(UInt8(ascii: ".")) {
            host = String(host.utf8.dropFirst(4)) ?? host
        }
        return host
    }

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
