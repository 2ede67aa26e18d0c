package import Affinity
package import PipelineSpec
import Text

/// The records of the account that a spreadsheet may mean, by what only one of them has and by folded name. What no row asks for is
/// not kept, so memory follows the spreadsheet and not the account.
package struct RecordIndex: Sendable {
    package struct Candidate: Sendable, Hashable {
        package var id: RecordID
        package var name: String
        /// Domains of an organization, e-mail addresses of a person.
        package var keys: [String]
        package var isGlobal = false
        package var fields: [FieldValue] = []
        /// Where the row names the entry and not the record.
        package var entry: ListEntryID?
        /// Whether its name begins with "the".
        fileprivate(set) var saysThe = false

        package init(
            id: RecordID, name: String, keys: [String] = [], isGlobal: Bool = false, fields: [FieldValue] = [], entry: ListEntryID? = nil
        ) {
            self.id = id
            self.name = name
            self.keys = keys
            self.isGlobal = isGlobal
            self.fields = fields
            self.entry = entry
        }
    }

    /// How many domains were looked up in Affinity's shared directory alone, at a request each.
    package var sharedLookUps = 0
    package private(set) var candidates: [Candidate] = []
    private var byKey: NumbersByText
    private var byName: NumbersByText
    private var byOther: NumbersByText
    private var known: [RecordID: Int32] = [:]
    /// Folded names that other spellings may stand for, and how that could not be found out.
    private var unfinishedSearches: [String: String] = [:]
    /// Keys and folded names for which Affinity refuses to be asked, and its words.
    private var refusedSearches: [String: String] = [:]
    private let kind: RecordKind

    package init(wantedBy identities: [Identity], kind: RecordKind = .organization) {
        self.init(
            kind, keys: identities.reduce(0) { $0 + $1.allUnique.count }, names: identities.count { $0.nameKey != nil },
            others: identities.reduce(0) { $0 + $1.others.count })
        for identity in identities { want(identity) }
    }

    package init(wantedBy table: IdentityTable, kind: RecordKind = .organization) throws {
        self.init(kind, keys: table.uniqueCount, names: table.nameCount, others: table.otherCount)
        try table.forEachIdentity { _, identity in want(identity) }
    }

    private init(_ kind: RecordKind, keys: Int, names: Int, others: Int) {
        self.kind = kind
        byKey = NumbersByText(count: keys)
        byName = NumbersByText(count: names)
        byOther = NumbersByText(count: others)
    }

    private mutating func want(_ identity: Identity) {
        for key in identity.allUnique { byKey.want(key) }
        // With and without "the": whether they are one, the matcher asks.
        if let name = identity.nameKey { byName.want(NameKey.bare(name)) }
        for other in identity.others { byOther.want(other.text) }
    }

    /// Keeps the organization if a row may mean it. Seeing one twice (pages shift while others write) does no harm.
    package mutating func insert(_ organization: Organization) {
        let domains = CanonicalDomain.comparable(organization.domains)
        let hits = domains.filter(byKey.isWanted)
        // Affinity's shared directory is asked by domain only: a name alone says too little about a stranger.
        let key = NameKey.fold(organization.name)
        let bare = NameKey.bare(key)
        let isNamed = !organization.isGlobal && byName.isWanted(bare)
        guard isNamed || !hits.isEmpty, known[RecordID(organization.id)] == nil else { return }
        var candidate = Candidate(
            id: RecordID(organization.id), name: organization.name, keys: domains, isGlobal: organization.isGlobal,
            fields: organization.fields)
        candidate.saysThe = NameKey.saysThe(key)
        let index = append(candidate)
        for domain in hits { byKey.insert(index, for: domain) }
        if isNamed { byName.insert(index, for: bare) }
    }

    /// Keeps the person if a row may mean them.
    package mutating func insert(_ person: Person) {
        insert(
            Candidate(
                id: RecordID(person.id), name: person.fullName, keys: person.emailAddresses.map { $0.lowercased() }, fields: person.fields))
    }

    /// Whether a row may mean the person.
    package func mayMean(_ person: Person) -> Bool {
        person.emailAddresses.contains { byKey.isWanted($0.lowercased()) } || byName.isWanted(NameKey.bare(kind.nameKey(person.fullName)))
    }

    /// Keeps a record if a row may mean it by its keys or its name.
    package mutating func insert(_ candidate: Candidate) {
        let hits = candidate.keys.filter(byKey.isWanted)
        let key = kind.nameKey(candidate.name)
        let bare = NameKey.bare(key)
        let isNamed = byName.isWanted(bare)
        guard isNamed || !hits.isEmpty, known[candidate.id] == nil else { return }
        var candidate = candidate
        candidate.saysThe = NameKey.saysThe(key)
        let index = append(candidate)
        for hit in hits { byKey.insert(index, for: hit) }
        if isNamed { byName.insert(index, for: bare) }
    }

    /// Keeps a record under an id or a value of a unique field, if a row asks for it.
    package mutating func insert(_ candidate: Candidate, under other: IdentityKey) {
        guard byOther.isWanted(other.text) else { return }
        // An entry is not a record: one record may stand on a list twice.
        let index = candidate.entry == nil ? known[candidate.id] ?? append(candidate) : append(candidate)
        byOther.insert(index, for: other.text)
    }

    /// Whether a record was found for it.
    package func has(_ other: IdentityKey) -> Bool { byOther.hasNumbers(of: other.text) }

    /// The cells of a candidate, where they came later than the rest of it.
    package mutating func setFields(_ fields: [FieldValue], of id: RecordID) {
        guard let index = known[id].map({ Int($0) }) else { return }
        candidates[index].fields = fields
        guard candidates[index].entry != nil else { return }
        // One record may stand on a list twice.
        for other in candidates.indices where candidates[other].id == id { candidates[other].fields = fields }
    }

    /// A record may have this name in another spelling: looking for it was given up.
    /// - Parameter reason: such as `more than 2,000 companies have "Health" in their names`.
    package mutating func addUnfinishedSearch(_ nameKey: String, _ reason: String) { unfinishedSearches[nameKey] = reason }

    /// - Parameter text: a key or a folded name.
    package mutating func addRefusedSearch(_ text: String, _ reason: String) { refusedSearches[text] = reason }

    func refusedSearch(for identity: Identity) -> String? {
        guard !refusedSearches.isEmpty else { return nil }
        return (identity.allUnique + [identity.nameKey].compactMap(\.self)).lazy.compactMap { refusedSearches[$0] }.first
    }

    /// Whether there is such a name that nothing was found for.
    package var hasUnfinishedSearches: Bool { unfinishedSearches.keys.contains { !byName.hasNumbers(of: NameKey.bare($0)) } }

    /// What it has in memory for what is wanted.
    var byteCount: Int { byKey.byteCount + byName.byteCount + byOther.byteCount }

    func unfinishedSearch(for nameKey: String) -> String? { unfinishedSearches[nameKey] }

    func withKey(_ key: String) -> [Candidate] { candidates(byKey, key) }
    /// Those of the name, with or without "the".
    func named(_ key: String) -> [Candidate] { candidates(byName, NameKey.bare(key)) }
    func under(_ other: IdentityKey) -> [Candidate] { candidates(byOther, other.text) }

    private func candidates(_ texts: NumbersByText, _ text: String) -> [Candidate] {
        var found: [Candidate] = []
        texts.forEachNumber(of: text) { found.append(candidates[Int($0)]) }
        return found
    }

    private mutating func append(_ candidate: Candidate) -> Int32 {
        let index = Int32(candidates.count)
        candidates.append(candidate)
        known[candidate.id] = index
        return index
    }
}
