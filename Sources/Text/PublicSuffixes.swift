import CPSL

/// The ends of domains below which anybody may have a site, from the Public Suffix List as libpsl has it built in.
enum PublicSuffixes {
    enum Kind {
        /// Of a registry: `co.uk`, `com.br`.
        case registry
        /// Of a company that gives its customers sites below it: `github.io`, `netlify.app`.
        case platform
    }

    /// Nil where the list is not there, and nothing is a suffix then. It is never written to.
    nonisolated(unsafe) private static let list = psl_builtin()

    /// Nil for a host that is not a suffix. One label alone counts as of a registry only where the list has it.
    static func kind(of host: String) -> Kind? {
        guard has(host, PSL_TYPE_ANY) else { return nil }
        return has(host, PSL_TYPE_ICANN) ? .registry : .platform
    }

    /// Whether the last part of a host is one that the list has, or that is kept for examples (RFC 2606).
    static func isKnownEnd(of host: String) -> Bool {
        let last = host.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(host[host.utf8.index(after: $0)...]) } ?? host
        return has(last, PSL_TYPE_ICANN) || ["example", "test", "invalid", "local"].contains(last)
    }

    /// The part before the registry's: `acme` of `www.acme.co.uk`; nil for a suffix itself.
    static func label(of host: String) -> Substring? {
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        // The longest end counts.
        for start in labels.indices.dropFirst() {
            let isLast = start == labels.indices.last
            if isLast || has(labels[start...].joined(separator: "."), PSL_TYPE_ICANN) { return labels[start - 1] }
        }
        return nil
    }

    private static func has(_ host: String, _ type: Int32) -> Bool {
        psl_is_public_suffix2(list, host, type | PSL_TYPE_NO_STAR_RULE) != 0
    }
}
