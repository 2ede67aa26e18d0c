/// The `Authorization` header against the one key there is.
enum Credentials {
    /// v1 takes Basic, whose user name it ignores, and Bearer; v2 takes Bearer only (AffinityAPI.md#addresses).
    static func fit(_ header: String?, key: String, allowBasic: Bool) -> Bool {
        guard let header else { return false }
        let parts = header.split(separator: " ", maxSplits: 1)
        guard parts.count == 2 else { return false }
        switch parts[0].lowercased() {
        case "bearer": return parts[1] == key
        case "basic" where allowBasic:
            guard let bytes = Base64.decode(String(parts[1])) else { return false }
            let pair = String(decoding: bytes, as: UTF8.self)
            guard let colon = pair.firstIndex(of: ":") else { return false }
            return pair[pair.index(after: colon)...] == key
        default: return false
        }
    }
}

/// The `Host` header of a request. A page of the web can make a browser ask this machine under a name of its own; such requests are
/// refused, so that it cannot read what an account here holds.
enum Host {
    /// Whether the name is one of this machine's; a request without one comes from no browser.
    static func isLoopback(_ host: String?) -> Bool {
        guard let host else { return true }
        var name = host.lowercased()[...]
        if let colon = name.lastIndex(of: ":"), name[name.index(after: colon)...].allSatisfy(\.isNumber), !name.hasSuffix("]") {
            name = name[..<colon]
        }
        return ["localhost", "127.0.0.1", "[::1]"].contains(name)
    }

    static let refusal = SimulatedResponse.text(
        421, "This simulator answers to 127.0.0.1 and localhost only; send that name in the Host header.")
}

/// Nango's proxy in front of the simulator, at `/proxy`: it holds the key, and passes requests and answers on as Nango's own does
/// (packages/server/lib/controllers/proxy/allProxy.ts of NangoHQ/nango, November 2026).
package struct SimulatedNango: Sendable {
    static let root = "/proxy"
    private static let forwarded = "nango-proxy-"

    /// What callers authorize themselves with.
    package let secret: String
    private let integration: String
    private let connection: String

    /// - Parameters:
    ///   - integration: the one `Provider-Config-Key` there is.
    ///   - connection: the one `Connection-Id` of it.
    package init(secret: String = "nango-simulator-secret", integration: String, connection: String) {
        self.secret = secret
        self.integration = integration
        self.connection = connection
    }

    /// What comes to Affinity of a request: nothing of its headers but those that are meant for Affinity, and the key.
    /// - Throws: what Nango refuses itself.
    func passedOn(_ request: SimulatedRequest, key: String) throws(SimulatedResponse) -> SimulatedRequest {
        guard Credentials.fit(request.authorization, key: secret, allowBasic: false) else {
            throw Self.refusal(401, "unknown_account", "Authentication failed. The provided secret key does not match any account.")
        }
        guard let asked = request.proxyHeaders["provider-config-key"], let whose = request.proxyHeaders["connection-id"] else {
            throw Self.refusal(400, "invalid_headers", nil)
        }
        guard asked == integration else {
            throw Self.refusal(404, "unknown_provider_config", "Provider config not found for the given provider config key.")
        }
        guard whose == connection else { throw Self.refusal(400, "server_error", "Failed to get connection") }
        var inner = request
        inner.path = String(request.path.dropFirst(Self.root.count))
        inner.authorization = "Bearer \(key)"
        inner.apiVersion = request.proxyHeaders[Self.forwarded + "x-affinity-api-version"]
        inner.contentType = request.proxyHeaders[Self.forwarded + "content-type"]
        inner.host = "api.affinity.co"
        inner.proxyHeaders = [:]
        return inner
    }

    /// The headers of a refusal come through whole; of those of an answer almost none.
    func passedBack(_ answer: SimulatedResponse) -> SimulatedResponse {
        guard (200..<300).contains(answer.status) else { return answer }
        var answer = answer
        answer.headers = []
        return answer
    }

    private static func refusal(_ status: Int, _ code: String, _ message: String?) -> SimulatedResponse {
        .json(status) { writer in
            writer.object { writer in
                writer.object("error") { writer in
                    writer.put("code", code)
                    if let message {
                        writer.put("message", message)
                    }
                }
            }
        }
    }
}
