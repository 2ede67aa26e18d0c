import Affinity
import Synchronization

/// Answers by method and path, and remembers what was asked.
final class RoutedTransport: Transport, Sendable {
    private let routes: [String: @Sendable (APIRequest) -> APIResponse]
    private let seen = Mutex<[String]>([])
    private let sent = Mutex<[String]>([])

    init(_ routes: [String: @Sendable (APIRequest) -> APIResponse]) {
        self.routes = routes
    }

    /// As `GET /v2/lists`, in the order they came in: sort them where several are under way at once.
    var requests: [String] { seen.withLock { $0 } }

    /// The bodies of what was sent with one.
    var bodies: [String] { sent.withLock { $0 } }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        let key = "\(request.method.rawValue) \(request.path)"
        seen.withLock { $0.append(key) }
        if let body = request.body { sent.withLock { $0.append(String(decoding: body, as: UTF8.self)) } }
        return routes[key]?(request) ?? APIResponse(status: 404, body: Array("{\"errors\":[]}".utf8))
    }

    var client: AffinityClient {
        AffinityClient(transport: self, clock: ContinuousClock(), random: { 0 })
    }
}

extension APIResponse {
    static func json(_ text: String, status: Int = 200) -> APIResponse {
        APIResponse(status: status, headers: ["content-type": "application/json"], body: Array(text.utf8))
    }

    /// One page of a v2 read.
    static func page(_ rows: [String], next: String? = nil) -> APIResponse {
        let url = next.map { "\"https://api.affinity.co\($0)\"" } ?? "null"
        return json("{\"data\":[\(rows.joined(separator: ","))],\"pagination\":{\"prevUrl\":null,\"nextUrl\":\(url)}}")
    }

    static let forbidden = json(
        "{\"errors\":[{\"code\":\"authorization\",\"message\":\"export-accessible-lists is missing\"}]}", status: 403)
}
