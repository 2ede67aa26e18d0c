/// A note as v1 gives it (AffinityAPI.md#note-objects).
package struct Note: Hashable, Sendable {
    /// The kinds that can be written; the raw value is v1's.
    package enum Format: Int, Hashable, Sendable {
        case text = 0
        /// Reads back as Markdown (AffinityAPI.md#note-objects).
        case html = 2
    }

    package let id: NoteID
    package let content: String
    /// Nil for a note that the system made: of an e-mail or a meeting.
    package let format: Format?
    package let creatorID: PersonID?
    package let organizationIDs: [OrganizationID]
    /// Attached to the note, not through an interaction.
    package let personIDs: [PersonID]
    package let opportunityIDs: [OpportunityID]
    /// Of a reply, whose records are those of the note it replies to.
    package let parentID: NoteID?
    /// ISO 8601 with any offset, as Affinity wrote it.
    package let createdAt: String
    /// Somebody has changed it since it was written (AffinityAPI.md#note-objects).
    package let isEdited: Bool

    package init(
        id: NoteID, content: String, format: Format?, creatorID: PersonID?, organizationIDs: [OrganizationID] = [],
        personIDs: [PersonID] = [], opportunityIDs: [OpportunityID] = [], parentID: NoteID? = nil, createdAt: String, isEdited: Bool = false
    ) {
        self.id = id
        self.content = content
        self.format = format
        self.creatorID = creatorID
        self.organizationIDs = organizationIDs
        self.personIDs = personIDs
        self.opportunityIDs = opportunityIDs
        self.parentID = parentID
        self.createdAt = createdAt
        self.isEdited = isEdited
    }

    /// What it is attached to.
    package var records: Set<RecordReference> {
        Set(organizationIDs.map { .organization($0) } + personIDs.map { .person($0) } + opportunityIDs.map { .opportunity($0) })
    }
}
