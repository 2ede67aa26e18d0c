extension AffinityAPI {
    /// Opportunities whose name contains the term, on whatever list, each with its row (AffinityAPI.md#opportunities). What was created in
    /// the last ten
    /// seconds or so may be missing (AffinityAPI.md#consistency).
    package static func searchOpportunities(_ term: String) -> PagedCall<Opportunity> {
        PagedCall(
            v1: "/opportunities", query: [APIRequest.QueryItem("term", term)], collection: "opportunities",
            CallDescription(.get, "/opportunities", "opportunity search"), rows: V1OpportunityDTO.self
        ) { $0.opportunity }
    }

    /// Opportunities of the directory; field values come with their rows only (AffinityAPI.md#opportunities).
    /// - Parameter ids: only these, at least one and at most `maximumIDsPerCall`; unknown ones are missing from the pages. Nil for all.
    package static func opportunities(ids: [OpportunityID]? = nil) -> PagedCall<OpportunitySummary> {
        precondition(ids?.isEmpty != true, "no ids would read the whole directory")
        let ids = (ids ?? []).map { APIRequest.QueryItem("ids", $0.description) }
        return PagedCall(
            v2: "/v2/opportunities", query: ids, CallDescription(.get, "/v2/opportunities", "opportunities"), rows: OpportunityDTO.self
        ) { $0.summary }
    }

    /// One opportunity and its row, through v1, whose writes it sees at once (AffinityAPI.md#consistency, #opportunities).
    package static func opportunity(_ id: OpportunityID) -> Call<Opportunity> {
        read(
            "/opportunities/\(id)", "/opportunities/{opportunity}", "opportunity", V1OpportunityDTO.self, isAsked: { $0.id == id }
        ) { $0.opportunity }
    }

    /// Creates an opportunity and its row on the list. Names need not be unique (AffinityAPI.md#opportunities), so this is never repeated
    /// blindly.
    /// - Parameter list: one of opportunities.
    package static func createOpportunity(
        name: String, list: ListID, organizationIDs: [OrganizationID] = [], personIDs: [PersonID] = []
    ) -> Call<Opportunity> {
        let body = OpportunityBody(
            name: name, listID: list, organizationIDs: organizationIDs.isEmpty ? nil : organizationIDs,
            personIDs: personIDs.isEmpty ? nil : personIDs)
        let request = APIRequest(.post, "/opportunities", body: JSON.encode(body), repeatability: .once)
        return Call(request, CallDescription(.post, "/opportunities", "opportunity")) { response throws(AffinityError) in
            let made = try JSON.read(V1OpportunityDTO.self, from: response).opportunity
            try response.require(Asked.isSame(made.name, name) && (made.listEntry.map { $0.listID == list } ?? true))
            return made
        }
    }

    /// Renames an opportunity; what it is linked to stays (AffinityAPI.md#opportunities).
    package static func updateOpportunity(_ id: OpportunityID, name: String) -> Call<Opportunity> {
        let request = APIRequest(
            .put, "/opportunities/\(id)", body: JSON.encode(OpportunityBody(name: name)), repeatability: .idempotent)
        return Call(request, CallDescription(.put, "/opportunities/{opportunity}", "opportunity")) { response throws(AffinityError) in
            let renamed = try JSON.read(V1OpportunityDTO.self, from: response).opportunity
            try response.require(renamed.id == id)
            return renamed
        }
    }
}
