package import PipelineSpec
import Text

/// What a row says about which record it means.
package struct Identity: Hashable, Sendable {
    /// What only one record has: of an organization its canonical domain, of a person an e-mail address in lower case.
    package var unique: String?
    /// Folded by `NameKey`; nil when the row has no name.
    package var nameKey: String?
    /// Of a person the e-mail addresses after the first.
    package var furtherUnique: [String]
    /// Ids and values of unique fields, each as `key:value`.
    package var others: [String]
    /// Whether the domain tells nothing about a record of another name: it is a page of a host that is not called like the company, or
    /// the host of many that this company runs.
    package var needsName = false
    /// Its website was the first of several in the cell.
    var isFirstOfSeveral = false

    package init(unique: String?, nameKey: String?, furtherUnique: [String] = [], others: [String] = []) {
        self.unique = unique
        self.nameKey = nameKey
        self.furtherUnique = furtherUnique
        self.others = others
    }

    /// All that only one record has of its kind.
    package var allUnique: [String] { unique.map { [$0] + furtherUnique } ?? [] }

    /// Whether it is known by nothing but its name.
    var isBare: Bool { unique == nil && others.isEmpty }
}

extension RecordKind {
    /// What names of such records are compared by.
    package func nameKey(_ name: String) -> String { self == .person ? PersonName.key(name) : NameKey.fold(name) }
}

/// Every identity of the spreadsheet once, and which one each row has. Memory: some hundred bytes for each distinct company
/// and four bytes a row.
package struct IdentityTable: Sendable {
    package typealias Index = Int32
    /// The row has no identity: it is skipped, or broken.
    package static let none: Index = -1

    package private(set) var identities: [Identity] = []
    /// For each identity the name as its first row writes it, to search by.
    package private(set) var names: [String?] = []
    /// By record number less one.
    package private(set) var indexOfRow: [Index] = []
    private var known = NumberTable()
    private var pages = HostPages()
    /// Hosts that are no key for the rows which have a page there, and why, as the end of a sentence.
    package private(set) var foreignHosts: [String: String] = [:]

    package init() {}

    /// Rows must come in order, each once.
    ///
    /// - Parameter page: of the website, where it has one.
    package mutating func append(_ identity: Identity?, name: String? = nil, page: String = "") {
        if let identity, identity.needsName, !page.isEmpty { pages.add(identity, name: name, page: page) }
        guard let identity else {
            indexOfRow.append(Self.none)
            return
        }
        let hash = identity.hashValue
        if let index = known.number(hash: hash, where: { identities[Int($0)] == identity }) {
            indexOfRow.append(index)
            return
        }
        let index = Index(identities.count)
        known.insert(index, hash: hash)
        identities.append(identity)
        names.append(name)
        indexOfRow.append(index)
    }

    /// After the last row: where several companies have pages of their own on one host, it is the site of none of them.
    package mutating func settleHosts() {
        for (identity, name) in zip(identities, names) where !identity.needsName { pages.add(owner: identity, name: name) }
        let contested = pages.contested
        pages = HostPages()
        for (host, names) in contested {
            foreignHosts[host] = "several companies have it (\(names.joined(separator: ", ")))"
        }
        dropKeys { $0.needsName && contested[$0.unique ?? ""] != nil }
    }

    /// Where Affinity has the host at a company of another name, the page is not that company's.
    package mutating func settleHosts(with index: RecordIndex) {
        var foreign: Set<Identity> = []
        for identity in identities where identity.needsName {
            guard let host = identity.unique, let name = identity.nameKey else { continue }
            let holders = index.withKey(host)
            guard let holder = holders.first, !holders.contains(where: { NameKey.bare(NameKey.fold($0.name)) == NameKey.bare(name) }) else {
                continue
            }
            foreign.insert(identity)
            foreignHosts[host] = "in Affinity it is that of \(holder.name)"
        }
        if !foreign.isEmpty { dropKeys(where: foreign.contains) }
    }

    /// The identities concerned are known by their names from now on, and are one with others of the name.
    private mutating func dropKeys(where isDropped: (Identity) -> Bool) {
        guard identities.contains(where: isDropped) else { return }
        var table = IdentityTable()
        table.foreignHosts = foreignHosts
        for index in indexOfRow {
            guard index != Self.none else {
                table.append(nil)
                continue
            }
            var identity = identities[Int(index)]
            if isDropped(identity) {
                identity.unique = nil
                identity.needsName = false
            }
            table.append(identity, name: names[Int(index)])
        }
        self = table
    }

    package func index(ofRow row: Int) -> Index {
        indexOfRow.indices.contains(row - 1) ? indexOfRow[row - 1] : Self.none
    }
}
