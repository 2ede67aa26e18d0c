/// `connection:`, a way to Affinity other than the key: a proxy that holds it.
package struct Connection: Sendable, Hashable, Codable {
    package enum Proxy: String, CaseIterable, Sendable, Codable { case nango }

    package var via: Proxy
    /// Which of the proxy's integrations: Nango's `Provider-Config-Key`.
    package var integration: String
    /// Whose key of it: Nango's `Connection-Id`.
    package var connection: String

    package init(via: Proxy, integration: String, connection: String) {
        self.via = via
        self.integration = integration
        self.connection = connection
    }
}
