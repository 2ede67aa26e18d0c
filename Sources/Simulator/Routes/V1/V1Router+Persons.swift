extension V1Router {
    /// Rows of a search have neither organizations nor list rows (AffinityAPI.md#searching-persons).
    func searchPersons(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids = (call.index ?? state).searchPersons(term: call.query["term"]).filter { state.persons[$0] != nil }
        return try V1Page(of: ids, call: call).response("persons") { writer, id in
            guard let person = state.persons[id] else { return }
            writer.object { writer in
                writer.v1PersonKeys(person)
                extras(of: person, state, &writer)
            }
        }
    }

    func onePerson(_ person: Person, _ state: WorldState) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.v1PersonKeys(person)
                writer.put("organization_ids", ids: person.organizationIDs)
                extras(of: person, state, &writer)
                writer.v1ListEntries(person.entryIDs, in: state)
            }
        }
    }

    /// What only some parameters ask for (AffinityAPI.md#person-objects).
    private func extras(of person: Person, _ state: WorldState, _ writer: inout JSONWriter) {
        if call.query["with_opportunities"] == "true" {
            let ids = state.opportunities.ids.filter { state.opportunities[$0]?.personIDs.contains(person.id) == true }
            writer.put("opportunity_ids", ids: ids)
        }
        if call.query["with_current_organizations"] == "true" {
            let field = state.globalField(key: "affinity-data-current-organization", of: .person)
            let ids = field.flatMap { person.cells[$0.id] }?.compactMap { row -> Int? in
                if case .company(let id) = row.value { return id }
                return nil
            }
            writer.put("current_organization_ids", ids: ids ?? [])
        }
    }

    private func written(_ person: Person) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.v1PersonKeys(person)
                writer.put("organization_ids", ids: person.organizationIDs)
            }
        }
    }

    func createPerson(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let firstName = parameters.present("first_name")?.text, !firstName.isEmpty else {
            throw V1Error.unprocessable("first_name is required")
        }
        guard let lastName = parameters.present("last_name")?.text else { throw V1Error.unprocessable("last_name is required") }
        guard let emails = try emails(parameters, owner: nil, state) else { throw V1Error.unprocessable("emails is required") }
        let organizationIDs = try organizationIDs(parameters, state) ?? []
        return written(
            state.createPerson(firstName: firstName, lastName: lastName, emails: emails, organizationIDs: organizationIDs, at: call.now))
    }

    /// Partial; `emails` and `organization_ids` replace the whole arrays (AffinityAPI.md#changing-persons).
    func updatePerson(_ person: Person, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        let firstName = try name("first_name", parameters)
        let lastName = try name("last_name", parameters)
        let emails = try emails(parameters, owner: person.id, state)
        let organizationIDs = try organizationIDs(parameters, state)
        if let firstName { state.persons[person.id]?.firstName = firstName }
        if let lastName { state.persons[person.id]?.lastName = lastName }
        if let emails { state.setEmails(emails, ofPerson: person.id) }
        if let organizationIDs { state.setOrganizations(organizationIDs, ofPerson: person.id) }
        state.index(person: person.id)
        state.announce(.personUpdated, person: person.id)
        return written(state.persons[person.id] ?? person)
    }

    /// Users cannot be removed through the API; for v2 that is documented (AffinityAPI.md#person-objects), for v1 it is assumed.
    func deletePerson(_ person: Person, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        if person.isInternal { throw V1Error.unprocessable("An internal person cannot be deleted") }
        state.deletePerson(person.id)
        return .success
    }

    private func name(_ key: String, _ parameters: JSONValue) throws(SimulatedResponse) -> String? {
        guard let value = parameters.present(key) else { return nil }
        guard let text = value.text, key != "first_name" || !text.isEmpty else {
            throw V1Error.unprocessable("\(key) must be a string")
        }
        return text
    }

    /// An address belongs to one person, whatever its case (AffinityAPI.md#creating-persons).
    private func emails(_ parameters: JSONValue, owner: Int?, _ state: WorldState) throws(SimulatedResponse) -> [String]? {
        guard let value = parameters.present("emails") else { return nil }
        guard let items = value.items else { throw V1Error.unprocessable("emails must be an array of addresses") }
        var emails: [String] = []
        for item in items {
            guard let email = item.text, email.contains("@") else { throw V1Error.unprocessable("emails must be an array of addresses") }
            let holder = state.personIDsByEmail[email.lowercased()]
            guard holder == nil || holder == owner else {
                throw V1Error.unprocessable("There exists a contact with this email address.")
            }
            if !emails.contains(where: { $0.lowercased() == email.lowercased() }) { emails.append(email) }
        }
        return emails
    }
}

extension JSONWriter {
    /// The six keys of every person (AffinityAPI.md#person-objects).
    mutating func v1PersonKeys(_ person: Person) {
        put("id", person.id)
        put("type", person.kind.rawValue)
        put("first_name", person.firstName)
        put("last_name", person.lastName)
        put("primary_email", person.primaryEmail)
        put("emails", texts: person.emails)
    }
}
