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

    package init() {}

    /// Rows must come in order, each once.
    package mutating func append(_ identity: Identity?, name: String? = nil) {
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

    package func index(ofRow row: Int) -> Index {
        indexOfRow.indices.contains(row - 1) ? indexOfRow[row - 1] : Self.none
    }
}
