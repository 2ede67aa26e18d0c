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
