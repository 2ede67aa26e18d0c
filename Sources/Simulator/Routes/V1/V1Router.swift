/// API v1's routes over the world. Each answers or throws the error answer.
struct V1Router {
    let call: V1Call

    func respond(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let count = call.path.count
        switch (call.request.method, call.path.first, count) {
        case ("GET", "auth", 2) where call.path[1] == "whoami": return whoAmI(state)
        case ("GET", "rate-limit", 1): return rateLimit()
        case ("GET", "lists", 1): return allLists(state)
        case ("POST", "lists", 1): return try createList(&state)
        case (_, "lists", 2...): return try lists(&state)
        case ("GET", "fields", 1): return try allFields(state)
        case ("POST", "fields", 1): return try createField(&state)
        case ("DELETE", "fields", 2): return try deleteField(try call.id(1), &state)
        case ("GET", "relationships-strengths", 1): return try relationshipStrengths(state)
        case ("GET", "field-values", 1): return try fieldValues(state)
        case ("POST", "field-values", 1): return try createFieldValue(&state)
        case ("PUT", "field-values", 2): return try updateFieldValue(try call.id(1), &state)
        case ("DELETE", "field-values", 2): return try deleteFieldValue(try call.id(1), &state)
        case ("GET", "field-value-changes", 1): return try fieldValueChanges(state)
        case ("GET", "organizations", 2) where call.path[1] == "fields": return globalFields(.company, state)
        case ("GET", "organizations", 1): return try searchOrganizations(state)
        case ("POST", "organizations", 1): return try createOrganization(&state)
        case ("GET", "organizations", 2): return oneOrganization(try organization(try call.id(1), state), state)
        case ("PUT", "organizations", 2): return try updateOrganization(try organization(try call.id(1), state), &state)
        case ("DELETE", "organizations", 2): return try deleteOrganization(try organization(try call.id(1), state), &state)
        case ("GET", "persons", 2) where call.path[1] == "fields": return globalFields(.person, state)
        case ("GET", "persons", 1): return try searchPersons(state)
        case ("POST", "persons", 1): return try createPerson(&state)
        case ("GET", "persons", 2): return onePerson(try person(try call.id(1), state), state)
        case ("PUT", "persons", 2): return try updatePerson(try person(try call.id(1), state), &state)
        case ("DELETE", "persons", 2): return try deletePerson(try person(try call.id(1), state), &state)
        case (_, "interactions", 1...): return try interactions(&state)
        case (_, "reminders", 1...): return try reminders(&state)
        case (_, "webhook", 1...): return try webhooks(&state)
        case (_, "notes", 1...): return try notes(&state)
        case (_, "opportunities", 1...): return try opportunities(&state)
        default: throw V1Error.noRoute
        }
    }

    private func lists(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        let listID = try call.id(1)
        guard path.count == 2 || path[2] == "list-entries" else { throw V1Error.noRoute }
        guard let list = state.lists[listID] else { throw V1Error.missing("list_id", listID) }
        switch (call.request.method, path.count) {
        case ("GET", 2): return oneList(list, state)
        case ("GET", 3): return try entries(of: list, state)
        case ("POST", 3): return try createEntry(on: list, &state)
        case ("GET", 4): return .json { [entry = try entry(try call.id(3), on: list, state)] in $0.v1Entry(entry, in: state) }
        case ("DELETE", 4):
            let entry = try entry(try call.id(3), on: list, state)
            if state.isRedacted(entry) { throw V1Error.forbidden }
            state.deleteEntry(entry.id)
            return .success
        default: throw V1Error.noRoute
        }
    }

    private func entry(_ id: Int, on list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> ListEntry {
        guard let entry = state.entries[id], entry.listID == list.id else { throw V1Error.missing("list_entry_id", id) }
        return entry
    }

    func organization(_ id: Int, _ state: WorldState) throws(SimulatedResponse) -> Organization {
        if let heir = state.mergedOrganizations[id] { throw V1Error.merged("organization_id", id, into: heir) }
        guard let organization = state.organizations[id] else { throw V1Error.missing("organization_id", id) }
        return organization
    }

    func person(_ id: Int, _ state: WorldState) throws(SimulatedResponse) -> Person {
        if let heir = state.mergedPersons[id] { throw V1Error.merged("person_id", id, into: heir) }
        guard let person = state.persons[id] else { throw V1Error.missing("person_id", id) }
        return person
    }
}

extension V1Router {
    /// camelCase inside, unlike the rest of v1 (AffinityAPI.md#who-the-key-is).
    func whoAmI(_ state: WorldState) -> SimulatedResponse {
        let user = state.persons[state.keyUserID]
        return .json { writer in
            writer.object { writer in
                writer.key("tenant")
                writer.object { writer in
                    writer.key("id")
                    writer.integer(state.tenantID)
                    writer.key("name")
                    writer.string(state.tenantName)
                    writer.key("subdomain")
                    writer.string(state.subdomain)
                }
                writer.key("user")
                writer.object { writer in
                    writer.key("id")
                    writer.integer(state.keyUserID)
                    writer.key("firstName")
                    writer.string(user?.firstName ?? "")
                    writer.key("lastName")
                    writer.optional(user?.lastName)
                    writer.key("email")
                    writer.string(user?.primaryEmail ?? "")
                }
                writer.key("grant")
                writer.object { writer in
                    writer.key("type")
                    writer.string("api_key")
                    writer.key("scope")
                    writer.string("external_api")
                    writer.key("createdAt")
                    writer.plain(Timestamp.milliseconds(Double(state.keyCreatedAt)))
                }
            }
        }
    }

    /// Without a monthly cap the numbers are the word `unlimited` (AffinityAPI.md#rate-headers).
    func rateLimit() -> SimulatedResponse {
        let limiter = call.limiter
        return .json { writer in
            writer.object { writer in
                writer.key("rate")
                writer.object { writer in
                    writer.key("org_monthly")
                    writer.window(limiter.perMonth, limiter.monthLeft, limiter.monthReset(at: call.now), limiter.monthUsed)
                    writer.key("api_key_per_minute")
                    writer.window(limiter.perMinute, limiter.minuteLeft, limiter.minuteReset(at: call.now), limiter.minuteUsed)
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func window(_ limit: Int?, _ remaining: Int?, _ reset: Int, _ used: Int) {
        object { writer in
            writer.key("limit")
            if let limit { writer.integer(limit) } else { writer.string("unlimited") }
            writer.key("remaining")
            if let remaining { writer.integer(remaining) } else { writer.string("unlimited") }
            writer.key("reset")
            writer.integer(reset)
            writer.key("used")
            writer.integer(used)
        }
    }
}
