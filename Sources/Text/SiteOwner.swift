/// Whether a site is that of a company of a name: by the name alone, since nothing else tells.
package enum SiteOwner {
    /// A host that belongs to many is that of the company which runs it: Product Hunt at producthunt.com. The names must be one.
    ///
    /// - Parameter nameKey: folded by `NameKey`.
    package static func runs(_ host: String, _ nameKey: String) -> Bool {
        guard let label = ownLabel(of: host) else { return false }
        let name = squashed(nameKey)
        return !name.isEmpty && (name == squashed(NameKey.fold(label)) || name == squashed(host))
    }

    /// Whether the host says the name, as far as hosts do: Contoso Ventures at contoso.vc, Acme at acmehq.com, IBM's long name at ibm.com.
    package static func isNamed(_ host: String, like nameKey: String) -> Bool {
        guard let last = PublicSuffixes.label(of: host) else { return false }
        let label = squashed(NameKey.fold(HostName.letters(of: String(last))))
        let words = nameKey.split(separator: " ")
        let name = words.joined()
        guard !name.isEmpty else { return false }
        if name == label || name == squashed(host) || (label.count >= 3 && name.hasPrefix(label)) { return true }
        if name.count >= 4, label.hasPrefix(name) || label.hasSuffix(name) { return true }
        return words.count > 1 && String(words.compactMap(\.first)) == label
    }

    /// The label of a host that has nothing before it; nil for `acme.notion.site`.
    private static func ownLabel(of host: String) -> String? {
        guard let label = PublicSuffixes.label(of: host), host.hasPrefix(label + ".") else { return nil }
        return HostName.letters(of: String(label))
    }

    private static func squashed(_ text: String) -> String { text.filter { $0.isLetter || $0.isNumber } }
}
