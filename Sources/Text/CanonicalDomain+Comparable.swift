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
