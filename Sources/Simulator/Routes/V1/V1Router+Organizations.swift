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
                writer.put("person_ids", ids: organization.personIDs)
                if call.query["with_opportunities"] == "true" { writer.v1OpportunityIDs(ofOrganization: organization.id, in: state) }
                writer.v1ListEntries(organization.entryIDs, in: state)
            }
        }
    }

    private func written(_ organization: Organization) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.v1OrganizationKeys(organization)
                writer.put("person_ids", ids: organization.personIDs)
            }
        }
    }

    /// Always makes a new one, whatever exists (AffinityAPI.md#creating-organizations).
    func createOrganization(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let name = parameters.present("name")?.text, !name.isEmpty else { throw V1Error.unprocessable("name is required") }
        let domain = try domain(parameters)
        let personIDs = try personIDs(parameters, state) ?? []
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
        if let personIDs = try personIDs(parameters, state) { state.setPersons(personIDs, ofOrganization: organization.id) }
        state.announce(.organizationUpdated, organization: organization.id)
        return written(state.organizations[organization.id] ?? organization)
    }

    func deleteOrganization(_ organization: Organization, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        if organization.isGlobal { throw V1Error.unprocessable("Cannot delete organization because it is global") }
        state.deleteOrganization(organization.id)
        return .success
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
        put("id", organization.id)
        put("name", organization.name)
        put("domain", organization.domains.first)
        put("domains", texts: organization.domains)
        key("crunchbase_uuid")
        null()
        put("global", organization.isGlobal)
    }

    fileprivate mutating func v1OpportunityIDs(ofOrganization id: Int, in state: WorldState) {
        put("opportunity_ids", ids: state.opportunities.ids.filter { state.opportunities[$0]?.organizationIDs.contains(id) == true })
    }
}

/// Opportunities: each lives on one list, in one row, made and removed together with it (AffinityAPI.md#opportunities).
extension V1Router {
    func oneOpportunity(_ opportunity: Opportunity, _ state: WorldState) -> SimulatedResponse {
        .json { $0.v1Opportunity(opportunity, in: state) }
    }

    func deleteOpportunity(_ opportunity: Opportunity, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        state.deleteEntry(opportunity.entryID)
        return .success
    }

    /// The one that the path names, when the key may see it.
    func visibleOpportunity(_ state: WorldState) throws(SimulatedResponse) -> Opportunity {
        let opportunity = try opportunity(state)
        if opportunity.isRedacted { throw V1Error.forbidden }
        return opportunity
    }

    func opportunity(_ id: Int, _ state: WorldState) throws(SimulatedResponse) -> Opportunity {
        guard let opportunity = state.opportunities[id] else { throw V1Error.missing("opportunity_id", id) }
        return opportunity
    }

    func searchOpportunities(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids = (call.index ?? state).searchOpportunities(term: call.query["term"]).filter { state.opportunities[$0] != nil }
        return try V1Page(of: ids, call: call).response("opportunities") { writer, id in
            if let opportunity = state.opportunities[id] { writer.v1Opportunity(opportunity, in: state) }
        }
    }

    /// Names need not be unique.
    /// - Throws: 422 for a list that is none of opportunities or that has required fields, and for people or organizations that do not
    ///   exist.
    func createOpportunity(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let name = parameters.present("name")?.text, !name.isEmpty else { throw V1Error.unprocessable("name is required") }
        let listID = try parameters.id("list_id")
        guard let list = state.lists[listID] else { throw V1Error.missing("list_id", listID) }
        guard list.kind == .opportunity else { throw V1Error.unprocessable("list_id: \(listID) is not a list of opportunities") }
        let personIDs = try personIDs(parameters, state)
        let organizationIDs = try organizationIDs(parameters, state)
        try requireNoRequiredFields(of: list, state)
        let made = state.createOpportunity(
            name: name, on: list, personIDs: personIDs ?? [], organizationIDs: organizationIDs ?? [], creatorID: state.keyUserID,
            at: call.now)
        return .json { $0.v1Opportunity(made, in: state) }
    }

    /// Arrays replace; the list stays.
    func updateOpportunity(_ opportunity: Opportunity, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        let personIDs = try personIDs(parameters, state)
        let organizationIDs = try organizationIDs(parameters, state)
        if let value = parameters.present("name") {
            guard let name = value.text, !name.isEmpty else { throw V1Error.unprocessable("name must be a string") }
            state.opportunities[opportunity.id]?.name = name
        }
        if let personIDs { state.opportunities[opportunity.id]?.personIDs = personIDs }
        if let organizationIDs { state.opportunities[opportunity.id]?.organizationIDs = organizationIDs }
        state.announce(.opportunityUpdated, opportunity: opportunity.id)
        return .json { $0.v1Opportunity(state.opportunities[opportunity.id] ?? opportunity, in: state) }
    }
}

extension JSONWriter {
    /// The same keys everywhere, in searches too. Of one that the key may not see nothing but its place is shown.
    mutating func v1Opportunity(_ opportunity: Opportunity, in state: WorldState) {
        object { writer in
            writer.put("id", opportunity.id)
            writer.put("name", opportunity.shownName)
            writer.put("person_ids", ids: opportunity.isRedacted ? [] : opportunity.personIDs)
            writer.put("organization_ids", ids: opportunity.isRedacted ? [] : opportunity.organizationIDs)
            writer.v1ListEntries([opportunity.entryID], in: state)
        }
    }
}
