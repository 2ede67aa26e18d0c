package import Affinity
package import PipelineSpec

/// What was found in the account for one identity.
package enum MatchResult: Sendable, Hashable {
    case found(Match)
    case missing(nearby: String?)
    /// Two or more could be it, and none of the keys decides.
    case ambiguous([Match])
    /// The row has nothing that the pipeline's keys could be compared with.
    case withoutKey
}

package struct Match: Sendable, Hashable {
    package var id: OrganizationID
    package var name: String
    package var by: CreateOrganizations.Key
    package var evidence: String?
    /// From Affinity's shared directory: its name can't be changed.
    package var isGlobal = false

    package init(
        id: OrganizationID, name: String, by: CreateOrganizations.Key, evidence: String? = nil, isGlobal: Bool = false
    ) {
        self.id = id
        self.name = name
        self.by = by
        self.evidence = evidence
        self.isGlobal = isGlobal
    }
}

/// Decides which organization an identity means: the keys are tried in order, and the first that finds exactly one decides.
package struct Matcher: Sendable {
    private let keys: [CreateOrganizations.Key]
    private let index: OrganizationIndex

    package init(keys: [CreateOrganizations.Key], index: OrganizationIndex) {
        self.keys = keys
        self.index = index
    }

    package func match(_ identity: Identity) -> MatchResult {
        var ambiguous: [Match] = []
        let named = keys.contains(.name) ? identity.nameKey.map { index.named($0) } ?? [] : []
        // One name and two different sites are two companies, until a person says otherwise.
        let nearby = named.filter { Self.hasOtherDomain($0, than: identity.domain) }
        var hasKey = false
        for key in keys {
            let found: [OrganizationIndex.Candidate]
            switch key {
            case .domain:
                guard let domain = identity.domain else { continue }
                found = index.withDomain(domain)
            case .name:
                guard identity.nameKey != nil else { continue }
                found = named.filter { !Self.hasOtherDomain($0, than: identity.domain) }
            }
            hasKey = true
            if let only = Self.theOne(of: found) {
                return .found(Self.match(only, by: key, evidence: Self.describe(nearby)))
            }
            if ambiguous.isEmpty {
                ambiguous = found.sorted { $0.id < $1.id }.map { Self.match($0, by: key, evidence: nil) }
            }
        }
        if !ambiguous.isEmpty { return .ambiguous(ambiguous) }
        return hasKey ? .missing(nearby: Self.describe(nearby)) : .withoutKey
    }

    private static func match(
        _ candidate: OrganizationIndex.Candidate, by key: CreateOrganizations.Key, evidence: String?
    ) -> Match {
        Match(id: candidate.id, name: candidate.name, by: key, evidence: evidence, isGlobal: candidate.isGlobal)
    }

    /// The only one; or the account's own, beside its twin in Affinity's shared directory.
    private static func theOne(of found: [OrganizationIndex.Candidate]) -> OrganizationIndex.Candidate? {
        if found.count < 2 { return found.first }
        let own = found.filter { !$0.isGlobal }
        return own.count == 1 ? own[0] : nil
    }

    private static func hasOtherDomain(_ candidate: OrganizationIndex.Candidate, than domain: String?) -> Bool {
        guard let domain, !candidate.domains.contains(domain) else { return false }
        let own = candidate.domains.filter { !SharedHosts.contains($0, hasPath: false) }
        return !own.isEmpty
    }

    private static func describe(_ nearby: [OrganizationIndex.Candidate]) -> String? {
        guard !nearby.isEmpty else { return nil }
        let names = nearby.prefix(3).map { "\($0.name) (\($0.domains.first ?? "no domain"))" }
        return "also near: \(names.joined(separator: ", ")), not taken: other domain"
    }
}
