/// An organization and the rows it has on lists, as v1 gives them together (AffinityAPI.md#organization-objects).
package struct OrganizationDetails: Hashable, Sendable {
    package let organization: Organization
    /// Rows on the lists that the key's user can see, without fields; entity names are empty.
    package let listEntries: [ListEntry]
    package let personIDs: [PersonID]
    /// Empty unless they were asked for.
    package let opportunityIDs: [OpportunityID]

    package init(
        organization: Organization, listEntries: [ListEntry], personIDs: [PersonID] = [], opportunityIDs: [OpportunityID] = []
    ) {
        self.organization = organization
        self.listEntries = listEntries
        self.personIDs = personIDs
        self.opportunityIDs = opportunityIDs
    }
}

/// A person, its organizations and the rows it has on lists, as v1 gives them together (AffinityAPI.md#person-objects).
package struct PersonDetails: Hashable, Sendable {
    package let person: Person
    package let organizationIDs: [OrganizationID]
    /// Rows on the lists that the key's user can see, without fields; entity names are empty.
    package let listEntries: [ListEntry]
    /// Empty unless they were asked for.
    package let opportunityIDs: [OpportunityID]

    package init(
        person: Person, organizationIDs: [OrganizationID], listEntries: [ListEntry], opportunityIDs: [OpportunityID] = []
    ) {
        self.person = person
        self.organizationIDs = organizationIDs
        self.listEntries = listEntries
        self.opportunityIDs = opportunityIDs
    }
}

/// The id of a record of any kind.
package enum RecordReference: Hashable, Sendable {
    case organization(OrganizationID)
    case person(PersonID)
    case opportunity(OpportunityID)
}

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

/// An opportunity as v1 gives it. It lives on one list, in one row, and is made and removed with it (AffinityAPI.md#opportunities).
package struct Opportunity: Hashable, Sendable {
    package let id: OpportunityID
    package let name: String
    package let organizationIDs: [OrganizationID]
    package let personIDs: [PersonID]
    /// Its row, without fields; nil when the key's user cannot see the list.
    package let listEntry: ListEntry?

    package init(
        id: OpportunityID, name: String, organizationIDs: [OrganizationID], personIDs: [PersonID], listEntry: ListEntry?
    ) {
        self.id = id
        self.name = name
        self.organizationIDs = organizationIDs
        self.personIDs = personIDs
        self.listEntry = listEntry
    }
}

/// An opportunity as v2's directory lists it, without its row and what it is linked to (AffinityAPI.md#opportunities).
package struct OpportunitySummary: Hashable, Sendable {
    package let id: OpportunityID
    package let name: String
    package let listID: ListID
    /// The key's user may not see what it holds, nor write it.
    package let isRedacted: Bool

    package init(id: OpportunityID, name: String, listID: ListID, isRedacted: Bool) {
        self.id = id
        self.name = name
        self.listID = listID
        self.isRedacted = isRedacted
    }
}
