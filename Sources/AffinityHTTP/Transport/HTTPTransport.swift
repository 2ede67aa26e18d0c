package import Affinity
import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Affinity over HTTP/1.1. Redirects are not followed, so the key goes to the configured host and nowhere else.
///
/// Every request carries `Authorization: Bearer`, which both APIs take (AffinityAPI.md#addresses), and `X-Affinity-Api-Version`, next pages
/// included (AffinityAPI.md#api-versions); v1 ignores it. Through Nango it is Nango's secret that goes along, and the version under a
/// name of Nango's. `shutdown()` must be called before the last reference goes.
package struct HTTPTransport: Transport {
    /// The version that Ferry's types are written against.
    package static let apiVersion = "2026-09-17"

    /// A page of 100 rows is a few megabytes at most; what is larger is something else.
    static let maximumBodyBytes = 256 << 20

    private let client: HTTPClient
    private let baseURL: BaseURL
    private let key: APIKey
    private let proxy: NangoProxy?
    /// `api.affinity.co`, and through which proxy, for messages.
    private let wayThere: String
    private let userAgent: String
    private let timeouts: TransportTimeouts

    /// - Parameters:
    ///   - key: Affinity's, or the secret of the proxy.
    ///   - outbound: of this machine, before the world.
    ///   - trust: whose certificates are believed; nil for the system's.
    ///   - version: Ferry's own, for `User-Agent`.
    ///   - concurrency: how many connections are kept at most.
    package init(
        baseURL: BaseURL, key: APIKey, proxy: NangoProxy? = nil, outbound: OutboundProxy? = nil, trust: TrustRoots? = nil, version: String,
        concurrency: Int = 6,
        timeouts: TransportTimeouts = TransportTimeouts()
    ) {
        self.proxy = proxy
        self.baseURL = baseURL
        self.key = key
        self.timeouts = timeouts
        userAgent = "ferry/\(version)"
        wayThere = outbound.map { "\(baseURL.authority) through the proxy \($0)" } ?? baseURL.authority
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow,
            timeout: .init(connect: TimeAmount(timeouts.connect), read: TimeAmount(timeouts.silence)))
        configuration.httpVersion = .http1Only
        configuration.proxy = outbound?.configuration
        configuration.tlsConfiguration = trust?.configuration
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = max(1, concurrency)
        // Shorter than servers keep a connection: a create on one that is just being closed ends in an unknown outcome.
        configuration.connectionPool.idleTimeout = .seconds(15)
        // Repeating is the client's business, which counts and shows it.
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// Closes all connections. Requests under way fail.
    package func shutdown() async {
        try? await client.shutdown()
    }

    package var pageHosts: Set<String>? {
        let usual = baseURL.scheme == "https" ? 443 : 80
        let port = baseURL.port ?? usual
        // A proxy in front of Affinity passes on Affinity's own links.
        var hosts: Set = ["\(baseURL.host):\(port)", BaseURL.affinity.host]
        if port == usual { hosts.insert(baseURL.host) }
        return hosts
    }

    package func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        // Said before anything is sent, so that a create is known not to have happened.
        if Task.isCancelled { throw TransportError(.notSent, reason: "cancelled before it was sent") }
        let answer: APIResponse
        do {
            let started = ContinuousClock.now
            let response = try await client.execute(wire(request), timeout: TimeAmount(timeouts.total))
            // The client's own time limit ends with the head of an answer: a body may drip for ever.
            let bytes = try await Self.within(timeouts.total - started.duration(to: .now)) { try await Self.body(of: response) }
            var headers: [String: String] = [:]
            for (name, value) in response.headers { headers[name.lowercased(), default: value] = value }
            let status = Int(response.status.code)
            answer = APIResponse(status: status, headers: headers, body: (200..<300).contains(status) ? bytes : redacted(bytes))
        } catch {
            throw TransportFailure.error(for: error, host: wayThere)
        }
        if proxy != nil, let reason = NangoProxy.refusal(answer) { throw TransportError(.refusedByProxy, reason: reason) }
        return answer
    }

    private static func within(_ time: Duration, _ read: @escaping @Sendable () async throws -> [UInt8]) async throws -> [UInt8] {
        try await withThrowingTaskGroup(of: [UInt8].self) { group in
            group.addTask { try await read() }
            group.addTask {
                try await Task.sleep(for: time)
                throw HTTPClientError.deadlineExceeded
            }
            defer { group.cancelAll() }
            guard let bytes = try await group.next() else { throw CancellationError() }
            return bytes
        }
    }

    /// Copied once, into as much as the server says there will be: a page is half a megabyte.
    private static func body(of response: HTTPClientResponse) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        if let length = response.headers.first(name: "content-length").flatMap({ Int($0) }), length >= 0 {
            guard length <= maximumBodyBytes else { throw NIOTooManyBytesError(maxBytes: maximumBodyBytes) }
            bytes.reserveCapacity(length)
        }
        for try await part in response.body {
            guard bytes.count + part.readableBytes <= maximumBodyBytes else { throw NIOTooManyBytesError(maxBytes: maximumBodyBytes) }
            part.withUnsafeReadableBytes { bytes.append(contentsOf: $0) }
        }
        return bytes
    }

    private func wire(_ request: APIRequest) -> HTTPClientRequest {
        let query = request.query.map { (name: $0.name, value: $0.value) }
        var wire = HTTPClientRequest(url: RequestURL.text(baseURL, path: request.path, query: query))
        wire.method = HTTPMethod(rawValue: request.method.rawValue)
        wire.headers.add(name: "authorization", value: "Bearer \(key.secret)")
        if let proxy {
            for (name, value) in proxy.headers(apiVersion: Self.apiVersion) { wire.headers.add(name: name, value: value) }
        } else {
            wire.headers.add(name: "x-affinity-api-version", value: Self.apiVersion)
        }
        wire.headers.add(name: "user-agent", value: userAgent)
        wire.headers.add(name: "accept", value: "application/json")
        if let body = request.body {
            wire.headers.add(name: "content-type", value: "application/json")
            if proxy != nil { wire.headers.add(name: "nango-proxy-content-type", value: "application/json") }
            wire.body = .bytes(body)
        }
        return wire
    }

    /// Error texts reach the screen and the run file; a server or proxy that repeats the key in one must not put it there.
    private func redacted(_ bytes: [UInt8]) -> [UInt8] {
        let secret = Array(key.secret.utf8)
        guard bytes.firstRange(of: secret) != nil else { return bytes }
        return Array(bytes.replacing(secret, with: Array(APIKey.mask.utf8)))
    }
}

extension TimeAmount {
    fileprivate init(_ duration: Duration) {
        let (seconds, attoseconds) = duration.components
        self = .nanoseconds(seconds * 1_000_000_000 + attoseconds / 1_000_000_000)
    }
}

/// A request's address as it goes over the wire.
enum RequestURL {
    /// The base, the path and the query, percent-encoded. A `+` is encoded too: bare, servers take it for a space.
    static func text(_ base: BaseURL, path: String, query: [(name: String, value: String)]) -> String {
        var text = base.description
        append(path, to: &text, keeping: UInt8(ascii: "/"))
        var separator = "?"
        for (name, value) in query {
            text += separator
            append(name, to: &text)
            text += "="
            append(value, to: &text)
            separator = "&"
        }
        return text
    }

    /// Everything but letters, digits and `-._~` is encoded.
    private static func append(_ part: String, to text: inout String, keeping kept: UInt8? = nil) {
        for byte in part.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), kept:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            default:
                let hex = String(byte, radix: 16, uppercase: true)
                text += hex.utf8.count == 1 ? "%0\(hex)" : "%\(hex)"
            }
        }
    }
}

/// How long an HTTP exchange may take. Affinity's own gateway gives up after about 30 s (AffinityAPI.md#errors-of-v2).
package struct TransportTimeouts: Hashable, Sendable {
    /// Until a connection stands.
    package var connect: Duration
    /// Between two pieces of an answer, the first included.
    package var silence: Duration
    /// For all of it, waiting for a connection included.
    package var total: Duration

    package init(connect: Duration = .seconds(10), silence: Duration = .seconds(45), total: Duration = .seconds(120)) {
        self.connect = connect
        self.silence = silence
        self.total = total
    }
}
