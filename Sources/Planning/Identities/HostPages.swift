/// Which companies of a spreadsheet have pages on which hosts.
struct HostPages: Sendable {
    /// What a second name is said of.
    private struct Contest {
        /// As written, a few.
        var names: [String]
        /// Whether several companies have pages of their own there.
        var isContested = false
    }

    private static let namesShown = 4
    /// Of each host its first page, the name that has it as it is compared, and as it is written.
    private let firsts: RecordStore
    private var known = NumberTable()
    private var contests: [String: Contest] = [:]

    init(_ firsts: RecordStore) { self.firsts = firsts }

    var isEmpty: Bool { firsts.count == 0 }

    /// By host the names of companies that have pages of their own there.
    var contested: [String: [String]] { contests.filter(\.value.isContested).mapValues(\.names) }

    mutating func add(_ identity: Identity, name: String?, page: String) throws {
        guard let host = identity.unique, let nameKey = identity.nameKey else { return }
        guard let first = try first(of: host) else {
            var bytes: [UInt8] = []
            for text in [host, page, nameKey, name ?? nameKey] { PackedText.append(text, to: &bytes) }
            known.insert(Int32(try firsts.append(bytes)), hash: host.hashValue)
            return
        }
        guard first.nameKey != nameKey else { return }
        add(name ?? nameKey, to: host, first)
        if first.page != page { contests[host]?.isContested = true }
    }

    /// A company that has the host itself as its site.
    mutating func add(owner identity: Identity, name: String?) throws {
        guard let host = identity.unique, let nameKey = identity.nameKey, let first = try first(of: host), first.nameKey != nameKey else {
            return
        }
        add(name ?? nameKey, to: host, first)
        contests[host]?.isContested = true
    }

    private typealias First = (page: String, nameKey: String, name: String)

    private func first(of host: String) throws -> First? {
        var first: First?
        _ = try known.number(hash: host.hashValue) { number in
            try firsts.withRecord(Int(number)) { bytes in
                var reader = PackedText(bytes)
                guard reader.next() == host else { return false }
                first = (reader.next(), reader.next(), reader.next())
                return true
            }
        }
        return first
    }

    private mutating func add(_ name: String, to host: String, _ first: First) {
        var names = contests[host]?.names ?? [first.name]
        if !names.contains(name), names.count <= Self.namesShown { names.append(names.count == Self.namesShown ? "…" : name) }
        contests[host, default: Contest(names: names)].names = names
    }
}
