/// One request to Affinity as a value. It carries neither host nor key: the transport adds both.
package struct APIRequest: Hashable, Sendable {
    package enum Method: String, Sendable { case get = "GET", post = "POST", put = "PUT", patch = "PATCH", delete = "DELETE" }

    /// What may be done when the answer is missing.
    package enum Repeatability: Hashable, Sendable {
        /// Reads: repeat at will.
        case read
        /// Writes that leave the same state when repeated, such as setting a cell.
        case idempotent
        /// Creates. After a lost answer the outcome is unknown and must be settled by looking.
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
