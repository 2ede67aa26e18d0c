import PipelineSpec
import Text

/// Every identity of the spreadsheet once, and which one each row has.
///
/// A spreadsheet may have as many companies as rows, so that their texts lie in a `RecordStore`. In memory stay one and a half bytes for each
/// company, four for each row, and until the last row 13 to 27 more for each company, to tell those that are there already.
package struct IdentityTable: Sendable {
    package typealias Index = Int32
    /// The row has no identity: it is skipped, or broken.
    package static let none: Index = -1

    /// What can be said of an identity without its texts.
    package struct Traits: OptionSet, Sendable {
        package let rawValue: UInt8
        package init(rawValue: UInt8) { self.rawValue = rawValue }

        package static let unique = Traits(rawValue: 1)
        package static let nameKey = Traits(rawValue: 2)
        package static let others = Traits(rawValue: 4)
        package static let needsName = Traits(rawValue: 8)
        /// Its name begins with "the".
        static let saysThe = Traits(rawValue: 16)

        init(_ identity: Identity) {
            self = []
            if identity.unique != nil { insert(.unique) }
            if identity.nameKey != nil { insert(.nameKey) }
            if !identity.others.isEmpty { insert(.others) }
            if identity.needsName { insert(.needsName) }
            if let name = identity.nameKey, NameKey.saysThe(name) { insert(.saysThe) }
        }

        /// Whether it is known by nothing but its name.
        var isBare: Bool { isDisjoint(with: [.unique, .others]) }
    }

    /// By row number less one.
    package private(set) var indexOfRow: [Index] = []
    /// Each identity, and the name as its first row writes it.
    private let store: RecordStore
    private var traits: [Traits] = []
    private var known = NumberTable()
    private var pages: HostPages
    /// How many keys, names and others there are, for tables of them.
    private(set) var uniqueCount = 0
    private(set) var nameCount = 0
    private(set) var otherCount = 0
    /// Hosts that are not a key for the rows which have a page there, and why, as the end of a sentence.
    package private(set) var foreignHosts: [String: String] = [:]

    /// - Parameter store: an empty one, for the identities.
    package init(_ store: RecordStore = RecordStore()) {
        self.store = store
        pages = HostPages(store.another())
    }

    package var count: Int { traits.count }
    package var isEmpty: Bool { traits.isEmpty }
    package var indices: Range<Int> { traits.indices }

    package func traits(at index: Int) -> Traits { traits[index] }

    package func identity(at index: Int) throws -> Identity { try store.withRecord(index) { Identity(packed: $0) } }

    /// The name as the identity's first row writes it, to search by.
    package func name(at index: Int) throws -> String? { try store.withRecord(index) { Identity.name(packed: $0) } }

    package func index(ofRow row: Int) -> Index {
        indexOfRow.indices.contains(row - 1) ? indexOfRow[row - 1] : Self.none
    }

    /// Calls the body for each identity in the order of the file.
    /// - Parameter isWanted: by its traits alone; the texts of the others are not read.
    package func forEachIdentity(where isWanted: (Traits) -> Bool = { _ in true }, _ body: (Int, Identity) throws -> Void) throws {
        for index in traits.indices where isWanted(traits[index]) { try body(index, identity(at: index)) }
    }

    /// Of the identities that are chosen the first with each key.
    package func firstsOfEachUnique(where isChosen: (Identity) -> Bool) throws -> [Index] {
        var firsts: [Index] = []
        var known = NumberTable()
        try forEachIdentity(where: { $0.contains(.unique) }) { index, identity in
            guard isChosen(identity), let unique = identity.unique else { return }
            let hash = unique.hashValue
            guard try known.number(hash: hash, where: { try self.identity(at: Int($0)).unique == unique }) == nil else { return }
            known.insert(Index(index), hash: hash)
            firsts.append(Index(index))
        }
        return firsts
    }

    /// Rows must come in order, each once.
    ///
    /// - Parameter page: of the website, where it has one.
    package mutating func append(_ identity: Identity?, name: String? = nil, page: String = "") throws {
        if let identity, identity.needsName, !page.isEmpty { try pages.add(identity, name: name, page: page) }
        guard let identity else {
            indexOfRow.append(Self.none)
            return
        }
        indexOfRow.append(try number(of: identity, name: name))
    }

    /// The identity's number, which it gets now if it is new.
    private mutating func number(of identity: Identity, name: String?) throws -> Index {
        let hash = identity.hashValue
        let packed = identity.packed
        let found = try known.number(hash: hash) { number in
            try store.withRecord(Int(number)) { bytes in
                // Texts may be equal in other bytes.
                bytes.starts(with: packed) || Identity(packed: bytes) == identity
            }
        }
        if let found { return found }
        let index = try store.append(Identity.packed(packed, name: name))
        precondition(index == traits.count, "two tables append to one store")
        known.insert(Index(index), hash: hash)
        traits.append(Traits(identity))
        uniqueCount += identity.allUnique.count
        if identity.nameKey != nil { nameCount += 1 }
        otherCount += identity.others.count
        return Index(index)
    }

    /// After the last row: where several companies have pages of their own on one host, it is the site of none of them.
    package mutating func decideHosts() throws {
        known = NumberTable()
        guard !pages.isEmpty else { return }
        for index in traits.indices where traits[index].isSuperset(of: [.unique, .nameKey]) && !traits[index].contains(.needsName) {
            let (identity, name) = try store.withRecord(index) { (Identity(packed: $0), Identity.name(packed: $0)) }
            try pages.add(owner: identity, name: name)
        }
        let contested = pages.contested
        pages = HostPages(store.another())
        for (host, names) in contested {
            foreignHosts[host] = "several companies have it (\(names.joined(separator: ", ")))"
        }
        if !contested.isEmpty { try dropKeys { contested[$0.unique ?? ""] != nil } }
    }

    /// Where Affinity has the host at a company of another name, the page is not that company's.
    package mutating func decideHosts(with index: RecordIndex) throws {
        var foreign: Set<Identity> = []
        try forEachIdentity(where: { $0.isSuperset(of: [.needsName, .unique, .nameKey]) }) { _, identity in
            guard let host = identity.unique, let name = identity.nameKey else { return }
            let holders = index.withKey(host)
            guard let holder = holders.first, !holders.contains(where: { NameKey.bare(NameKey.fold($0.name)) == NameKey.bare(name) }) else {
                return
            }
            foreign.insert(identity)
            foreignHosts[host] = "in Affinity it is that of \(holder.name)"
        }
        if !foreign.isEmpty { try dropKeys(where: foreign.contains) }
    }

    /// The identities concerned are known by their names from now on, and are one with others of the name.
    /// - Parameter isDropped: asked of those that need a name.
    private mutating func dropKeys(where isDropped: (Identity) -> Bool) throws {
        var table = IdentityTable(store.another())
        table.foreignHosts = foreignHosts
        var moved: [Index] = []
        moved.reserveCapacity(count)
        // In their order, so that each new one gets its number and its name from the first row that has it.
        for index in traits.indices {
            var (identity, name) = try store.withRecord(index) { (Identity(packed: $0), Identity.name(packed: $0)) }
            if identity.needsName, isDropped(identity) {
                identity.unique = nil
                identity.needsName = false
            }
            moved.append(try table.number(of: identity, name: name))
        }
        table.known = NumberTable()
        table.indexOfRow = indexOfRow
        for row in table.indexOfRow.indices where table.indexOfRow[row] != Self.none {
            table.indexOfRow[row] = moved[Int(table.indexOfRow[row])]
        }
        self = table
    }
}

extension IdentityTable {
    /// What it has in memory for its identities and rows, without what its store keeps.
    var byteCount: Int {
        known.byteCount + traits.count * MemoryLayout<Traits>.stride + indexOfRow.count * MemoryLayout<Index>.stride
    }
}

/// The bytes of an identity in its store.
extension Identity {
    private static let hasUnique = 1
    private static let hasName = 2
    private static let needsNameBit = 4
    private static let isFirstBit = 8

    /// What it is; two with the same bytes are equal.
    fileprivate var packed: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(96)
        bytes.append(
            UInt8(
                (unique == nil ? 0 : Self.hasUnique) | (nameKey == nil ? 0 : Self.hasName) | (needsName ? Self.needsNameBit : 0)
                    | (isFirstOfSeveral ? Self.isFirstBit : 0)))
        if let unique { PackedText.append(unique, to: &bytes) }
        if let nameKey { PackedText.append(nameKey, to: &bytes) }
        PackedText.append(furtherUnique.count, to: &bytes)
        for text in furtherUnique { PackedText.append(text, to: &bytes) }
        PackedText.append(others.count, to: &bytes)
        for other in others {
            // An id has no field's name.
            if case .field(let field, _) = other { PackedText.append(field, to: &bytes) } else { PackedText.append("", to: &bytes) }
            PackedText.append(other.value, to: &bytes)
        }
        return bytes
    }

    /// - Parameter name: as its first row writes it.
    fileprivate static func packed(_ packed: [UInt8], name: String?) -> [UInt8] {
        var bytes = packed
        bytes.append(name == nil ? 0 : 1)
        if let name { PackedText.append(name, to: &bytes) }
        return bytes
    }

    fileprivate init(packed: UnsafeRawBufferPointer) {
        var reader = PackedText(packed)
        let flags = Int(reader.nextByte())
        let unique = flags & Self.hasUnique == 0 ? nil : reader.next()
        let nameKey = flags & Self.hasName == 0 ? nil : reader.next()
        let further = (0..<reader.nextNumber()).map { _ in reader.next() }
        let others = (0..<reader.nextNumber()).map { _ in
            let field = reader.next()
            return field.isEmpty ? IdentityKey.id(reader.next()) : .field(field, reader.next())
        }
        self.init(unique: unique, nameKey: nameKey, furtherUnique: further, others: others)
        needsName = flags & Self.needsNameBit != 0
        isFirstOfSeveral = flags & Self.isFirstBit != 0
    }

    fileprivate static func name(packed: UnsafeRawBufferPointer) -> String? {
        var reader = PackedText(packed)
        let flags = Int(reader.nextByte())
        for bit in [hasUnique, hasName] where flags & bit != 0 { reader.skip() }
        for textsOfEach in [1, 2] {
            for _ in 0..<reader.nextNumber() * textsOfEach { reader.skip() }
        }
        return reader.nextByte() == 0 ? nil : reader.next()
    }
}
