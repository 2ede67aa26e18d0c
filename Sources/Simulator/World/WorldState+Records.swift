extension WorldState {
    /// Makes an own organization, never looking for one that exists: v1 does not deduplicate (AffinityAPI.md#creating-organizations).
    @discardableResult
    mutating func createOrganization(
        name: String, domains: [String], personIDs: [Int] = [], isGlobal: Bool = false, at now: Double
    ) -> Organization {
        let id = Self.take(&nextIDs.organization)
        let organization = Organization(
            id: id, name: name, domains: domains, isGlobal: isGlobal, isInWorkspace: !isGlobal,
            personIDs: linkLag > 0 ? [] : personIDs, createdAt: now)
        organizations.append(organization, id: id)
        index(organization: id)
        if organization.isInWorkspace { workspaceOrganizationIDs.append(id) }
        for personID in personIDs {
            link(person: personID, toOrganization: id, madeAt: now) { $0.persons[personID]?.organizationIDs.append(id) }
        }
        announce(.organizationCreated, organization: id)
        return organization
    }

    /// A link given when a record is made shows at once, or later (AffinityAPI.md#consistency).
    mutating func link(person: Int, toOrganization organization: Int, madeAt now: Double, _ atOnce: (inout WorldState) -> Void) {
        if linkLag > 0 { pendingLinks.append((person, organization, now + linkLag)) } else { atOnce(&self) }
    }

    /// A directory company becomes part of the account's own directory once something here uses it.
    mutating func adopt(organization id: Int) {
        guard organizations[id]?.isInWorkspace == false else { return }
        organizations[id]?.isInWorkspace = true
        workspaceOrganizationIDs.insertSorted(id)
    }

    mutating func setPersons(_ personIDs: [Int], ofOrganization id: Int) {
        for old in organizations[id]?.personIDs ?? [] { persons[old]?.organizationIDs.removeAll { $0 == id } }
        organizations[id]?.personIDs = personIDs
        for personID in personIDs where persons[personID]?.organizationIDs.contains(id) == false {
            persons[personID]?.organizationIDs.append(id)
        }
    }

    /// Removes an organization with its rows, its values and what pointed at it (AffinityAPI.md#deleting-organizations).
    mutating func deleteOrganization(_ id: Int) {
        guard let organization = organizations[id] else { return }
        for entryID in organization.entryIDs { deleteEntry(entryID) }
        announce(.organizationDeleted, organization: id)
        forgetRows(of: organization.cells)
        for personID in organization.personIDs { persons[personID]?.organizationIDs.removeAll { $0 == id } }
        for opportunityID in opportunities.ids { opportunities[opportunityID]?.organizationIDs.removeAll { $0 == id } }
        deleteReminders(.company, id)
        organizations.remove(id)
        index(organization: id)
        workspaceOrganizationIDs.removeSorted(id)
    }

    /// Makes an opportunity together with its row (AffinityAPI.md#opportunities).
    mutating func createOpportunity(
        name: String, on list: AccountList, personIDs: [Int], organizationIDs: [Int], creatorID: Int, at now: Double
    ) -> Opportunity {
        let id = Self.take(&nextIDs.opportunity)
        let opportunity = Opportunity(
            id: id, name: name, listID: list.id, entryID: 0, personIDs: personIDs, organizationIDs: organizationIDs)
        opportunities.append(opportunity, id: id)
        addEntry(to: list, entityID: id, creatorID: creatorID, at: now)
        announce(.opportunityCreated, opportunity: id)
        return opportunities[id] ?? opportunity
    }

    /// Adds a row to a list. Affinity sets Status to the first open option and Owners to the creator (AffinityAPI.md#list-entries), and
    /// lets the same record stand on a list twice.
    @discardableResult
    mutating func addEntry(to list: AccountList, entityID: Int, creatorID: Int, at now: Double, withDefaults: Bool = true) -> ListEntry {
        let id = Self.take(&nextIDs.entry)
        let entry = ListEntry(id: id, listID: list.id, creatorID: creatorID, kind: list.kind, entityID: entityID, createdAt: now)
        entries.append(entry, id: id)
        lists[list.id]?.entryIDs.append(id)
        switch list.kind {
        case .company:
            organizations[entityID]?.entryIDs.append(id)
            adopt(organization: entityID)
        case .person: persons[entityID]?.entryIDs.append(id)
        case .opportunity: opportunities[entityID]?.entryID = id
        }
        announce(.entryCreated, entry: entry)
        guard withDefaults else { return entry }
        if let status = statusField(ofList: list), let first = status.options.sorted(by: { $0.rank < $1.rank }).first(where: \.isOpen) {
            setCell([.option(first.id)], of: .entry(id), field: status, at: now)
        }
        if let owners = ownersField(ofList: list) {
            setCell([.person(creatorID)], of: .entry(id), field: owners, at: now)
        }
        return entries[id] ?? entry
    }

    /// Removes a row with its list values; on an opportunity list the opportunity goes with it (AffinityAPI.md#list-entries).
    mutating func deleteEntry(_ id: Int) {
        guard let entry = entries[id] else { return }
        announce(.entryDeleted, entry: entry)
        if entry.kind == .opportunity { announce(.opportunityDeleted, opportunity: entry.entityID) }
        forgetRows(of: entry.cells)
        lists[entry.listID]?.entryIDs.removeSorted(id)
        switch entry.kind {
        case .company: organizations[entry.entityID]?.entryIDs.removeAll { $0 == id }
        case .person: persons[entry.entityID]?.entryIDs.removeAll { $0 == id }
        case .opportunity:
            opportunities.remove(entry.entityID)
            deleteReminders(.opportunity, entry.entityID)
        }
        entries.remove(id)
    }
}

extension FieldOption {
    var isOpen: Bool { category == nil || category == .open }
}

extension WorldState {
    /// Makes a person. The caller has checked that nobody owns the addresses.
    @discardableResult
    mutating func createPerson(
        firstName: String, lastName: String?, emails: [String], organizationIDs: [Int] = [], kind: Person.Kind = .external, at now: Double
    ) -> Person {
        let id = Self.take(&nextIDs.person)
        let person = Person(
            id: id, kind: kind, firstName: firstName, lastName: lastName, emails: emails, primaryEmail: emails.first,
            organizationIDs: linkLag > 0 ? [] : organizationIDs, createdAt: now)
        persons.append(person, id: id)
        index(person: id)
        for email in emails { personIDsByEmail[email.lowercased()] = id }
        for organizationID in organizationIDs {
            link(person: id, toOrganization: organizationID, madeAt: now) { $0.organizations[organizationID]?.personIDs.append(id) }
        }
        announce(.personCreated, person: id)
        return person
    }

    /// Replaces all addresses. The primary one stays even when it is no longer among them (AffinityAPI.md#person-objects); who had none
    /// gets the first.
    mutating func setEmails(_ emails: [String], ofPerson id: Int) {
        for email in persons[id]?.emails ?? [] { personIDsByEmail[email.lowercased()] = nil }
        for email in emails { personIDsByEmail[email.lowercased()] = id }
        persons[id]?.emails = emails
        if persons[id]?.primaryEmail == nil { persons[id]?.primaryEmail = emails.first }
    }

    mutating func setOrganizations(_ organizationIDs: [Int], ofPerson id: Int) {
        for old in persons[id]?.organizationIDs ?? [] { organizations[old]?.personIDs.removeAll { $0 == id } }
        persons[id]?.organizationIDs = organizationIDs
        for organizationID in organizationIDs where organizations[organizationID]?.personIDs.contains(id) == false {
            organizations[organizationID]?.personIDs.append(id)
        }
    }

    /// Removes a person with their rows, their values and what pointed at them (AffinityAPI.md#deleting-persons).
    mutating func deletePerson(_ id: Int) {
        guard let person = persons[id] else { return }
        for entryID in person.entryIDs { deleteEntry(entryID) }
        announce(.personDeleted, person: id)
        forgetRows(of: person.cells)
        for organizationID in person.organizationIDs { organizations[organizationID]?.personIDs.removeAll { $0 == id } }
        for opportunityID in opportunities.ids { opportunities[opportunityID]?.personIDs.removeAll { $0 == id } }
        for email in person.emails { personIDsByEmail[email.lowercased()] = nil }
        deleteReminders(.person, id)
        persons.remove(id)
        index(person: id)
    }
}
