/// Which companies of a spreadsheet have pages on which hosts.
struct HostPages: Sendable {
    private struct Pages {
        var page: String
        var nameKey: String
        /// As written, a few.
        var names: [String]
        var isContested = false
    }

    private static let namesShown = 4
    private var byHost: [String: Pages] = [:]

    /// By host the names of companies that have pages of their own there.
    var contested: [String: [String]] { byHost.filter(\.value.isContested).mapValues(\.names) }

    mutating func add(_ identity: Identity, name: String?, page: String) {
        guard let host = identity.unique, let nameKey = identity.nameKey else { return }
        guard let first = byHost[host] else {
            byHost[host] = Pages(page: page, nameKey: nameKey, names: [name ?? nameKey])
            return
        }
        guard first.nameKey != nameKey else { return }
        if first.page != page { byHost[host]?.isContested = true }
        add(name ?? nameKey, to: host)
    }

    /// A company that has the host itself as its site.
    mutating func add(owner identity: Identity, name: String?) {
        guard let host = identity.unique, let nameKey = identity.nameKey, let first = byHost[host], first.nameKey != nameKey else { return }
        byHost[host]?.isContested = true
        add(name ?? nameKey, to: host)
    }

    private mutating func add(_ name: String, to host: String) {
        guard let names = byHost[host]?.names, !names.contains(name), names.count <= Self.namesShown else { return }
        byHost[host]?.names.append(names.count == Self.namesShown ? "…" : name)
    }
}
