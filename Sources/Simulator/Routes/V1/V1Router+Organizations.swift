extension V1Router {
    func searchOrganizations(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids = (call.index ?? state).searchOrganizations(term: call.query["term"]).filter { state.organizations[$0] != nil }
        let withOpportunities = call.query["with_opportunities"] == "true"
        return try V1Page(of: ids, call: call).response("organizations") { writer, id in
            guard let organization = state.organizations[id] else { return }
            writer.object { writer in
                writer.v1OrganizationKeys(organization)
                if withOpportunities { writer.v1OpportunityIDs(ofOrganization: id, in: state) }
            }
        }
    }

    func oneOrganization(_ organization: Organization, _ state: WorldState) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.v1OrganizationKeys(organization)
                writer.v1IDs("person_ids", organization.personIDs)
                if call.query["with_opportunities"] == "true" { writer.v1OpportunityIDs(ofOrganization: organization.id, in: state) }
                writer.v1ListEntries(organization.entryIDs, in: state)
            }
        }
    }

    private func written(_ organization: Organization) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.v1OrganizationKeys(organization)
                writer.v1IDs("person_ids", organization.personIDs)
            }
        }
    }

    /// Always makes a new one, whatever exists (AffinityAPI.md#creating-organizations).
    func createOrganization(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let name = parameters.present("name")?.text, !name.isEmpty else { throw V1Error.unprocessable("name is required") }
        let domain = try domain(parameters)
        let personIDs = try persons(parameters, state) ?? []
        let made = state.createOrganization(name: name, domains: domain.map { [$0] } ?? [], personIDs: personIDs, at: call.now)
        return written(made)
    }

    /// `person_ids` replaces the set; name and domain of directory companies are fixed (AffinityAPI.md#changing-organizations).
    func updateOrganization(_ organization: Organization, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        let name = parameters.present("name")
        let domain = try domain(parameters)
        if organization.isGlobal && (name != nil || domain != nil) {
            throw V1Error.unprocessable("The name and domain of a global organization cannot be changed")
        }
        if let name {
            guard let text = name.text, !text.isEmpty else { throw V1Error.unprocessable("name must be a string") }
            state.organizations[organization.id]?.name = text
        }
        if let domain {
            let rest = organization.domains.dropFirst().filter { $0 != domain }
            state.organizations[organization.id]?.domains = [domain] + rest
        }
        if name != nil || domain != nil { state.index(organization: organization.id) }
        if let personIDs = try persons(parameters, state) { state.setPersons(personIDs, ofOrganization: organization.id) }
        state.announce(.organizationUpdated, organization: organization.id)
        return written(state.organizations[organization.id] ?? organization)
    }

    func deleteOrganization(_ organization: Organization, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        if organization.isGlobal { throw V1Error.unprocessable("Cannot delete organization because it is global") }
        state.deleteOrganization(organization.id)
        return .success
    }

    private func persons(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> [Int]? {
        guard let ids = try parameters.ids("person_ids") else { return nil }
        for id in ids { _ = try person(id, state) }
        return ids
    }

    /// A bare host; URLs and underscores are refused (AffinityAPI.md#creating-organizations).
    private func domain(_ parameters: JSONValue) throws(SimulatedResponse) -> String? {
        guard let value = parameters.present("domain") else { return nil }
        guard let text = value.text?.lowercased() else { throw V1Error.unprocessable("domain must be a string") }
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        let isHost =
            labels.count >= 2
            && labels.allSatisfy { label in
                !label.isEmpty && label.utf8.count <= 63 && label.first != "-" && label.last != "-"
                    && label.utf8.allSatisfy { byte in
                        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "-")
                    }
            }
        guard isHost else { throw V1Error.unprocessable("domain: \(text) is not a valid domain") }
        return text
    }
}

extension JSONWriter {
    /// The six keys of every organization (AffinityAPI.md#organization-objects).
    mutating func v1OrganizationKeys(_ organization: Organization) {
        key("id")
        integer(organization.id)
        key("name")
        string(organization.name)
        key("domain")
        optional(organization.domains.first)
        key("domains")
        array { writer in
            for domain in organization.domains { writer.string(domain) }
        }
        key("crunchbase_uuid")
        null()
        key("global")
        bool(organization.isGlobal)
    }

    mutating func v1IDs(_ name: StaticString, _ ids: [Int]) {
        key(name)
        array { writer in
            for id in ids { writer.integer(id) }
        }
    }

    fileprivate mutating func v1OpportunityIDs(ofOrganization id: Int, in state: WorldState) {
        v1IDs("opportunity_ids", state.opportunities.ids.filter { state.opportunities[$0]?.organizationIDs.contains(id) == true })
    }
}
