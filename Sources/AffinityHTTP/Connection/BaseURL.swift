/// Where Affinity answers: https, or plain http on this very machine, since the key travels along.
package struct BaseURL: Hashable, Sendable, CustomStringConvertible {
    package static let affinity = Self(scheme: "https", host: "api.affinity.co", port: nil, path: "")

    package let scheme: String
    /// Lower case; an IPv6 address in brackets.
    package let host: String
    /// Nil for the scheme's own.
    package let port: Int?
    /// What stands before every path of the API, without a slash at its end; mostly empty.
    package let path: String

    private init(scheme: String, host: String, port: Int?, path: String) {
        self.scheme = scheme
        self.host = host
        self.port = port
        self.path = path
    }

    /// - Parameters:
    ///   - text: as typed.
    ///   - origin: where it was typed, for the message.
    package init(_ text: String, from origin: String = "AFFINITY_BASE_URL") throws(ConnectionProblem) {
        func problem(_ what: String, _ hint: String) -> ConnectionProblem {
            ConnectionProblem(.unusableBaseURL, "\(origin) \(what)", hint: hint)
        }
        let example = "for example https://api.affinity.co or http://127.0.0.1:8080"
        let trimmed = text.drop { $0.isWhitespace }
        guard trimmed.allSatisfy({ $0.isASCII && $0 > " " && $0 != "\u{7F}" && $0 != "\\" }), !trimmed.isEmpty else {
            throw problem(trimmed.isEmpty ? "is empty" : "has characters that no address has", example)
        }
        guard let mark = trimmed.firstRange(of: "://") else { throw problem("has no scheme", example) }
        let scheme = trimmed[..<mark.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else {
            throw problem("must begin with https:// (or http:// for this machine)", example)
        }
        let rest = trimmed[mark.upperBound...]
        let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        guard !authority.contains("@") else {
            throw problem("has a user or password in it", "the key comes from AFFINITY_API_KEY or a key file")
        }
        var path = rest[authority.endIndex...]
        guard !path.contains(where: { $0 == "?" || $0 == "#" }) else { throw problem("has a query or fragment", example) }
        while path.hasSuffix("/") { path.removeLast() }
        guard let (host, port) = Self.hostAndPort(authority) else { throw problem("has no usable host and port", example) }
        guard scheme == "https" || Self.isLoopback(host) else {
            throw problem(
                "uses plain http to \(host), which would send the key unprotected", "use https; http is for 127.0.0.1, ::1 and localhost")
        }
        self.init(scheme: scheme, host: host, port: port, path: String(path))
    }

    package var description: String { "\(scheme)://\(authority)\(path)" }

    /// `host` or `host:port`.
    package var authority: String { port.map { "\(host):\($0)" } ?? host }

    /// 127.0.0.0/8, ::1 and localhost: what cannot leave this machine.
    package var isLoopback: Bool { Self.isLoopback(host) }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in part.allSatisfy(\.isNumber) && UInt8(part).map(String.init) == String(part) }
    }

    private static func hostAndPort(_ authority: Substring) -> (host: String, port: Int?)? {
        var host = authority
        var port: Int?
        if authority.hasPrefix("[") {
            guard let end = authority.firstIndex(of: "]") else { return nil }
            host = authority[...end]
            guard host.dropFirst().dropLast().allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }), host.count > 3 else { return nil }
        } else {
            host = authority.prefix { $0 != ":" }
            guard host.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) }), host.first?.isPunctuation == false else {
                return nil
            }
        }
        let tail = authority[host.endIndex...]
        if !tail.isEmpty {
            guard tail.hasPrefix(":"), tail.dropFirst().allSatisfy(\.isNumber), let number = Int(tail.dropFirst()),
                (1...65535).contains(number)
            else { return nil }
            port = number
        }
        return (host.lowercased(), port)
    }
}

/// Why there is no connection to try: something that the person at the keyboard can put right. Never holds a key or any part of one.
package struct ConnectionProblem: Error, Hashable, Sendable, CustomStringConvertible {
    package enum Kind: Hashable, Sendable {
        case noKey
        case unusableKey
        case unusableBaseURL
        case unusableProxy
        case unusableCertificates
    }

    package let kind: Kind
    package let message: String
    /// What to do about it.
    package let hint: String

    package init(_ kind: Kind, _ message: String, hint: String) {
        self.kind = kind
        self.message = message
        self.hint = hint
    }

    package var description: String { "\(message) (\(hint))" }
}
