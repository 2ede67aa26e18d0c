/// An opportunity in v1's words (AffinityAPI.md#opportunities).
struct V1OpportunityDTO: JSONReadable {
    let id: OpportunityID
    let name: String?
    let organizationIDs: [OrganizationID]?
    let personIDs: [PersonID]?
    /// One, or none when the key's user cannot see the list.
    let listEntries: [V1ListEntryDTO]?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.optional("name")
        organizationIDs = try members.optional("organization_ids")
        personIDs = try members.optional("person_ids")
        listEntries = try members.optional("list_entries")
    }

    var opportunity: Opportunity {
        Opportunity(
            id: id, name: name ?? "", organizationIDs: organizationIDs ?? [], personIDs: personIDs ?? [],
            listEntry: listEntries?.first?.entry)
    }
}

/// An opportunity in v2's words (AffinityAPI.md#opportunities); `isRedacted` is missing before 2026.
struct OpportunityDTO: JSONReadable {
    let id: OpportunityID
    let name: String?
    let listId: ListID
    let isRedacted: Bool?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.optional("name")
        listId = try members.required("listId")
        isRedacted = try members.optional("isRedacted")
    }

    var summary: OpportunitySummary { OpportunitySummary(id: id, name: name ?? "", listID: listId, isRedacted: isRedacted ?? false) }
}
