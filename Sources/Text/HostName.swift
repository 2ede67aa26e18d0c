import CIDN2

/// A host of the internet as ASCII: lower case, IDN as punycode, no trailing dot, every label checked.
enum HostName {
    enum Reading: Sendable, Hashable {
        case host(String)
        /// A sentence's end: "it holds a space".
        case unusable(String)
    }

    /// - Parameter bytes: the host alone, in UTF-8: no scheme, user, port or path.
    static func read(_ bytes: some Collection<UInt8>) -> Reading {
        if bytes.allSatisfy({ $0 < 0x80 }) { return check(Array(bytes)) }
        return switch ascii(String(decoding: bytes, as: UTF8.self)) {
        case .host(let host): check(Array(host.utf8))
        case .unusable(let reason): .unusable(reason)
        }
    }

    /// IDNA 2008 with the mapping of UTS #46, as browsers have it.
    private static func ascii(_ text: String) -> Reading {
        var encoded: UnsafeMutablePointer<CChar>?
        let status = idn2_to_ascii_8z(text, &encoded, Int32(IDN2_NFC_INPUT.rawValue | IDN2_NONTRANSITIONAL.rawValue))
        defer { idn2_free(encoded) }
        if status == Int32(IDN2_OK.rawValue), let encoded { return .host(String(cString: encoded)) }
        return .unusable(problem(of: text, status))
    }

    private static func problem(of text: String, _ status: Int32) -> String {
        if status == IDN2_TOO_BIG_LABEL.rawValue || status == IDN2_PUNYCODE_BIG_OUTPUT.rawValue {
            return "a part of it is longer than 63 letters"
        }
        if status == IDN2_TOO_BIG_DOMAIN.rawValue { return "it is longer than 253 letters" }
        if text.contains(where: \.isWhitespace) { return "it holds a space" }
        let odd = text.unicodeScalars.first { !isLetterOrDigit($0) && !"-.".unicodeScalars.contains($0) }
        return odd.map { "it holds \"\($0)\"" } ?? "it can't be written in ASCII"
    }

    /// The letters behind `xn--`; a part that has none as it is.
    static func letters(of label: String) -> String {
        guard label.hasPrefix("xn--") else { return label }
        var decoded: UnsafeMutablePointer<CChar>?
        defer { idn2_free(decoded) }
        guard idn2_to_unicode_8z8z(label, &decoded, 0) == Int32(IDN2_OK.rawValue), let decoded else { return label }
        return String(cString: decoded)
    }

    /// Letters, digits and hyphens, labels of 1 to 63, at least two of them, the last not all digits (RFC 1035 §2.3.1; Affinity
    /// refuses underscores, AffinityAPI.md#creating-organizations).
    private static func check(_ input: [UInt8]) -> Reading {
        var bytes = input
        while bytes.last == UInt8(ascii: ".") { bytes.removeLast() }
        guard !bytes.isEmpty else { return .unusable("it has no host") }
        guard bytes.count <= 253 else { return .unusable("it is longer than 253 letters") }
        var labelStart = 0
        var labels = 1
        var lastHasLetter = false
        for i in bytes.indices {
            switch bytes[i] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): lastHasLetter = true
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                bytes[i] |= 0x20
                lastHasLetter = true
            case UInt8(ascii: "0")...UInt8(ascii: "9"): break
            case UInt8(ascii: "-"):
                if i == labelStart { return .unusable("a part of it begins with a hyphen") }
            case UInt8(ascii: "."):
                if let reason = labelProblem(bytes[labelStart..<i]) { return .unusable(reason) }
                labelStart = i + 1
                labels += 1
                lastHasLetter = false
            case 0x20, 0x09...0x0D: return .unusable("it holds a space")
            case UInt8(ascii: "_"): return .unusable("it holds an underscore, which Affinity refuses")
            case let other: return .unusable("it holds \"\(Character(Unicode.Scalar(other)))\"")
            }
        }
        if let reason = labelProblem(bytes[labelStart...]) { return .unusable(reason) }
        guard labels > 1 else { return .unusable("it has no dot") }
        guard lastHasLetter else { return .unusable(labels == 4 ? "it is an IP address" : "it ends in a number") }
        guard bytes.count - labelStart > 1 else { return .unusable("it ends in a single letter") }
        return .host(String(decoding: bytes, as: UTF8.self))
    }

    private static func labelProblem(_ label: ArraySlice<UInt8>) -> String? {
        if label.isEmpty { return "it has two dots in a row or begins with one" }
        if label.count > 63 { return "a part of it is longer than 63 letters" }
        return label.last == UInt8(ascii: "-") ? "a part of it ends with a hyphen" : nil
    }

    private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            true
        default: false
        }
    }
}
