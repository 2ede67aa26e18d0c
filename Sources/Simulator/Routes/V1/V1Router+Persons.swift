extension V1Router {
    /// Rows of a search have neither organizations nor list rows (v1 sheet §11.3).
    func searchPersons(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids = state.searchPersons(term: call.query["term"], visibleBefore: call.visibleBefore)
        return try V1Page(of: ids, call: call).response("persons") { writer, id in
            guard let person = state.persons[id] else { return }
            writer.object { $0.v1PersonKeys(person) }
        }
    }

    func onePerson(_ person: Person, _ state: WorldState) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.v1PersonKeys(person)
                writer.v1IDs("organization_ids", person.organizationIDs)
                writer.v1ListEntries(person.entryIDs, in: state)
            }
        }
    }

    /// An address belongs to one person, whatever its case (v1 sheet §11.4).
    func createPerson(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let firstName = parameters.present("first_name")?.text, !firstName.isEmpty else {
            throw V1Error.unprocessable("first_name is required")
        }
        guard let lastName = parameters.present("last_name")?.text else { throw V1Error.unprocessable("last_name is required") }
        guard let items = parameters.present("emails")?.items else { throw V1Error.unprocessable("emails is required") }
        var emails: [String] = []
        for item in items {
            guard let email = item.text, email.contains("@") else { throw V1Error.unprocessable("emails must be an array of addresses") }
            guard state.personIDsByEmail[email.lowercased()] == nil else {
                throw V1Error.unprocessable("There exists a contact with this email address.")
            }
            emails.append(email)
        }
        let organizationIDs = try parameters.ids("organization_ids") ?? []
        for id in organizationIDs { _ = try organization(id, state) }
        let made = state.createPerson(
            firstName: firstName, lastName: lastName, emails: emails, organizationIDs: organizationIDs, at: call.now)
        return .json { writer in
            writer.object { writer in
                writer.v1PersonKeys(made)
                writer.v1IDs("organization_ids", made.organizationIDs)
            }
        }
    }
}

extension JSONWriter {
    /// The six keys of every person (v1 sheet §11.1).
    mutating func v1PersonKeys(_ person: Person) {
        key("id")
        integer(person.id)
        key("type")
        integer(person.isInternal ? 1 : 0)
        key("first_name")
        string(person.firstName)
        key("last_name")
        optional(person.lastName)
        key("primary_email")
        optional(person.primaryEmail)
        key("emails")
        array { writer in
            for email in person.emails { writer.string(email) }
        }
    }
}
