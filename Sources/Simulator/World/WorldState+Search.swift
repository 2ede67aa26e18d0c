extension WorldState {
    /// Organizations whose name or one of whose domains contains the term, the shared directory included; without a term only those of
    /// the account (AffinityAPI.md#searching-organizations).
    func searchOrganizations(term: String?) -> [Int] {
        term.flatMap { $0.isEmpty ? nil : organizationIndex.ids(containing: $0) } ?? workspaceOrganizationIDs
    }

    /// Persons a part of whose name or of one of whose addresses is the term (AffinityAPI.md#searching-persons).
    func searchPersons(term: String?) -> [Int] {
        term.flatMap { $0.isEmpty ? nil : personIndex.ids(containing: $0) } ?? persons.ids
    }

    /// Opportunities a part of whose name is the term (AffinityAPI.md#opportunities). What the key may not see is found without a term
    /// only.
    func searchOpportunities(term: String?) -> [Int] {
        let term = (term ?? "").lowercased()
        return opportunities.ids.filter { id in
            guard let opportunity = opportunities[id] else { return false }
            return term.isEmpty || (!opportunity.isRedacted && opportunity.name.lowercased().contains(term))
        }
    }

    /// Makes search know an organization as it is now.
    mutating func index(organization id: Int) {
        guard let organization = organizations[id] else {
            organizationIndex.remove(id)
            return
        }
        organizationIndex.set(([organization.name] + organization.domains).joined(separator: "\n").lowercased().utf8, of: id)
    }

    /// Makes search know a person as it is now.
    mutating func index(person id: Int) {
        guard let person = persons[id] else {
            personIndex.remove(id)
            return
        }
        let name = [person.firstName, person.lastName].compactMap { $0 }.joined(separator: " ")
        personIndex.set(([name] + person.emails).joined(separator: "\n").lowercased().utf8, of: id)
    }
}
