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
    package private(set) var unitOf: [Index]
    package private(set) var namesakes: [Namesakes]
    /// For each unit how many rows it has and which row comes last.
    package private(set) var rowCount: [Int]
    package private(set) var lastRow: [Int]

    /// - Parameter takesFirst: `when-ambiguous: first`. Of several companies it takes the first: of the file by their rows, of
    ///   Affinity by their ids.
    package init(_ table: IdentityTable, matches: [MatchResult], takesFirst: Bool) {
        let identities = table.identities
        var groups = DisjointSets(count: identities.count)
        namesakes = Array(repeating: .none, count: identities.count)
        // Of millions of companies: no second copy of their keys.
        var byKey = NumberTable()
        var byOther: [String: Int] = [:]
        var byRecord: [RecordID: Int] = [:]
        var byName: [RecordID: [Int]] = [:]
        // Only names that a row without a key has are of interest.
        let bareNames = Set(identities.lazy.filter(\.isBare).compactMap(\.nameKey))
        var withSite: [String: [Int]] = [:]
        for (index, identity) in identities.enumerated() {
            guard !identity.isBare else { continue }
            for key in identity.allUnique {
                let hash = key.hashValue
                let first = byKey.number(hash: hash) {
                    identities[Int($0)].unique == key || identities[Int($0)].furtherUnique.contains(key)
                }
                if let first { groups.join(Int(first), index) } else { byKey.insert(Index(index), hash: hash) }
            }
            for other in identity.others { groups.join(index, as: other, in: &byOther) }
            if !bareNames.isEmpty, let name = identity.nameKey, bareNames.contains(name) { withSite[name, default: []].append(index) }
            // A record that has no key and the name of several of the file is not all of them.
            if case .found(let match) = matches[index] {
                if match.by != .name {
                    groups.join(index, as: match.id, in: &byRecord)
                } else {
                    byName[match.id, default: []].append(index)
                }
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
        for (index, identity) in identities.enumerated() where identity.isBare {
            if matches[index].isDecided {
                if case .found(let match) = matches[index] { groups.join(index, as: match.id, in: &byRecord) }
            } else if let name = identity.nameKey, let others = withSite[name] {
                let isOne = takesFirst || Set(others.map { groups.root($0) }).count == 1
                namesakes[index] = isOne ? .one : .several
                if isOne { groups.join(others[0], index) }
            } else if case .found(let match) = matches[index] {
                groups.join(index, as: match.id, in: &byRecord)
            }
        }
        Self.joinNear(identities, matches, takesFirst, &namesakes, &groups)
        if takesFirst { Self.joinTakers(of: matches, namesakes, &groups) }
        unitOf = identities.indices.map { Index(groups.root($0)) }
        rowCount = Array(repeating: 0, count: identities.count)
        lastRow = rowCount
        for (offset, identity) in table.indexOfRow.enumerated() where identity != IdentityTable.none {
            let unit = Int(unitOf[Int(identity)])
            rowCount[unit] += 1
            lastRow[unit] = offset + 1
        }
    }

    private static func joinNear(
        _ identities: [Identity], _ matches: [MatchResult], _ takesFirst: Bool, _ namesakes: inout [Namesakes], _ groups: inout DisjointSets
    ) {
        let bareNames = Set(identities.lazy.compactMap(\.nameKey).filter(NameKey.saysThe).map(NameKey.bare))
        guard !bareNames.isEmpty else { return }
        var byName: [String: [Int]] = [:]
        for (index, identity) in identities.enumerated() {
            guard let name = identity.nameKey.map(NameKey.bare), bareNames.contains(name) else { continue }
            byName[name, default: []].append(index)
        }
        for group in byName.values where Set(group.map { identities[$0].nameKey }).count > 1 {
            for index in group where identities[index].isBare && namesakes[index] != .several {
                if case .found = matches[index] { continue }
                if matches[index].isDecided { continue }
                if takesFirst { groups.join(group[0], index) } else { namesakes[index] = .near }
            }
        }
    }

    /// Units that take the same record are one, though only the order of the ids makes them so.
    private static func joinTakers(of matches: [MatchResult], _ namesakes: [Namesakes], _ groups: inout DisjointSets) {
        var found: [Int: RecordID] = [:]
        var possible: [Int: RecordID] = [:]
        for index in matches.indices where namesakes[index] == .none {
            let root = groups.root(index)
            switch matches[index] {
            case .found(let match): found[root] = min(found[root] ?? match.id, match.id)
            case .ambiguous(let candidates):
                guard let first = candidates.map(\.id).min() else { continue }
                possible[root] = min(possible[root] ?? first, first)
            case .missing, .withoutKey, .new, .leftOut: continue
            }
        }
        var takers: [RecordID: Int] = [:]
        for (root, organization) in possible.merging(found, uniquingKeysWith: { _, found in found }) {
            groups.join(root, as: organization, in: &takers)
        }
    }
}
