/// `POST /organizations` and `PUT /organizations/{id}`; members that are nil are left out (AffinityAPI.md#creating-organizations,
/// #changing-organizations).
struct OrganizationBody: Encodable {
    var name: String?
    var domain: String?
}

/// `POST /lists/{id}/list-entries` (AffinityAPI.md#list-entries).
struct ListEntryBody: Encodable {
    let entityID: Int64

    private enum CodingKeys: String, CodingKey { case entityID = "entity_id" }
}

/// `POST /persons` and `PUT /persons/{id}`; members that are nil are left out (AffinityAPI.md#creating-persons, #changing-persons).
struct PersonBody: Encodable {
    var firstName: String?
    var lastName: String?
    var emails: [String]?
    var organizationIDs: [OrganizationID]?

    private enum CodingKeys: String, CodingKey {
        case emails
        case firstName = "first_name"
        case lastName = "last_name"
        case organizationIDs = "organization_ids"
    }
}

/// `POST /opportunities` and `PUT /opportunities/{id}`; members that are nil are left out (AffinityAPI.md#opportunities).
struct OpportunityBody: Encodable {
    var name: String?
    var listID: ListID?
    var organizationIDs: [OrganizationID]?
    var personIDs: [PersonID]?

    private enum CodingKeys: String, CodingKey {
        case name
        case listID = "list_id"
        case organizationIDs = "organization_ids"
        case personIDs = "person_ids"
    }
}

/// `POST /notes`; members that are nil are left out (AffinityAPI.md#writing-notes).
struct NoteBody: Encodable {
    let content: String
    let type: Int
    let organizationIDs: [OrganizationID]?
    let personIDs: [PersonID]?
    let opportunityIDs: [OpportunityID]?
    let creatorID: PersonID?
    let createdAt: String?

    private enum CodingKeys: String, CodingKey {
        case content, type
        case organizationIDs = "organization_ids"
        case personIDs = "person_ids"
        case opportunityIDs = "opportunity_ids"
        case creatorID = "creator_id"
        case createdAt = "created_at"
    }
}
