import Foundation

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

/// Base64 of cursors, page tokens and Basic credentials.
enum Base64 {
    static func encode(_ bytes: [UInt8], padded: Bool) -> String {
        let text = Data(bytes).base64EncodedString()
        return padded ? text : text.replacing("=", with: "")
    }

    /// Both alphabets, with or without padding; `nil` when a character does not belong.
    static func decode(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/").replacing("=", with: "")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map { Array($0) }
    }
}

/// The decoded parameters of a query or of a form body, in order; a name may come more than once.
struct QueryString: Sendable {
    let parameters: [(name: String, value: String)]

    private static let unreserved = CharacterSet(charactersIn: "a"..."z").union(CharacterSet(charactersIn: "A"..."Z"))
        .union(CharacterSet(charactersIn: "0123456789-._~"))

    init(_ text: some Collection<UInt8>) {
        parameters = text.split(separator: UInt8(ascii: "&")).map { pair in
            let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            return (Self.decode(parts[0]), parts.count > 1 ? Self.decode(parts[1]) : "")
        }
    }

    subscript(name: String) -> String? { parameters.last { $0.name == name }?.value }

    func all(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }

    /// Percent escapes, and `+` as a space. What is wrongly escaped stays as it is.
    private static func decode(_ text: some Collection<UInt8>) -> String {
        let plain = String(decoding: text, as: UTF8.self)
        guard plain.utf8.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else { return plain }
        let spaced = plain.replacing("+", with: " ")
        return spaced.removingPercentEncoding ?? spaced
    }

    /// Escapes all but RFC 3986's unreserved characters.
    static func encode(_ text: String) -> String { text.addingPercentEncoding(withAllowedCharacters: unreserved) ?? text }
}
