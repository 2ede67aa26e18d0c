import Affinity
import Foundation

/// Affinity through Nango's proxy, which holds the key: a request goes to `<host>/proxy/<path>` with Nango's secret and the names of
/// the integration and the connection, and comes to Affinity with the key that Nango has for them.
///
/// What Nango's proxy does (packages/server/lib/controllers/proxy/allProxy.ts of NangoHQ/nango, November 2026):
/// - headers for Affinity are those with `Nango-Proxy-` before their name, and no other;
/// - it repeats nothing unless asked, and Ferry asks it not to: a create that it repeated could be made twice;
/// - of the headers of an answer in one piece it passes on the content type and little else, above all not those that say how many
///   calls are left; those of a refusal it passes on whole;
/// - what it refuses itself is `{"error": {"code": …, "message": …}}`, in which form Affinity answers nothing.
package struct NangoProxy: Hashable, Sendable {
    package static let secretName = "NANGO_SECRET_KEY"
    package static let hostName = "NANGO_HOST"

    private let integration: String
    private let connection: String

    /// - Parameters:
    ///   - integration: the `Provider-Config-Key`.
    ///   - connection: the `Connection-Id`.
    package init(integration: String, connection: String) {
        self.integration = integration
        self.connection = connection
    }

    /// Where `NANGO_HOST` says that Nango is.
    package static func baseURL(in environment: [String: String]) throws(ConnectionProblem) -> BaseURL {
        try baseURL(host: environment[hostName].flatMap { $0.isEmpty ? nil : $0 })
    }

    /// - Parameter host: `https://…`, or a name alone; Nango's own when nil.
    package static func baseURL(host: String?) throws(ConnectionProblem) -> BaseURL {
        var host = host ?? "https://api.nango.dev"
        while host.hasSuffix("/") { host.removeLast() }
        return try BaseURL((host.contains("://") ? host : "https://\(host)") + "/proxy", from: hostName)
    }

    package static func secret(in environment: [String: String]) throws(ConnectionProblem) -> APIKey {
        guard let text = environment[secretName] else {
            throw ConnectionProblem(
                .noKey, "there is no secret of Nango, through which Affinity is reached", hint: "set \(secretName)")
        }
        return try APIKey(text, from: secretName, whoseKeys: "Nango under Environment settings")
    }

    /// For a hash that tells one way to Affinity from another.
    package var fingerprint: String { " nango \(integration) \(connection)" }

    func headers(apiVersion: String) -> [(name: String, value: String)] {
        [
            ("provider-config-key", integration), ("connection-id", connection), ("retries", "0"),
            ("nango-proxy-x-affinity-api-version", apiVersion), ("nango-proxy-accept", "application/json"),
        ]
    }

    private struct Refusal: Decodable {
        struct Reason: Decodable {
            var code: String
            var message: String?
        }

        var error: Reason
    }

    /// Why the proxy itself refused a request, which then never came to Affinity. Nil for what Affinity answered, and for what may pass
    /// when it is asked again.
    static func refusal(_ response: APIResponse) -> String? {
        guard (400..<500).contains(response.status), response.status != 408, response.status != 429,
            let refusal = try? JSONDecoder().decode(Refusal.self, from: Data(response.body))
        else { return nil }
        let code = "\(refusal.error.code), \(response.status)"
        return refusal.error.message.map { "\(ErrorBody.line($0)) (\(code))" } ?? "it says \(code)"
    }
}
