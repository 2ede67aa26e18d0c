extension V1Router {
    func allLists(_ state: WorldState) -> SimulatedResponse {
        .json { writer in
            writer.array { writer in
                for list in state.lists.ids.compactMap({ state.lists[$0] }) {
                    writer.object { $0.v1ListKeys(list) }
                }
            }
        }
    }

    func createList(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let name = parameters.present("name")?.text, !name.isEmpty else { throw V1Error.unprocessable("name is required") }
        guard let kind = parameters.present("type")?.looseInteger.flatMap({ EntityKind(rawValue: $0) }) else {
            throw V1Error.unprocessable("type is required")
        }
        guard let isPublic = parameters.present("is_public")?.boolean else { throw V1Error.unprocessable("is_public is required") }
        let ownerID = try user("owner_id", parameters, state)
        return oneList(state.createList(name: name, kind: kind, isPublic: isPublic, ownerID: ownerID, at: call.now), state)
    }

    /// The list with its own fields (AffinityAPI.md#lists-and-their-size).
    func oneList(_ list: AccountList, _ state: WorldState) -> SimulatedResponse {
        .json(capacity: 8_192) { writer in
            writer.object { writer in
                writer.v1ListKeys(list)
                writer.array("additional_permissions") { writer in
                    writer.object { writer in
                        writer.put("internal_person_id", list.ownerID)
                        writer.put("role_id", 0)
                    }
                }
                writer.array("fields") { writer in
                    for field in list.fieldIDs.compactMap({ state.fields[$0] }) where field.isInV1 {
                        writer.v1Field(field, name: field.name, withOptions: true)
                    }
                }
            }
        }
    }

    /// Newest first. Without `page_size` every row in a bare array, a token then being ignored (AffinityAPI.md#pages-of-v1, #list-entries).
    func entries(of list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids = Array(list.entryIDs.reversed())
        guard call.query["page_size"] != nil else {
            return .json(capacity: 256 * ids.count + 16) { writer in
                writer.array { writer in
                    for entry in ids.compactMap({ state.entries[$0] }) { writer.v1Entry(entry, in: state) }
                }
            }
        }
        return try V1Page(of: ids, call: call).response("list_entries") { writer, id in
            if let entry = state.entries[id] { writer.v1Entry(entry, in: state) }
        }
    }

    private func entry(_ state: WorldState) throws(SimulatedResponse) -> ListEntry {
        let list = try list(state)
        let id = try id()
        guard let entry = state.entries[id], entry.listID == list.id else { throw V1Error.missing("list_entry_id", id) }
        return entry
    }

    func oneEntry(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let entry = try entry(state)
        return .json { $0.v1Entry(entry, in: state) }
    }

    func deleteEntry(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let entry = try entry(state)
        if state.isRedacted(entry) { throw V1Error.forbidden }
        state.deleteEntry(entry.id)
        return .success
    }

    /// Never looks whether the record is on the list already (AffinityAPI.md#list-entries).
    /// - Throws: 422 for a record of another kind, an opportunity list, a creator who is not a user, and a list with required fields.
    func createEntry(on list: AccountList, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        let entityID = try parameters.id("entity_id")
        switch list.kind {
        case .company: _ = try organization(entityID, state)
        case .person: _ = try person(entityID, state)
        case .opportunity:
            throw V1Error.unprocessable("Opportunities cannot be added to a list; create them with POST /opportunities")
        }
        try requireNoRequiredFields(of: list, state)
        let creatorID = try user("creator_id", parameters, state)
        let entry = state.addEntry(to: list, entityID: entityID, creatorID: creatorID, at: call.now)
        return .json { $0.v1Entry(entry, in: state) }
    }

    /// The API has no way to give the values of required fields together with a row, so that a list that enforces them takes none
    /// (AffinityAPI.md#list-entries). The external API is said not to enforce them (AffinityAPI.md#list-entries).
    func requireNoRequiredFields(of list: AccountList, _ state: WorldState) throws(SimulatedResponse) {
        guard call.configuration.enforcesRequired else { return }
        let required = list.fieldIDs.compactMap { state.fields[$0] }.filter(\.isRequired).map(\.id)
        guard required.isEmpty else {
            throw V1Error.unprocessable("The list has required fields: \(required.map { "field-\($0)" }.joined(separator: ", "))")
        }
    }
}

extension JSONWriter {
    fileprivate mutating func v1ListKeys(_ list: AccountList) {
        put("id", list.id)
        put("type", list.kind.rawValue)
        put("name", list.name)
        put("public", list.isPublic)
        put("owner_id", list.ownerID)
        put("creator_id", list.creatorID)
        put("list_size", list.entryIDs.count)
    }

    /// A row with its record (AffinityAPI.md#list-entries).
    mutating func v1Entry(_ entry: ListEntry, in state: WorldState) {
        object { writer in
            writer.v1EntryKeys(entry)
            writer.key("entity")
            switch entry.kind {
            case .person:
                writer.object { writer in
                    if let person = state.persons[entry.entityID] { writer.v1PersonKeys(person) }
                }
            case .company:
                writer.object { writer in
                    if let organization = state.organizations[entry.entityID] { writer.v1OrganizationKeys(organization) }
                }
            case .opportunity:
                if let opportunity = state.opportunities[entry.entityID] {
                    writer.v1Opportunity(opportunity, in: state)
                } else {
                    writer.null()
                }
            }
        }
    }

    /// The key `list_entries` of a record: its rows in short form.
    mutating func v1ListEntries(_ ids: [Int], in state: WorldState) {
        array("list_entries") { writer in
            for entry in ids.compactMap({ state.entries[$0] }) {
                writer.object { $0.v1EntryKeys(entry) }
            }
        }
    }

    private mutating func v1EntryKeys(_ entry: ListEntry) {
        put("id", entry.id)
        put("list_id", entry.listID)
        put("creator_id", entry.creatorID)
        put("entity_id", entry.entityID)
        put("entity_type", entry.kind.rawValue)
        put("created_at", entry.createdAt, as: Timestamp.milliseconds)
    }
}
