/// Sends one request and returns what came back, whatever its status. Retrying, pacing and decoding are not its business.
package protocol Transport: Sendable {
    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse

    /// Whose next pages are followed, as `host` or `host:port` in lower case; nil for any. Only path and query of `nextUrl` are
    /// ever used, so the key goes to no other host in either case.
    var pageHosts: Set<String>? { get }
}

/// No answer came.
package struct TransportError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Nothing was sent: no route, connection refused, name not found, TLS refused.
        case notSent
        /// Something was sent and the answer is missing or cut: a write may have taken effect.
        case noAnswer
        case cancelled
        /// A proxy before Affinity refused it and passed nothing on.
        case refusedByProxy
    }

    package var kind: Kind
    /// Without any key, header or query.
    package var reason: String

    package init(_ kind: Kind, reason: String) {
        self.kind = kind
        self.reason = reason
    }
}

extension Transport {
    package var pageHosts: Set<String>? { nil }
}
