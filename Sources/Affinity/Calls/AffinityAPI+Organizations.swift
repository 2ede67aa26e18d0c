extension AffinityAPI {
    /// Organizations of the directory with the given fields of theirs; without field ids no field values come
    /// (AffinityAPI.md#organization-objects).
    /// - Parameter ids: only these, at least one and at most `maximumIDsPerCall`; unknown ones are missing from the pages. Nil for all,
    /// which needs
    ///   the permission `export-all-orgs`.
    package static func organizations(ids: [OrganizationID]? = nil, fieldIDs: [FieldID] = []) -> PagedCall<Organization> {
        precondition(ids?.isEmpty != true, "no ids would read the whole directory")
        let ids = (ids ?? []).map { APIRequest.QueryItem("ids", $0.description) }
        return PagedCall(
            v2: "/v2/companies", query: ids + fieldQuery(fieldIDs), CallDescription(.get, "/v2/companies", "organizations"),
            rows: OrganizationDTO.self
        ) { $0.organization }
    }

    /// Organizations whose name or domain contains the term, Affinity's shared directory included
    /// (AffinityAPI.md#searching-organizations). What was
    /// created in the last ten seconds or so may be missing (AffinityAPI.md#consistency).
    package static func searchOrganizations(_ term: String) -> PagedCall<Organization> {
        PagedCall(
            v1: "/organizations", query: [APIRequest.QueryItem("term", term)], collection: "organizations",
            CallDescription(.get, "/organizations", "organization search"), rows: V1OrganizationDTO.self
        ) { $0.organization }
    }

    /// One organization with the given fields of it; takes no permission (AffinityAPI.md#permissions, #organization-objects).
    package static func organizationRecord(_ id: OrganizationID, fieldIDs: [FieldID] = []) -> Call<Organization> {
        read(
            "/v2/companies/\(id)", query: fieldQuery(fieldIDs), "/v2/companies/{organization}", "organization record", OrganizationDTO.self,
            isAsked: { $0.id == id }
        ) { $0.organization }
    }

    /// One organization and its rows on lists, through v1, whose writes it sees at once (AffinityAPI.md#consistency,
    /// #a-single-organization).
    package static func organization(_ id: OrganizationID, withOpportunities: Bool = false) -> Call<OrganizationDetails> {
        read(
            "/organizations/\(id)", query: withOpportunities ? [APIRequest.QueryItem("with_opportunities", "true")] : [],
            "/organizations/{organization}", "organization", V1OrganizationDTO.self, isAsked: { $0.id == id }
        ) {
            OrganizationDetails(
                organization: $0.organization, listEntries: ($0.listEntries ?? []).map(\.entry), personIDs: $0.personIDs ?? [],
                opportunityIDs: $0.opportunityIDs ?? [])
        }
    }

    /// Creates an organization. Affinity does not look for doubles (AffinityAPI.md#creating-organizations), so this is never repeated
    /// blindly.
    /// - Parameter domain: a bare host in lower case.
    package static func createOrganization(name: String, domain: String?) -> Call<Organization> {
        let request = APIRequest(
            .post, "/organizations", body: JSON.encode(OrganizationBody(name: name, domain: domain)), repeatability: .once)
        return Call(request, CallDescription(.post, "/organizations", "organization")) { response throws(AffinityError) in
            let made = try JSON.read(V1OrganizationDTO.self, from: response).organization
            // Either is enough: how Affinity writes a domain is not known for all of them, and what is not believed is made again.
            try response.require(Asked.isSame(made.name, name) || domain.map { Asked.isAmong([$0], made.domains) } == true)
            return made
        }
    }

    /// Renames an organization; refused for those of the shared directory (AffinityAPI.md#changing-organizations).
    package static func updateOrganization(_ id: OrganizationID, name: String) -> Call<Organization> {
        let request = APIRequest(
            .put, "/organizations/\(id)", body: JSON.encode(OrganizationBody(name: name)), repeatability: .idempotent)
        return Call(request, CallDescription(.put, "/organizations/{organization}", "organization")) { response throws(AffinityError) in
            let renamed = try JSON.read(V1OrganizationDTO.self, from: response).organization
            try response.require(renamed.id == id)
            return renamed
        }
    }

    /// Sets fields that every organization has, all or none of them (AffinityAPI.md#writing-values).
    /// - Parameter updates: at most `maximumUpdatesPerCall`; Affinity refuses more.
    package static func updateOrganizationFields(_ id: OrganizationID, _ updates: [FieldUpdate]) -> Call<Void> {
        update("/v2/companies/\(id)/fields", updates, "/v2/companies/{organization}/fields", "organization fields")
    }
}
