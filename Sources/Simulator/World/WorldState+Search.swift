extension WorldState {
    /// Organizations whose name or one of whose domains contains the term, the shared directory included; without a term only those of
    /// the account (v1 sheet §10.2).
    /// - Parameter visibleBefore: records made later are not found yet; `nil` when search does not lag.
    func searchOrganizations(term: String?, visibleBefore: Double?) -> [Int] {
        let ids = term.flatMap { $0.isEmpty ? nil : organizationIndex.ids(containing: $0) } ?? workspaceOrganizationIDs
        guard let visibleBefore else { return ids }
        return ids.filter { id in organizations[id].map { $0.createdAt <= visibleBefore } ?? false }
    }

    /// Persons a part of whose name or of one of whose addresses is the term (v1 sheet §11.3).
    func searchPersons(term: String?, visibleBefore: Double?) -> [Int] {
        let ids = term.flatMap { $0.isEmpty ? nil : personIndex.ids(containing: $0) } ?? persons.ids
        guard let visibleBefore else { return ids }
        return ids.filter { id in persons[id].map { $0.createdAt <= visibleBefore } ?? false }
    }

    /// Opportunities a part of whose name is the term (v1 sheet §12). What the key may not see is found without a term only.
    func searchOpportunities(term: String?, visibleBefore: Double?) -> [Int] {
        let term = (term ?? "").lowercased()
        return opportunities.ids.filter { id in
            guard let opportunity = opportunities[id] else { return false }
            if let visibleBefore, (entries[opportunity.entryID]?.createdAt ?? 0) > visibleBefore { return false }
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
