import Affinity
import Testing

@testable import AffinityHTTP

@Suite("HTTP transport", .timeLimit(.minutes(5)))
struct HTTPTransportTests {
    static let secret = "sk_live_0123456789"
    static let impatient = TransportTimeouts(connect: .milliseconds(500), silence: .milliseconds(150), total: .seconds(5))
    /// For servers that answer: a busy machine may take its time.
    static let patient = TransportTimeouts(connect: .seconds(20), silence: .seconds(20), total: .seconds(60))

    /// Runs a body with a transport to a server that behaves so.
    func with<Result: Sendable>(
        _ behaviour: RawServer.Behaviour, path: String = "", timeouts: TransportTimeouts = patient,
        _ body: (HTTPTransport, RawServer) async throws -> Result
    ) async throws -> Result {
        let server = try await RawServer(behaviour)
        let base = try BaseURL("http://127.0.0.1:\(server.port)\(path)")
        let transport = HTTPTransport(
            baseURL: base, key: try APIKey(Self.secret, from: "test"), version: "1.2.3", concurrency: 2, timeouts: timeouts)
        do {
            let result = try await body(transport, server)
            await transport.shutdown()
            await server.stop()
            return result
        } catch {
            await transport.shutdown()
            await server.stop()
            throw error
        }
    }

    func failure(_ behaviour: RawServer.Behaviour, _ request: APIRequest = APIRequest(.get, "/v2/lists")) async throws -> TransportError? {
        try await with(behaviour, timeouts: Self.impatient) { transport, _ -> TransportError? in
            do throws(TransportError) {
                _ = try await transport.send(request)
                return nil
            } catch {
                return error
            }
        }
    }

    @Test("sends key, version, agent, encoded path and query, and the body")
    func request() async throws {
        try await with(.send(answer("200 OK", body: "{}"))) { transport, server in
            let body = Array(#"{"name":"Zoé"}"#.utf8)
            let query = [APIRequest.QueryItem("term", "a+b & c=é/?"), .init("ids", "1"), .init("ids", "2")]
            _ = try await transport.send(APIRequest(.post, "/organizations", query: query, body: body, repeatability: .once))
            let lines = try #require(server.requests.first).split(separator: "\r\n", omittingEmptySubsequences: false).map(String.init)
            #expect(lines[0] == "POST /organizations?term=a%2Bb%20%26%20c%3D%C3%A9%2F%3F&ids=1&ids=2 HTTP/1.1")
            let headers = Set(lines.dropFirst().map { $0.lowercased() })
            #expect(headers.contains("authorization: bearer \(Self.secret)"))
            #expect(headers.contains("x-affinity-api-version: 2026-09-17"))
            #expect(headers.contains("user-agent: ferry/1.2.3"))
            #expect(headers.contains("content-type: application/json"))
            #expect(headers.contains("content-length: 15"))
            #expect(lines.last == #"{"name":"Zoé"}"#)
        }
    }

    @Test("gives up an answer that drips: the time limit is for all of it")
    func drip() async throws {
        let head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{"
        let server = try await RawServer(.drip(head))
        let transport = HTTPTransport(
            baseURL: try BaseURL("http://127.0.0.1:\(server.port)"), key: try APIKey(Self.secret, from: "test"), version: "1.2.3",
            timeouts: TransportTimeouts(connect: .seconds(5), silence: .seconds(5), total: .milliseconds(300)))
        do throws(TransportError) {
            _ = try await transport.send(APIRequest(.get, "/v2/lists"))
            Issue.record("an answer")
        } catch {
            #expect(error.kind == .noAnswer && error.reason.contains("in time"), "\(error)")
        }
        await transport.shutdown()
        await server.stop()
    }

    @Test("keeps a path of the base URL")
    func basePath() async throws {
        try await with(.send(answer("200 OK", body: "{}")), path: "/proxy/") { transport, server in
            _ = try await transport.send(APIRequest(.get, "/v2/lists"))
            #expect(server.requests.first?.hasPrefix("GET /proxy/v2/lists HTTP/1.1") == true)
        }
    }

    @Test(
        "gives status, lower-case headers and body, whatever the status",
        arguments: ["200 OK", "401 Unauthorized", "429 Too Many Requests", "503 Down"])
    func answers(status: String) async throws {
        let text = answer(status, ["Content-Type: text/html", "X-Ratelimit-Limit-User-Remaining: 7"], body: "<html>")
        try await with(.send(text)) { transport, _ in
            let response = try await transport.send(APIRequest(.get, "/v2/lists"))
            #expect(response.status == Int(status.prefix(3)))
            #expect(response.contentType == "text/html" && String(decoding: response.body, as: UTF8.self) == "<html>")
            #expect(response.rateStatus.minute?.remaining == 7)
        }
    }

    @Test("does not follow redirects: the key goes to no other place")
    func redirect() async throws {
        try await with(.send(answer("302 Found", ["Location: http://127.0.0.1:1/elsewhere"], body: ""))) { transport, server in
            let response = try await transport.send(APIRequest(.get, "/v2/lists"))
            #expect(response.status == 302)
            #expect(server.requests.count == 1)
        }
    }

    @Test("uses one connection for many requests")
    func keepAlive() async throws {
        try await with(.send(answer("200 OK", body: "{}"))) { transport, server in
            for _ in 1...5 { _ = try await transport.send(APIRequest(.get, "/v2/lists")) }
            #expect(server.requests.count == 5)
        }
    }

    @Test("knows that nothing was sent when the connection is refused")
    func refused() async throws {
        let server = try await RawServer(.silence)
        let port = server.port
        await server.stop()
        let transport = HTTPTransport(
            baseURL: try BaseURL("http://127.0.0.1:\(port)"), key: try APIKey("k", from: "test"), version: "1", timeouts: Self.impatient)
        await #expect(throws: TransportError(.notSent, reason: "127.0.0.1:\(port) refuses the connection")) {
            try await transport.send(APIRequest(.post, "/organizations", repeatability: .once))
        }
        await transport.shutdown()
    }

    @Test("a name that does not exist is not sent either")
    func unknownHost() async throws {
        let transport = HTTPTransport(
            baseURL: try BaseURL("https://nobody.invalid"), key: try APIKey("k", from: "test"), version: "1", timeouts: Self.impatient)
        do {
            _ = try await transport.send(APIRequest(.get, "/v2/lists"))
            Issue.record("an answer")
        } catch {
            #expect(error.kind == .notSent)
            #expect(!error.reason.contains("v2"))
        }
        await transport.shutdown()
    }

    @Test("a server that speaks no TLS is not sent anything")
    func noTLS() async throws {
        let server = try await RawServer(.sendAndClose("HTTP/1.1 400 Bad Request\r\n\r\n"))
        let transport = HTTPTransport(
            baseURL: try BaseURL("https://127.0.0.1:\(server.port)"), key: try APIKey("k", from: "test"), version: "1",
            timeouts: Self.impatient)
        do {
            _ = try await transport.send(APIRequest(.get, "/v2/lists"))
            Issue.record("an answer")
        } catch {
            #expect(error.kind == .notSent)
        }
        await transport.shutdown()
        await server.stop()
    }

    @Test("a connection cut before, within or after the head leaves the outcome open")
    func cut() async throws {
        for bytes in [
            "", "HTTP/1.1 20", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"data\":",
        ] {
            let error = try await failure(.sendAndClose(bytes))
            #expect(error?.kind == .noAnswer, "after \(bytes.count) bytes: \(String(describing: error))")
        }
        #expect(try await failure(.closeAtOnce)?.kind == .noAnswer)
    }

    @Test("what is not HTTP leaves the outcome open")
    func nonsense() async throws {
        #expect(try await failure(.send("SSH-2.0-OpenSSH_9.2\r\n\r\n"))?.kind == .noAnswer)
    }

    @Test("an answer has a limit, and is not read when it says that it is beyond it")
    func tooLarge() async throws {
        let error = try await failure(.send("HTTP/1.1 200 OK\r\nContent-Length: 268435457\r\n\r\n{"))
        #expect(error?.kind == .noAnswer)
        #expect(error?.reason.hasSuffix("sent an answer of over 256 MB") == true, "\(String(describing: error))")
    }

    @Test("an answer that does not say how large it is has the same limit")
    func tooLargeInPieces() async throws {
        #expect(HTTPTransport.maximumBodyBytes == 256 << 20)
        let piece = String(repeating: " ", count: 1 << 20)
        let pieces = String(repeating: "100000\r\n\(piece)\r\n", count: 257)
        let server = try await RawServer(.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + pieces))
        let transport = HTTPTransport(
            baseURL: try BaseURL("http://127.0.0.1:\(server.port)"), key: try APIKey(Self.secret, from: "test"), version: "1.2.3")
        do throws(TransportError) {
            _ = try await transport.send(APIRequest(.get, "/v2/lists"))
            Issue.record("an answer")
        } catch {
            #expect(error.kind == .noAnswer && error.reason.hasSuffix("sent an answer of over 256 MB"), "\(error)")
        }
        await transport.shutdown()
        await server.stop()
    }

    @Test("45 s of silence and 120 s in all are what it waits")
    func times() {
        #expect(TransportTimeouts() == TransportTimeouts(connect: .seconds(10), silence: .seconds(45), total: .seconds(120)))
    }

    @Test("no answer in time leaves the outcome open")
    func silence() async throws {
        let error = try await failure(.silence)
        #expect(error?.kind == .noAnswer)
        #expect(error?.reason.hasSuffix("in time") == true)
        let slowBody = try await failure(.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{"))
        #expect(slowBody?.kind == .noAnswer)
    }

    @Test("a cancelled task sends nothing")
    func cancelledBefore() async throws {
        try await with(.send(answer("200 OK", body: "{}"))) { transport, server in
            let task = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await transport.send(APIRequest(.get, "/v2/lists"))
            }
            await #expect(throws: TransportError(.notSent, reason: "cancelled before it was sent")) { try await task.value }
            #expect(server.requests.isEmpty)
        }
    }

    @Test("a task cancelled under way says so at once")
    func cancelledUnderWay() async throws {
        let server = try await RawServer(.silence)
        let transport = HTTPTransport(
            baseURL: try BaseURL("http://127.0.0.1:\(server.port)"), key: try APIKey("k", from: "test"), version: "1")
        let task = Task { try await transport.send(APIRequest(.get, "/v2/lists")) }
        while server.requests.isEmpty { await Task.yield() }
        task.cancel()
        await #expect(throws: TransportError(.cancelled, reason: "cancelled")) { try await task.value }
        await transport.shutdown()
        await server.stop()
    }

    @Test("no key in an error answer, even if the server repeats it")
    func redacted() async throws {
        try await with(.send(answer("400 Bad Request", body: #"["bad header: Bearer \#(Self.secret)"]"#))) { transport, _ in
            let response = try await transport.send(APIRequest(.get, "/v2/lists"))
            #expect(String(decoding: response.body, as: UTF8.self) == #"["bad header: Bearer •••"]"#)
            #expect(!"\(transport)".contains(Self.secret))
        }
    }

    @Test("follows next pages of its own host and of Affinity's only")
    func hosts() async throws {
        let key = try APIKey("k", from: "test")
        let cases: [(String, Set<String>)] = [
            ("https://api.affinity.co", ["api.affinity.co", "api.affinity.co:443"]),
            ("http://127.0.0.1:8080", ["127.0.0.1:8080", "api.affinity.co"]),
            ("https://proxy.example/x", ["proxy.example", "proxy.example:443", "api.affinity.co"]),
        ]
        for (url, hosts) in cases {
            let transport = HTTPTransport(baseURL: try BaseURL(url), key: key, version: "1")
            #expect(transport.pageHosts == hosts)
            await transport.shutdown()
        }
    }

    @Test("with the client above it, a web page is not taken for Affinity")
    func webPage() async throws {
        try await with(.send(answer("200 OK", ["Content-Type: text/html"], body: "<!DOCTYPE html><title>Welcome</title>"))) {
            transport, _ in
            let client = AffinityClient(transport: transport, clock: ContinuousClock(), random: { 0 })
            await #expect(throws: AffinityError.notAffinity(status: 200, contentType: "text/html", reason: "a web page instead of JSON")) {
                try await client.send(AffinityAPI.whoAmI())
            }
        }
    }
}
