import NIOSSL

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whose certificates are believed, where `SSL_CERT_FILE` or `SSL_CERT_DIR` name them instead of the system: a firm that reads all its
/// traffic signs with an authority of its own. As with OpenSSL, what is named is all that is believed.
package struct TrustRoots: Hashable, Sendable {
    private let paths: [String]

    /// Nil for those of the system.
    package init?(environment: [String: String]) throws(ConnectionProblem) {
        var paths: [String] = []
        for (name, mode) in [("SSL_CERT_FILE", "a file of certificates"), ("SSL_CERT_DIR", "a folder of certificates")] {
            guard let path = environment[name], !path.isEmpty else { continue }
            guard access(path, R_OK) == 0 else {
                throw ConnectionProblem(
                    .unusableCertificates, "\(name) names \(path), which cannot be read", hint: "name \(mode) in PEM form, or unset it")
            }
            paths.append(path)
        }
        if paths.isEmpty { return nil }
        self.paths = paths
    }

    var configuration: TLSConfiguration {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.trustRoots = paths.first.map { .file($0) } ?? .default
        configuration.additionalTrustRoots = paths.dropFirst().map { .file($0) }
        return configuration
    }
}
