/// An organization in v1's words (AffinityAPI.md#organization-objects).
struct V1OrganizationDTO: JSONReadable {
    let id: OrganizationID
    let name: String?
    let domain: String?
    let domains: [String]?
    let isGlobal: Bool?
    /// Only in the answer for one organization, and for one that was written.
    let personIDs: [PersonID]?
    /// Only where it is asked for.
    let opportunityIDs: [OpportunityID]?
    /// Only in the answer for one organization.
    let listEntries: [V1ListEntryDTO]?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.optional("name")
        domain = try members.optional("domain")
        domains = try members.optional("domains")
        isGlobal = try members.optional("global")
        personIDs = try members.optional("person_ids")
        opportunityIDs = try members.optional("opportunity_ids")
        listEntries = try members.optional("list_entries")
    }

    var organization: Organization {
        Organization(id: id, name: name ?? "", domains: primaryFirst(domain, domains ?? []), isGlobal: isGlobal ?? false)
    }
}

/// A person in v1's words (AffinityAPI.md#person-objects).
struct V1PersonDTO: JSONReadable {
    let id: PersonID
    /// 0 external, 1 internal (AffinityAPI.md#ids-and-kinds).
    let type: Int?
    let firstName: String?
    let lastName: String?
    let primaryEmail: String?
    let emails: [String]?
    /// In the answer for one person, and for one that was written.
    let organizationIDs: [OrganizationID]?
    /// Only where it is asked for.
    let opportunityIDs: [OpportunityID]?
    /// Only in the answer for one person.
    let listEntries: [V1ListEntryDTO]?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        type = try members.optional("type")
        firstName = try members.optional("first_name")
        lastName = try members.optional("last_name")
        primaryEmail = try members.optional("primary_email")
        emails = try members.optional("emails")
        organizationIDs = try members.optional("organization_ids")
        opportunityIDs = try members.optional("opportunity_ids")
        listEntries = try members.optional("list_entries")
    }

    var person: Person {
        Person(
            id: id, firstName: firstName ?? "", lastName: lastName, emailAddresses: primaryFirst(primaryEmail, emails ?? []),
            isInternal: type == 1)
    }

    var details: PersonDetails {
        PersonDetails(
            person: person, organizationIDs: organizationIDs ?? [], listEntries: (listEntries ?? []).map(\.entry),
            opportunityIDs: opportunityIDs ?? [])
    }
}

/// A list entry in v1's words, with or without its entity (AffinityAPI.md#list-entries).
struct V1ListEntryDTO: JSONReadable {
    struct Entity: JSONReadable {
        let name: String?
        let firstName: String?
        let lastName: String?

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            name = try members.optional("name")
            firstName = try members.optional("first_name")
            lastName = try members.optional("last_name")
        }

        var shownName: String {
            name ?? [firstName, lastName].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    let id: ListEntryID
    let listID: ListID
    let entityID: Int64
    let createdAt: String?
    let entity: Entity?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        listID = try members.required("list_id")
        entityID = try members.required("entity_id")
        createdAt = try members.optional("created_at")
        entity = try members.optional("entity")
    }

    var entry: ListEntry {
        ListEntry(
            id: id, listID: listID, entityID: entityID, entityName: entity?.shownName ?? "", createdAt: createdAt ?? "", fields: [])
    }
}

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
    let updatedAt: String?

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
        updatedAt = try members.optional("updated_at")
    }

    var note: Note {
        Note(
            id: id, content: content ?? "", format: Note.Format(rawValue: type), creatorID: creatorID,
            organizationIDs: organizationIDs ?? [], personIDs: associatedPersonIDs ?? [], opportunityIDs: opportunityIDs ?? [],
            parentID: parentID, createdAt: createdAt, isEdited: updatedAt != nil)
    }
}
