import Affinity
import PipelineSpec
import Text

/// Puts the identities that mean one record together. A unit's number is the index of one of its identities.
///
/// | two rows | are one record when |
/// | --- | --- |
/// | both with a key of their own (a site, an address, an id) | a key is equal, or Affinity has both on one record |
/// | one without | it has the name of the other, and the file has no second record of that name |
/// | both without | the names are equal, or Affinity has both as one record |
/// | one that a person has decided about | the decision says so |
///
/// What the file says about a name goes before what Affinity has under it. Otherwise the companies that a first import
/// makes would change what the rows of the file mean to the second.
package struct Units: Sendable {
    package typealias Index = IdentityTable.Index

    /// How an identity without a site stands to the records of the file that have its name and a key.
    package enum Namesakes: Sendable, Hashable {
        /// There are none, or it has a key itself: Affinity decides.
        case none
        /// It is one of theirs, whatever Affinity has under the name.
        case one
        /// Nothing tells which of several it is.
        case several
        /// The file has the name with "the" and without: perhaps one record, perhaps two.
        case near
    }

    /// For each identity its unit.
    package let unitOf: [Index]
    package let namesakes: [Namesakes]

    /// - Parameter takesFirst: `when-ambiguous: first`. Of several companies it takes the first: of the file by their rows, of
    ///   Affinity by their ids.
    package init(_ table: IdentityTable, matches: MatchTable, takesFirst: Bool) throws {
        var groups = DisjointSets(count: table.count)
        var namesakes = Array(repeating: Namesakes.none, count: table.count)
        var byRecord: [RecordID: Int] = [:]
        try Self.joinKeys(of: table, &groups)
        Self.joinMatches(of: table, matches, takesFirst, &namesakes, &groups, &byRecord)
        let sited = try SitedNames(table, &groups)
        for index in table.indices where table.traits(at: index).isBare {
            if matches[index].isDecided {
                if case .found(let match) = matches[index] { groups.join(index, as: match.id, in: &byRecord) }
            } else if let others = try sited.others(of: index) {
                let isOne = takesFirst || others.areOne
                namesakes[index] = isOne ? .one : .several
                if isOne { groups.join(others.first, index) }
            } else if case .found(let match) = matches[index] {
                groups.join(index, as: match.id, in: &byRecord)
            }
        }
        try Self.joinNear(table, matches, takesFirst, &namesakes, &groups)
        if takesFirst { Self.joinTakers(of: matches, namesakes, &groups) }
        self.namesakes = namesakes
        unitOf = groups.roots()
    }

    /// By what only one record has.
    private static func joinKeys(of table: IdentityTable, _ groups: inout DisjointSets) throws {
        // Of millions of companies: no second copy of their keys.
        var byKey = NumberTable()
        var byOther = NumberTable()
        try table.forEachIdentity(where: { !$0.isBare }) { index, identity in
            for key in identity.allUnique {
                try groups.join(index, hash: key.hashValue, in: &byKey) { try table.identity(at: $0).allUnique.contains(key) }
            }
            for other in identity.others {
                try groups.join(index, hash: other.hashValue, in: &byOther) { try table.identity(at: $0).others.contains(other) }
            }
        }
    }

    /// By what Affinity has on one record.
    private static func joinMatches(
        of table: IdentityTable, _ matches: MatchTable, _ takesFirst: Bool, _ namesakes: inout [Namesakes], _ groups: inout DisjointSets,
        _ byRecord: inout [RecordID: Int]
    ) {
        var byName: [RecordID: [Int]] = [:]
        for index in table.indices where !table.traits(at: index).isBare {
            // A record that has no key and the name of several of the file is not all of them.
            guard case .found(let match) = matches[index] else { continue }
            if match.by != .name {
                groups.join(index, as: match.id, in: &byRecord)
            } else {
                byName[match.id, default: []].append(index)
            }
        }
        for (id, takers) in byName {
            let isOne = Set(takers.map { groups.root($0) }).count == 1 && byRecord[id] == nil
            if !isOne, !takesFirst {
                for index in takers where namesakes[index] == .none { namesakes[index] = .several }
            } else {
                for index in takers { groups.join(index, as: id, in: &byRecord) }
            }
        }
    }

    private static func joinNear(
        _ table: IdentityTable, _ matches: MatchTable, _ takesFirst: Bool, _ namesakes: inout [Namesakes], _ groups: inout DisjointSets
    ) throws {
        // The first with each name that another writes with "the", and whether the names with and without are both there.
        var firsts: [Int32] = []
        var areSeveral: [Bool] = []
        var known = NumberTable()
        func place(_ bare: String) throws -> Int32? {
            try known.number(hash: bare.hashValue) {
                try table.identity(at: Int(firsts[Int($0)])).nameKey.map(NameKey.bare) == bare
            }
        }
        try table.forEachIdentity(where: { $0.contains(.saysThe) }) { index, identity in
            guard let bare = identity.nameKey.map(NameKey.bare), try place(bare) == nil else { return }
            known.insert(Int32(firsts.count), hash: bare.hashValue)
            firsts.append(Int32(index))
            areSeveral.append(false)
        }
        guard !firsts.isEmpty else { return }
        // From here on the first of all.
        try table.forEachIdentity(where: { $0.contains(.nameKey) }) { index, identity in
            guard let name = identity.nameKey, let place = try place(NameKey.bare(name)).map({ Int($0) }) else { return }
            if try table.identity(at: Int(firsts[place])).nameKey != name { areSeveral[place] = true }
            firsts[place] = min(firsts[place], Int32(index))
        }
        try table.forEachIdentity(where: { $0.isBare && $0.contains(.nameKey) }) { index, identity in
            guard namesakes[index] != .several, let name = identity.nameKey, let place = try place(NameKey.bare(name)).map({ Int($0) }),
                areSeveral[place]
            else { return }
            if case .found = matches[index] { return }
            if matches[index].isDecided { return }
            if takesFirst { groups.join(Int(firsts[place]), index) } else { namesakes[index] = .near }
        }
    }

    /// Units that take the same record are one, though only the order of the ids makes them so.
    private static func joinTakers(of matches: MatchTable, _ namesakes: [Namesakes], _ groups: inout DisjointSets) {
        var found: [Int: RecordID] = [:]
        var possible: [Int: RecordID] = [:]
        for index in matches.indices where namesakes[index] == .none {
            let root = groups.root(index)
            switch matches[index] {
            case .found(let match): found[root] = min(found[root] ?? match.id, match.id)
            case .ambiguous(let candidates):
                guard let first = candidates.map(\.id).min() else { continue }
                possible[root] = min(possible[root] ?? first, first)
            case .missing, .withoutKey, .unasked, .new, .leftOut: continue
            }
        }
        var takers: [RecordID: Int] = [:]
        for (root, organization) in possible.merging(found, uniquingKeysWith: { _, found in found }) {
            groups.join(root, as: organization, in: &takers)
        }
    }
}

/// The records of a file that have a key and the name of a row without one.
private struct SitedNames {
    private let table: IdentityTable
    /// The first of each name.
    private var firsts: [Int32] = []
    /// Whether they are in more than one unit.
    private var areSeveral: [Bool] = []
    private var known = NumberTable()

    init(_ table: IdentityTable, _ groups: inout DisjointSets) throws {
        self.table = table
        // Only names that a row without a key has are of interest.
        var bare = 0
        for index in table.indices where table.traits(at: index).isBare { bare += 1 }
        guard bare > 0, bare < table.count else { return }
        var names = NumbersByText(count: bare)
        try table.forEachIdentity(where: { $0.isBare }) { _, identity in
            if let name = identity.nameKey { names.want(name) }
        }
        try table.forEachIdentity(where: { !$0.isBare && $0.contains(.nameKey) }) { index, identity in
            guard let name = identity.nameKey, names.isWanted(name) else { return }
            guard let place = try place(of: name) else {
                known.insert(Int32(firsts.count), hash: name.hashValue)
                firsts.append(Int32(index))
                areSeveral.append(false)
                return
            }
            if groups.root(Int(firsts[place])) != groups.root(index) { areSeveral[place] = true }
        }
    }

    /// Those with the name of an identity without a key; nil where there are none.
    func others(of index: Int) throws -> (first: Int, areOne: Bool)? {
        guard !firsts.isEmpty, let name = try table.identity(at: index).nameKey, let place = try place(of: name) else { return nil }
        return (Int(firsts[place]), !areSeveral[place])
    }

    private func place(of name: String) throws -> Int? {
        try known.number(hash: name.hashValue) { try table.identity(at: Int(firsts[Int($0)])).nameKey == name }.map { Int($0) }
    }
}

extension DisjointSets {
    /// Joins the member with the one that had the key before.
    /// - Parameter has: whether a member has the key.
    fileprivate mutating func join(_ member: Int, hash: Int, in known: inout NumberTable, where has: (Int) throws -> Bool) throws {
        if let first = try known.number(hash: hash, where: { try has(Int($0)) }) {
            join(Int(first), member)
        } else {
            known.insert(Int32(member), hash: hash)
        }
    }
}
