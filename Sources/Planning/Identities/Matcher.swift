package import Affinity
package import PipelineSpec
import Text

/// What was found in the account for one identity.
package enum MatchResult: Sendable, Hashable {
    /// Elsewhere in memory: most rows of a large import are in no account, and each of these values is as large as the largest.
    indirect case found(Match)
    /// - Parameter unfinishedSearch: why it may be there all the same, under the same name in another spelling.
    case missing(nearby: String?, unfinishedSearch: String? = nil)
    /// Two or more could be it, and none of the keys decides.
    case ambiguous([Match])
    /// The row has nothing that the pipeline's keys could be compared with.
    case withoutKey
    /// Affinity refuses to be asked for it, in these words: nobody knows whether it is there.
    case unasked(String)
    /// A person said that it is none of those there were.
    case new
    /// A person said that such rows are left out.
    case leftOut
}

package struct Match: Sendable, Hashable {
    package var id: RecordID
    package var name: String
    package var by: CreateRecords.Key
    package var evidence: String?
    /// From Affinity's shared directory: its name can't be changed.
    package var isGlobal = false
    /// The entry that the row names.
    package var entry: ListEntryID?
    /// The names differ in "the" alone.
    package var isNear = false
    /// A person decided it, in the ledger.
    package var isDecided = false
    /// The id that the row or the ledger names, of a record that was merged into this one.
    package var mergedFrom: RecordID?

    package init(
        id: RecordID, name: String, by: CreateRecords.Key, evidence: String? = nil, isGlobal: Bool = false, entry: ListEntryID? = nil
    ) {
        self.id = id
        self.name = name
        self.by = by
        self.evidence = evidence
        self.isGlobal = isGlobal
        self.entry = entry
    }
}

/// Decides which record an identity means: the keys are tried in order, and the first that finds exactly one decides.
package struct Matcher: Sendable {
    private let keys: [CreateRecords.Key]
    private let index: RecordIndex

    package init(keys: [CreateRecords.Key], index: RecordIndex) {
        self.keys = keys
        self.index = index
    }

    package func match(_ identity: Identity) -> MatchResult {
        var ambiguous: [Match] = []
        let named = keys.contains(.name) ? identity.nameKey.map { index.named($0) } ?? [] : []
        // One name and two different sites are two companies, until a person says otherwise.
        let nearby = named.filter { Self.hasOtherKey($0, than: identity.unique) }
        var hasKey = false
        for key in keys {
            guard let found = candidates(for: identity, by: key, named) else { continue }
            hasKey = true
            if let only = RecordIndex.Candidate.theOne(of: found) {
                // What only one record has leaves no doubt that other names could raise; a look-up by domain does not see them either.
                var match = Self.match(only, by: key, evidence: key == .name ? describe(nearby) : nil)
                if key == .id { match.mergedFrom = Self.mergedID(identity, found: only) }
                return .found(match)
            }
            if ambiguous.isEmpty {
                ambiguous = RecordIndex.Candidate.preferred(found).sorted { $0.id < $1.id }.map {
                    Self.match($0, by: key, evidence: nil)
                }
            }
        }
        if ambiguous.isEmpty, keys.contains(.name) { ambiguous = near(named, identity) }
        if !ambiguous.isEmpty { return .ambiguous(ambiguous) }
        guard hasKey else { return .withoutKey }
        if let reason = index.refusedSearch(for: identity) { return .unasked(reason) }
        let unfinishedSearch = keys.contains(.name) && named.isEmpty ? identity.nameKey.flatMap { index.unfinishedSearch(for: $0) } : nil
        return .missing(nearby: describe(nearby), unfinishedSearch: unfinishedSearch)
    }

    /// "The Sandbox" where the row says "Sandbox": perhaps one company, perhaps two.
    private func near(_ named: [RecordIndex.Candidate], _ identity: Identity) -> [Match] {
        let near = named.filter { $0.saysThe != Self.saysThe(identity) && !Self.hasOtherKey($0, than: identity.unique) }
        return RecordIndex.Candidate.preferred(near).sorted { $0.id < $1.id }.map {
            var match = Self.match($0, by: .name, evidence: nil)
            match.isNear = true
            return match
        }
    }

    private static func saysThe(_ identity: Identity) -> Bool { identity.nameKey.map(NameKey.saysThe) ?? false }

    /// Whether the row's domain is asked for before another key decides, and nothing that was found has it: then Affinity's shared
    /// directory may, which no reading of the account's own shows.
    package func isDomainMissing(_ identity: Identity) -> Bool {
        guard let domain = identity.unique else { return false }
        let named = identity.nameKey.map { index.named($0) } ?? []
        for key in keys {
            if key == .domain { return index.withKey(domain).isEmpty }
            if let found = candidates(for: identity, by: key, named), RecordIndex.Candidate.theOne(of: found) != nil { return false }
        }
        return false
    }

    /// Nil when the row says nothing for the key.
    private func candidates(
        for identity: Identity, by key: CreateRecords.Key, _ named: [RecordIndex.Candidate]
    ) -> [RecordIndex.Candidate]? {
        switch key {
        case .domain: return identity.unique.map { index.withKey($0) }
        case .email:
            // The first address that anybody has decides.
            guard identity.unique != nil else { return nil }
            return identity.allUnique.lazy.map { index.withKey($0) }.first { !$0.isEmpty } ?? []
        case .name:
            guard identity.nameKey != nil else { return nil }
            let saysThe = Self.saysThe(identity)
            return named.filter { $0.saysThe == saysThe && !Self.hasOtherKey($0, than: identity.unique) }
        case .id, .field:
            return identity.others.first { $0.isOf(key) }.map { index.under($0) }
        }
    }

    private static func match(_ candidate: RecordIndex.Candidate, by key: CreateRecords.Key, evidence: String?) -> Match {
        Match(
            id: candidate.id, name: candidate.name, by: key, evidence: evidence, isGlobal: candidate.isGlobal, entry: candidate.entry)
    }

    /// The id that the row names, where it is not the record's own: it was merged.
    private static func mergedID(_ identity: Identity, found: RecordIndex.Candidate) -> RecordID? {
        guard found.entry == nil else { return nil }
        let id = identity.others.first { $0.isOf(.id) }.flatMap { Int64($0.value) }
        return id.flatMap { $0 == found.id.rawValue ? nil : RecordID($0) }
    }

    private static func hasOtherKey(_ candidate: RecordIndex.Candidate, than key: String?) -> Bool {
        guard let key, !candidate.keys.contains(key) else { return false }
        return candidate.keys.contains {
            !SharedHosts.contains($0, hasPath: false) || SiteOwner.runs($0, NameKey.fold(candidate.name))
        }
    }

    private func describe(_ nearby: [RecordIndex.Candidate]) -> String? {
        guard !nearby.isEmpty else { return nil }
        let (none, other) = keys.contains(.email) ? ("no e-mail address", "other e-mail address") : ("no domain", "other domain")
        // In an order that does not hang on how they were read.
        let names = nearby.sorted { $0.id < $1.id }.prefix(3).map { "\($0.name) (\($0.keys.first ?? none))" }
        return "also near: \(names.joined(separator: ", ")), not taken: \(other)"
    }
}

extension RecordIndex.Candidate {
    /// The only one; or the account's own, beside its twin in Affinity's shared directory.
    package static func theOne(of found: [Self]) -> Self? {
        let found = preferred(found)
        return found.count == 1 ? found[0] : nil
    }

    /// The account's own where there are some: of their twins in Affinity's shared directory only a search tells.
    static func preferred(_ found: [Self]) -> [Self] {
        let own = found.filter { !$0.isGlobal }
        return own.isEmpty ? found : own
    }
}
