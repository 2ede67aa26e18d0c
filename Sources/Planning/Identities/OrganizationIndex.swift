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
    private var byDomain: WantedTexts
    private var byName: WantedTexts
    private var known: Set<OrganizationID> = []

    package init(wantedBy identities: [Identity]) {
        byDomain = WantedTexts(identities.lazy.map(\.domain))
        byName = WantedTexts(identities.lazy.map(\.nameKey))
    }

    /// Keeps the organization if a row may mean it. Seeing one twice (pages shift while others write) does no harm.
    package mutating func insert(_ organization: Organization) {
        let domains = CanonicalDomain.comparable(organization.domains)
        let hits = domains.compactMap { byDomain.place(of: $0) }
        // Affinity's shared directory is asked by domain only: a name alone says too little about a stranger.
        let name = organization.isGlobal ? nil : byName.place(of: NameKey.fold(organization.name))
        guard name != nil || !hits.isEmpty, known.insert(organization.id).inserted else { return }
        let index = Int32(candidates.count)
        candidates.append(
            Candidate(
                id: organization.id, name: organization.name, domains: domains, isGlobal: organization.isGlobal, fields: organization.fields
            ))
        for place in hits { byDomain.insert(index, at: place) }
        if let name { byName.insert(index, at: name) }
    }

    /// The cells of a candidate, where they came later than the rest of it.
    package mutating func setFields(_ fields: [FieldValue], of id: OrganizationID) {
        guard let index = candidates.firstIndex(where: { $0.id == id }) else { return }
        candidates[index].fields = fields
    }

    func withDomain(_ domain: String) -> [Candidate] {
        byDomain.numbers(of: domain).map { candidates[Int($0)] }
    }

    func named(_ key: String) -> [Candidate] {
        byName.numbers(of: key).map { candidates[Int($0)] }
    }
}
