/// Opportunities: each lives on one list, in one row, made and removed together with it (AffinityAPI.md#opportunities).
extension V1Router {
    func opportunities(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let method = call.request.method
        if call.path.count == 1 {
            if method == "GET" { return try searchOpportunities(state) }
            guard method == "POST" else { throw V1Error.noRoute }
            return try createOpportunity(&state)
        }
        guard call.path.count == 2, ["GET", "PUT", "DELETE"].contains(method) else { throw V1Error.noRoute }
        let opportunity = try opportunity(try call.id(1), state)
        if method == "GET" { return .json { $0.v1Opportunity(opportunity, in: state) } }
        if opportunity.isRedacted { throw V1Error.forbidden }
        if method == "PUT" { return try update(opportunity, &state) }
        state.deleteEntry(opportunity.entryID)
        return .success
    }

    func opportunity(_ id: Int, _ state: WorldState) throws(SimulatedResponse) -> Opportunity {
        guard let opportunity = state.opportunities[id] else { throw V1Error.missing("opportunity_id", id) }
        return opportunity
    }

    private func searchOpportunities(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids = (call.index ?? state).searchOpportunities(term: call.query["term"]).filter { state.opportunities[$0] != nil }
        return try V1Page(of: ids, call: call).response("opportunities") { writer, id in
            if let opportunity = state.opportunities[id] { writer.v1Opportunity(opportunity, in: state) }
        }
    }

    /// Names need not be unique.
    /// - Throws: 422 for a list that is none of opportunities or that has required fields, and for people or organizations that do not
    ///   exist.
    private func createOpportunity(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let name = parameters.present("name")?.text, !name.isEmpty else { throw V1Error.unprocessable("name is required") }
        let listID = try parameters.id("list_id")
        guard let list = state.lists[listID] else { throw V1Error.missing("list_id", listID) }
        guard list.kind == .opportunity else { throw V1Error.unprocessable("list_id: \(listID) is not a list of opportunities") }
        let (personIDs, organizationIDs) = try links(parameters, state)
        try requireNoRequiredFields(of: list, state)
        let made = state.createOpportunity(
            name: name, on: list, personIDs: personIDs ?? [], organizationIDs: organizationIDs ?? [], creatorID: state.keyUserID,
            at: call.now)
        return .json { $0.v1Opportunity(made, in: state) }
    }

    /// Arrays replace; the list stays.
    private func update(_ opportunity: Opportunity, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        let (personIDs, organizationIDs) = try links(parameters, state)
        if let value = parameters.present("name") {
            guard let name = value.text, !name.isEmpty else { throw V1Error.unprocessable("name must be a string") }
            state.opportunities[opportunity.id]?.name = name
        }
        if let personIDs { state.opportunities[opportunity.id]?.personIDs = personIDs }
        if let organizationIDs { state.opportunities[opportunity.id]?.organizationIDs = organizationIDs }
        state.announce(.opportunityUpdated, opportunity: opportunity.id)
        return .json { $0.v1Opportunity(state.opportunities[opportunity.id] ?? opportunity, in: state) }
    }

    private func links(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> ([Int]?, [Int]?) {
        let personIDs = try parameters.ids("person_ids")
        for id in personIDs ?? [] { _ = try person(id, state) }
        let organizationIDs = try parameters.ids("organization_ids")
        for id in organizationIDs ?? [] { _ = try organization(id, state) }
        return (personIDs, organizationIDs)
    }
}

extension JSONWriter {
    /// The same keys everywhere, in searches too. Of one that the key may not see nothing but its place is shown.
    mutating func v1Opportunity(_ opportunity: Opportunity, in state: WorldState) {
        object { writer in
            writer.key("id")
            writer.integer(opportunity.id)
            writer.key("name")
            writer.string(opportunity.shownName)
            writer.v1IDs("person_ids", opportunity.isRedacted ? [] : opportunity.personIDs)
            writer.v1IDs("organization_ids", opportunity.isRedacted ? [] : opportunity.organizationIDs)
            writer.v1ListEntries([opportunity.entryID], in: state)
        }
    }
}
