/// A note in v1's words (AffinityAPI.md#note-objects).
struct V1NoteDTO: JSONReadable {
    let id: NoteID
    let content: String?
    let type: Int
    let creatorID: PersonID?
    let organizationIDs: [OrganizationID]?
    let associatedPersonIDs: [PersonID]?
    let opportunityIDs: [OpportunityID]?
    let parentID: NoteID?
    let createdAt: String

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        content = try members.optional("content")
        type = try members.required("type")
        creatorID = try members.optional("creator_id")
        organizationIDs = try members.optional("organization_ids")
        associatedPersonIDs = try members.optional("associated_person_ids")
        opportunityIDs = try members.optional("opportunity_ids")
        parentID = try members.optional("parent_id")
        createdAt = try members.required("created_at")
    }

    var note: Note {
        Note(
            id: id, content: content ?? "", format: Note.Format(rawValue: type), creatorID: creatorID,
            organizationIDs: organizationIDs ?? [], personIDs: associatedPersonIDs ?? [], opportunityIDs: opportunityIDs ?? [],
            parentID: parentID, createdAt: createdAt)
    }
}
