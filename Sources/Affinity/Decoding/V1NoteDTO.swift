/// A note in v1's words (AffinityAPI.md#note-objects).
struct V1NoteDTO: Decodable {
    let id: NoteID
    let content: String?
    let type: Int
    let creatorID: PersonID?
    let organizationIDs: [OrganizationID]?
    let associatedPersonIDs: [PersonID]?
    let opportunityIDs: [OpportunityID]?
    let parentID: NoteID?
    let createdAt: String

    private enum CodingKeys: String, CodingKey {
        case id, content, type
        case creatorID = "creator_id"
        case organizationIDs = "organization_ids"
        case associatedPersonIDs = "associated_person_ids"
        case opportunityIDs = "opportunity_ids"
        case parentID = "parent_id"
        case createdAt = "created_at"
    }

    var note: Note {
        Note(
            id: id, content: content ?? "", format: Note.Format(rawValue: type), creatorID: creatorID,
            organizationIDs: organizationIDs ?? [], personIDs: associatedPersonIDs ?? [], opportunityIDs: opportunityIDs ?? [],
            parentID: parentID, createdAt: createdAt)
    }
}
