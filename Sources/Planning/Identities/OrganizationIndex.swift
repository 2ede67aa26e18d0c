package import Affinity

/// The organizations of the account that a spreadsheet may mean, by domain and by folded name. What no row asks for is
/// not kept, so memory follows the spreadsheet and not the account.
package struct OrganizationIndex: Sendable {
    package struct Candidate: Sendable, Hashable {
        package var id: OrganizationID
        package var name: String
        package var domains: [String]
        package var isGlobal: Bool
        package var fields: [FieldValue]
    }

    package private(set) var candidates: [Candidate] = []
    private var wantedDomains: Set<String>
    private var wantedNames: Set<String>
    private var byDomain: [String: [Int32]] = [:]
    private var byName: [String: [Int32]] = [:]
    private var known: Set<OrganizationID> = []

    package init(wantedBy identities: [Identity]) {
        wantedDomains = Set(identities.compactMap(\.domain))
        wantedNames = Set(identities.compactMap(\.nameKey))
    }

    /// Keeps the organization if a row may mean it. Seeing one twice (pages shift while others write) does no harm.
    package mutating func insert(_ organization: Organization) {
        let domains = organization.domains.map { CanonicalDomain.comparable($0) }
        let hits = domains.filter(wantedDomains.contains)
        let name = NameKey.fold(organization.name)
        // Affinity's shared directory is asked by domain only: a name alone says too little about a stranger.
        let nameCounts = !organization.isGlobal && wantedNames.contains(name)
        guard nameCounts || !hits.isEmpty, known.insert(organization.id).inserted else { return }
        let index = Int32(candidates.count)
        candidates.append(
            Candidate(
                id: organization.id, name: organization.name, domains: domains, isGlobal: organization.isGlobal, fields: organization.fields
            ))
        for domain in Set(hits) { byDomain[domain, default: []].append(index) }
        if nameCounts { byName[name, default: []].append(index) }
    }

    /// The cells of a candidate, where they came later than the rest of it.
    package mutating func setFields(_ fields: [FieldValue], of id: OrganizationID) {
        guard let index = candidates.firstIndex(where: { $0.id == id }) else { return }
        candidates[index].fields = fields
    }

    func withDomain(_ domain: String) -> [Candidate] {
        (byDomain[domain] ?? []).map { candidates[Int($0)] }
    }

    func named(_ key: String) -> [Candidate] {
        (byName[key] ?? []).map { candidates[Int($0)] }
    }
}
