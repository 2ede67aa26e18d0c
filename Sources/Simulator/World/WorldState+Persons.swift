extension WorldState {
    /// Makes a person. The caller has checked that nobody owns the addresses.
    @discardableResult
    mutating func createPerson(
        firstName: String, lastName: String?, emails: [String], organizationIDs: [Int] = [], kind: Person.Kind = .external, at now: Double
    ) -> Person {
        let id = Self.take(&nextIDs.person)
        let person = Person(
            id: id, kind: kind, firstName: firstName, lastName: lastName, emails: emails,
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
