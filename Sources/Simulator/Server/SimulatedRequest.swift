/// A request as the routes see it, free of any HTTP library.
package struct SimulatedRequest: Sendable {
    package var method: String
    /// Without the query, such as `/v2/companies`.
    package var path: String
    /// The raw query without `?`; empty when there is none.
    package var query: String
    package var authorization: String?
    /// The header `X-Affinity-Api-Version`.
    package var apiVersion: String?
    package var contentType: String?
    /// Where the caller reached the server, for `nextUrl`: `127.0.0.1:8080`.
    package var host: String?
    /// What a proxy on the way reads, names in lower case; empty for a request that goes to no proxy.
    package var proxyHeaders: [String: String] = [:]
    package var body: [UInt8]
    /// Whether the receiver that the request names answered the test call; `nil` when none was made.
    var receiverAnswered: Bool?

    package init(
        method: String, path: String, query: String = "", authorization: String? = nil, apiVersion: String? = nil,
        contentType: String? = nil, host: String? = nil, body: [UInt8] = []
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.authorization = authorization
        self.apiVersion = apiVersion
        self.contentType = contentType
        self.host = host
        self.body = body
    }
}

/// An answer as the routes give it, free of any HTTP library.
package struct SimulatedResponse: Sendable, Error {
    /// How much of an answer arrives.
    package enum Delivery: Sendable {
        case whole
        /// The connection is closed in the middle.
        case half
        /// The connection is closed without a byte.
        case none
    }

    package var status: Int
    /// `nil` when there is no body.
    package var contentType: String?
    /// Names in lower case.
    package var headers: [(name: String, value: String)] = []
    package var body: [UInt8]
    package var delivery = Delivery.whole
    /// Waited before it is sent.
    package var delayMilliseconds = 0

    init(status: Int, contentType: String?, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }

    package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

    static func json(_ status: Int = 200, capacity: Int = 256, _ body: (inout JSONWriter) -> Void) -> SimulatedResponse {
        var writer = JSONWriter(capacity: capacity)
        body(&writer)
        return SimulatedResponse(status: status, contentType: "application/json", body: writer.bytes)
    }

    /// 204: done, nothing to say.
    static let noContent = SimulatedResponse(status: 204, contentType: nil, body: [])

    /// What every v1 DELETE answers (AffinityAPI.md#errors-of-v1).
    static let success = SimulatedResponse.json { writer in
        writer.object { $0.put("success", true) }
    }

    static func text(_ status: Int, _ text: String, contentType: String = "text/plain;charset=utf-8") -> SimulatedResponse {
        SimulatedResponse(status: status, contentType: contentType, body: Array(text.utf8))
    }
}
