import Affinity
import Foundation
import Testing

@testable import AffinityHTTP

/// Proxies and certificates of a firm's own, as other programs are told of them.
@Suite("Proxies of this machine", .timeLimit(.minutes(5)))
struct OutboundProxyTests {
    private func proxy(_ environment: [String: String], for base: String = "https://api.affinity.co") throws -> String? {
        try OutboundProxy(for: BaseURL(base), environment: environment)?.description
    }

    @Test("are those of the scheme, in capitals first")
    func names() throws {
        #expect(try proxy(["HTTPS_PROXY": "http://Proxy.firm:3128/", "https_proxy": "http://other:1"]) == "proxy.firm:3128")
        #expect(try proxy(["https_proxy": "proxy.firm"]) == "proxy.firm:80")
        #expect(try proxy(["HTTPS_PROXY": "socks5://proxy.firm"]) == "proxy.firm:1080")
        #expect(try proxy(["HTTPS_PROXY": "http://[::1]:3128"]) == "::1:3128")
        #expect(try proxy(["HTTP_PROXY": "http://proxy.firm:3128"]) == nil)
        #expect(try proxy(["HTTPS_PROXY": ""]) == nil)
    }

    @Test("do not stand before this machine itself")
    func loopback() throws {
        let environment = ["HTTP_PROXY": "http://proxy.firm:3128", "HTTPS_PROXY": "http://proxy.firm:3128"]
        for base in ["http://127.0.0.1:8080", "http://localhost", "https://[::1]"] { #expect(try proxy(environment, for: base) == nil) }
    }

    @Test(
        "are left out by NO_PROXY",
        arguments: [
            ("*", true), ("api.affinity.co", true), ("affinity.co", true), (".affinity.co", true), ("*.affinity.co", true),
            ("x.com, AFFINITY.co:443", true), ("affinity.co:8443", false), ("finity.co", false), ("co.affinity", false), ("", false),
        ])
    func exceptions(list: String, isDirect: Bool) throws {
        for name in ["NO_PROXY", "no_proxy"] {
            #expect(try (proxy(["HTTPS_PROXY": "http://proxy.firm", name: list]) == nil) == isDirect, "\(list)")
        }
    }

    @Test(
        "that cannot be used are said without what the address holds",
        arguments: [
            "http://", "https://secret@proxy.firm", "ftp://proxy.firm", "http://ada:secret@proxy.firm:0", "http://ada:se@cret@",
            "socks5://a:secret@b",
        ])
    func unusable(address: String) {
        let problem = #expect(throws: ConnectionProblem.self) { try proxy(["HTTPS_PROXY": address]) }
        #expect(problem?.kind == .unusableProxy)
        #expect(problem?.description.contains("HTTPS_PROXY") == true && problem?.description.contains("secret") == false)
    }

    /// Sends one request as to Affinity itself.
    private func send(
        through proxy: LoopbackProxy, user: String = "", _ further: [String: String]
    ) async throws -> Result<APIResponse, TransportError> {
        let environment = further.merging(["HTTPS_PROXY": "http://\(user)127.0.0.1:\(proxy.port)"]) { $1 }
        let transport = HTTPTransport(
            baseURL: .affinity, key: try APIKey("sk_live_0123456789", from: "test"),
            outbound: try OutboundProxy(for: .affinity, environment: environment), trust: try TrustRoots(environment: environment),
            version: "1", timeouts: TransportTimeouts(connect: .seconds(20), silence: .seconds(20), total: .seconds(60)))
        let result: Result<APIResponse, TransportError>
        do throws(TransportError) {
            result = .success(try await transport.send(APIRequest(.get, "/v2/lists")))
        } catch {
            result = .failure(error)
        }
        await transport.shutdown()
        await proxy.stop()
        return result
    }

    private func withCertificate<Result>(_ body: (String) async throws -> Result) async throws -> Result {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("ferry-\(UUID().uuidString).pem").path
        try TestCertificate.certificate.write(toFile: path, atomically: true, encoding: .utf8)
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(path)
    }

    @Test("lead to Affinity, whose certificate SSL_CERT_FILE vouches for; only the proxy gets its user and password")
    func tunnel() async throws {
        try await withCertificate { file in
            let proxy = try await LoopbackProxy()
            let response = try await send(through: proxy, user: "ada:p%40ss@", ["SSL_CERT_FILE": file]).get()
            #expect(response.status == 200)
            let head = try #require(proxy.heads.first).lowercased()
            #expect(head.hasPrefix("connect api.affinity.co:443 http/1.1"))
            #expect(head.contains("proxy-authorization: basic \(Data("ada:p@ss".utf8).base64EncodedString().lowercased())"))
            #expect(!head.contains("sk_live"))
            let request = try #require(proxy.requests.first)
            #expect(request.hasPrefix("GET /v2/lists HTTP/1.1") && request.contains("Bearer sk_live_0123456789".lowercased()) == false)
            #expect(request.contains("sk_live_0123456789") && !request.lowercased().contains("proxy-authorization"))
        }
    }

    @Test("without that certificate nothing is sent")
    func distrust() async throws {
        let proxy = try await LoopbackProxy()
        let result = try await send(through: proxy, [:])
        let error = #expect(throws: TransportError.self) { try result.get() }
        #expect(error?.kind == .notSent)
        #expect(proxy.requests.isEmpty)
    }

    @Test(
        "that refuse are named, and nothing was sent", arguments: ["407 Proxy Authentication Required", "403 Forbidden", "502 Bad Gateway"])
    func refusals(answer: String) async throws {
        let proxy = try await LoopbackProxy(answer)
        let place = "127.0.0.1:\(proxy.port)"
        let result = try await send(through: proxy, user: "ada:secret@", [:])
        let error = #expect(throws: TransportError.self) { try result.get() }
        #expect(error?.kind == .notSent)
        #expect(error?.reason.contains("api.affinity.co through the proxy \(place)") == true)
        #expect(error?.reason.contains("secret") == false)
    }

    @Test("certificates that cannot be read are an error, none mean the system's")
    func certificates() throws {
        #expect(try TrustRoots(environment: [:]) == nil)
        let problem = #expect(throws: ConnectionProblem.self) { try TrustRoots(environment: ["SSL_CERT_DIR": "/nowhere/certs"]) }
        #expect(problem?.kind == .unusableCertificates && problem?.message.contains("SSL_CERT_DIR names /nowhere/certs") == true)
    }
}
