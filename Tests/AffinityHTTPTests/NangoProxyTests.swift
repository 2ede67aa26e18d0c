import Affinity
import Testing

@testable import AffinityHTTP

@Suite("Nango's proxy", .timeLimit(.minutes(5)))
struct NangoProxyTests {
    private static let proxy = NangoProxy(integration: "affinity-v2", connection: "my-firm")

    private func send(_ request: APIRequest, to behaviour: RawServer.Behaviour) async throws -> (
        Result<APIResponse, TransportError>, [String]
    ) {
        let server = try await RawServer(behaviour)
        let transport = HTTPTransport(
            baseURL: try NangoProxy.baseURL(host: "http://127.0.0.1:\(server.port)/"),
            key: try NangoProxy.secret(in: ["NANGO_SECRET_KEY": "nango-secret"]), proxy: Self.proxy, version: "1")
        let result: Result<APIResponse, TransportError>
        do throws(TransportError) { result = .success(try await transport.send(request)) } catch { result = .failure(error) }
        await transport.shutdown()
        let lines = server.requests.first?.split(separator: "\r\n").map { $0.lowercased() } ?? []
        await server.stop()
        return (result, lines)
    }

    @Test("gets the path behind /proxy, its secret, the names, and the version under its own prefix; it is not to repeat anything")
    func request() async throws {
        let (result, lines) = try await send(APIRequest(.get, "/v2/lists"), to: .send(answer("200 OK", body: "{}")))
        #expect(try result.get().status == 200)
        #expect(lines.first == "get /proxy/v2/lists http/1.1")
        for line in [
            "authorization: bearer nango-secret", "provider-config-key: affinity-v2", "connection-id: my-firm", "retries: 0",
            "nango-proxy-x-affinity-api-version: 2026-09-17",
        ] {
            #expect(lines.contains(line), "\(lines)")
        }
        #expect(!lines.contains { $0.hasPrefix("x-affinity-api-version") })
    }

    @Test("passes the content type of a body on")
    func body() async throws {
        let create = APIRequest(.post, "/persons", body: Array("{}".utf8), repeatability: .once)
        let (_, lines) = try await send(create, to: .send(answer("200 OK", body: "{}")))
        #expect(lines.contains("nango-proxy-content-type: application/json") && lines.contains("content-type: application/json"))
    }

    @Test(
        "refusing a request itself is told from Affinity's refusals",
        arguments: [
            (#"{"error":{"code":"unknown_provider_config","message":"No\nsuch  thing"}}"#, "No such thing (unknown_provider_config, 404)"),
            (#"{"error":{"code":"invalid_headers","errors":[]}}"#, "it says invalid_headers, 404"),
            (#"{"errors":[{"code":"not-found","message":"gone"}]}"#, nil), (#"["gone"]"#, nil), ("", nil),
        ])
    func refusals(body: String, reason: String?) async throws {
        let (result, _) = try await send(APIRequest(.get, "/persons/1"), to: .send(answer("404 Not Found", body: body)))
        switch result {
        case .success(let response): #expect(reason == nil && response.status == 404)
        case .failure(let error): #expect(error == TransportError(.refusedByProxy, reason: reason ?? ""))
        }
    }

    @Test("what may pass is left to patience", arguments: ["429 Too Many Requests", "500 Internal Server Error"])
    func trouble(status: String) async throws {
        let (result, _) = try await send(APIRequest(.get, "/persons/1"), to: .send(answer(status, body: #"{"error":{"code":"x"}}"#)))
        #expect(try status.hasPrefix("\(result.get().status)"))
    }

    @Test("is Nango's own unless another host is named")
    func hosts() throws {
        #expect(try NangoProxy.baseURL(host: nil).description == "https://api.nango.dev/proxy")
        #expect(try NangoProxy.baseURL(host: "nango.example").description == "https://nango.example/proxy")
        #expect(try NangoProxy.baseURL(host: "https://example.org/nango/").description == "https://example.org/nango/proxy")
        #expect { try NangoProxy.baseURL(host: "http://nango.example") } throws: { "\($0)".contains("NANGO_HOST uses plain http") }
    }

    @Test("wants its secret")
    func secret() {
        #expect { try NangoProxy.secret(in: [:]) } throws: { "\($0)".contains("set NANGO_SECRET_KEY") }
        #expect { try NangoProxy.secret(in: ["NANGO_SECRET_KEY": " "]) } throws: { "\($0)".contains("NANGO_SECRET_KEY is empty") }
    }
}
