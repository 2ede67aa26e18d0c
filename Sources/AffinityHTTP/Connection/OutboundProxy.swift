import AsyncHTTPClient
import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The proxy through which this machine reaches the world, as `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` say it. TLS goes through to
/// Affinity: the proxy sees the host and no more. A user and password in the address are for the proxy alone and are never shown.
package struct OutboundProxy: Hashable, Sendable, CustomStringConvertible {
    private enum Kind: Hashable { case http, socks }

    private let kind: Kind
    private let host: String
    private let port: Int
    private let user: String?
    private let password: String?

    /// `host:port`.
    package var description: String { "\(host):\(port)" }

    /// The proxy for an address; nil for a direct way, which those of this machine always have.
    ///
    /// | for | the first that is set of |
    /// | --- | --- |
    /// | `https` | `HTTPS_PROXY`, `https_proxy` |
    /// | `http` | `HTTP_PROXY`, `http_proxy` |
    /// | no proxy | `NO_PROXY`, `no_proxy`: names, each with all below it, addresses, or `*` |
    package init?(for base: BaseURL, environment: [String: String]) throws(ConnectionProblem) {
        guard !base.isLoopback else { return nil }
        func first(_ name: String) -> (name: String, value: String)? {
            for name in [name, name.lowercased()] {
                if let value = environment[name], !value.isEmpty { return (name, value) }
            }
            return nil
        }
        guard let (name, address) = first(base.scheme == "https" ? "HTTPS_PROXY" : "HTTP_PROXY") else { return nil }
        if let exceptions = first("NO_PROXY")?.value, Self.covers(exceptions, base) { return nil }
        try self.init(address, from: name)
    }

    private init(_ address: String, from name: String) throws(ConnectionProblem) {
        let example = "for example http://proxy.example.com:3128"
        var rest = Substring(address)
        var kind = Kind.http
        if let mark = address.firstRange(of: "://") {
            switch address[..<mark.lowerBound].lowercased() {
            case "http": kind = .http
            case "socks5", "socks5h": kind = .socks
            default:
                throw ConnectionProblem(.unusableProxy, "\(name) names a proxy of a kind that Ferry does not speak", hint: example)
            }
            rest = address[mark.upperBound...]
        }
        while rest.hasSuffix("/") { rest.removeLast() }
        var user: String?
        var password: String?
        if let at = rest.lastIndex(of: "@") {
            let parts = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map { Self.decoded($0) }
            (user, password) = (parts[0], parts.count > 1 ? parts[1] : "")
            rest = rest[rest.index(after: at)...]
            guard kind == .http else {
                throw ConnectionProblem(
                    .unusableProxy, "\(name) has a user and password for a SOCKS proxy, which Ferry cannot send", hint: example)
            }
        }
        let usual = kind == .socks ? 1080 : 80
        guard let (host, port) = Self.hostAndPort(rest, usual: usual) else {
            // The text itself may hold a password.
            throw ConnectionProblem(.unusableProxy, "\(name) has no usable host and port", hint: example)
        }
        (self.kind, self.host, self.port, self.user, self.password) = (kind, host, port, user, password)
    }

    var configuration: HTTPClient.Configuration.Proxy {
        switch kind {
        case .socks: .socksServer(host: host, port: port)
        case .http:
            .server(host: host, port: port, authorization: user.map { .basic(username: $0, password: password ?? "") })
        }
    }

    private static func hostAndPort(_ text: Substring, usual: Int) -> (String, Int)? {
        var host = text.prefix { $0 != ":" }
        var tail = text[host.endIndex...]
        if text.hasPrefix("["), let end = text.firstIndex(of: "]") {
            host = text[text.index(after: text.startIndex)..<end]
            tail = text[text.index(after: end)...]
        }
        guard !host.isEmpty, host.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || ".-_:".contains($0)) }) else { return nil }
        if tail.isEmpty { return (host.lowercased(), usual) }
        guard tail.hasPrefix(":"), let port = Int(tail.dropFirst()), (1...65535).contains(port) else { return nil }
        return (host.lowercased(), port)
    }

    /// Whether a list of exceptions has the address: `affinity.co` and `.affinity.co` cover `api.affinity.co`, `host:port` that port only.
    private static func covers(_ exceptions: String, _ base: BaseURL) -> Bool {
        let port = String(base.port ?? (base.scheme == "https" ? 443 : 80))
        return exceptions.split { $0 == "," || $0.isWhitespace }.contains { entry in
            if entry == "*" { return true }
            var name = entry.lowercased()
            if !name.hasPrefix("["), let colon = name.lastIndex(of: ":"), name[name.index(after: colon)...].allSatisfy(\.isNumber) {
                guard name[name.index(after: colon)...] == port else { return false }
                name = String(name[..<colon])
            }
            if name.hasPrefix("*.") { name.removeFirst() }
            let bare = name.hasPrefix(".") ? String(name.dropFirst()) : name
            return !bare.isEmpty && (base.host == bare || base.host.hasSuffix("." + bare))
        }
    }

    private static func decoded(_ text: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16), rest.count >= 2 {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Whose certificates are believed, where `SSL_CERT_FILE` or `SSL_CERT_DIR` name them instead of the system: a firm that reads all its
/// traffic signs with an authority of its own. As with OpenSSL, what is named is all that is believed.
package struct TrustRoots: Hashable, Sendable {
    /// Files and folders.
    package let paths: [String]

    /// Nil for those of the system.
    package init?(environment: [String: String]) throws(ConnectionProblem) {
        var paths: [String] = []
        for (name, mode) in [("SSL_CERT_FILE", "a file of certificates"), ("SSL_CERT_DIR", "a folder of certificates")] {
            guard let path = environment[name], !path.isEmpty else { continue }
            guard access(path, R_OK) == 0 else {
                throw ConnectionProblem(
                    .unusableCertificates, "\(name) names \(path), which cannot be read", hint: "name \(mode) in PEM form, or unset it")
            }
            paths.append(path)
        }
        if paths.isEmpty { return nil }
        self.paths = paths
    }

    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = paths.first.map { .file($0) } ?? .default
        configuration.additionalTrustRoots = paths.dropFirst().map { .file($0) }
        return configuration
    }
}
