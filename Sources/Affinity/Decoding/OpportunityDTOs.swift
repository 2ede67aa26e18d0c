/// An opportunity in v1's words (AffinityAPI.md#opportunities).
struct V1OpportunityDTO: Decodable {
    let id: OpportunityID
    let name: String?
    let organizationIDs: [OrganizationID]?
    let personIDs: [PersonID]?
    /// One, or none when the key's user cannot see the list.
    let listEntries: [V1ListEntryDTO]?

    private enum CodingKeys: String, CodingKey {
        case id, name
        case organizationIDs = "organization_ids"
        case personIDs = "person_ids"
        case listEntries = "list_entries"
    }

    var opportunity: Opportunity {
        Opportunity(
            id: id, name: name ?? "", organizationIDs: organizationIDs ?? [], personIDs: personIDs ?? [],
            listEntry: listEntries?.first?.entry)
    }
}

/// An opportunity in v2's words (AffinityAPI.md#opportunities); `isRedacted` is missing before 2026.
struct OpportunityDTO: Decodable {
    let id: OpportunityID
    let name: String?
    let listId: ListID
    let isRedacted: Bool?

    var summary: OpportunitySummary { OpportunitySummary(id: id, name: name ?? "", listID: listId, isRedacted: isRedacted ?? false) }
}
