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

/// One request to Affinity as a value. It carries neither host nor key: the transport adds both.
package struct APIRequest: Hashable, Sendable {
    package enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE" }

    /// What may be done when the answer is missing.
    package enum Repeatability: Hashable, Sendable {
        /// Reads: repeat at will.
        case read
        /// Writes that leave the same state when repeated, such as setting a cell.
        case idempotent
        /// Creates. After a lost answer the outcome is unknown and must be reconciled by looking.
        case once
    }

    package var method: Method
    /// `/v2/lists`, `/organizations`: absolute, without query.
    package var path: String
    /// In order; a name may repeat (`ids=1&ids=2`). Not yet percent-encoded.
    package var query: [QueryItem]
    /// JSON, or nil.
    package var body: [UInt8]?
    package var repeatability: Repeatability

    package struct QueryItem: Hashable, Sendable {
        package var name: String
        package var value: String

        package init(_ name: String, _ value: String) {
            self.name = name
            self.value = value
        }
    }

    package init(
        _ method: Method, _ path: String, query: [QueryItem] = [], body: [UInt8]? = nil, repeatability: Repeatability = .read
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.body = body
        self.repeatability = repeatability
    }

    /// v2 paths begin with `/v2`; everything else is v1 (AffinityAPI.md#addresses).
    package var isV2: Bool { path.hasPrefix("/v2/") }
}

package struct APIResponse: Hashable, Sendable {
    package var status: Int
    /// Names in lower case.
    package var headers: [String: String]
    package var body: [UInt8]

    package init(status: Int, headers: [String: String] = [:], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
