/// What somebody has added to a record: a file or a reminder (AffinityAPI.md#files-and-reminders).
package struct Attachment: Hashable, Sendable {
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        case file, reminder

        package var plural: String { "\(rawValue)s" }
    }

    package let id: Int64
    /// A file's name, a reminder's text.
    package let text: String?
    /// Exactly one has it.
    package let record: RecordReference
}

extension AffinityAPI {
    /// - Parameter record: whose; nil for those of all records that the key may see.
    package static func attachments(_ kind: Attachment.Kind, of record: RecordReference? = nil) -> PagedCall<Attachment> {
        let query = record.map { [recordQuery($0)] } ?? []
        switch kind {
        case .file:
            return PagedCall(
                v1: "/entity-files", query: query, collection: "entity_files", CallDescription(.get, "/entity-files", "files"),
                rows: V1FileDTO.self
            ) { $0.attachment }
        case .reminder:
            return PagedCall(
                v1: "/reminders", query: query, collection: "reminders", CallDescription(.get, "/reminders", "reminders"),
                rows: V1ReminderDTO.self
            ) { $0.attachment }
        }
    }

    static func recordQuery(_ record: RecordReference) -> APIRequest.QueryItem {
        switch record {
        case .organization(let id): APIRequest.QueryItem("organization_id", id.description)
        case .person(let id): APIRequest.QueryItem("person_id", id.description)
        case .opportunity(let id): APIRequest.QueryItem("opportunity_id", id.description)
        }
    }
}

/// A file in v1's words (AffinityAPI.md#files-and-reminders).
private struct V1FileDTO: JSONReadable {
    let id: Int64
    let name: String?
    let organizationID: OrganizationID?
    let personID: PersonID?
    let opportunityID: OpportunityID?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.optional("name")
        organizationID = try members.optional("organization_id")
        personID = try members.optional("person_id")
        opportunityID = try members.optional("opportunity_id")
    }

    var attachment: Attachment? {
        let record =
            organizationID.map { RecordReference.organization($0) } ?? personID.map { .person($0) }
            ?? opportunityID.map { .opportunity($0) }
        return record.map { Attachment(id: id, text: name, record: $0) }
    }
}

/// A reminder in v1's words (AffinityAPI.md#files-and-reminders).
private struct V1ReminderDTO: JSONReadable {
    /// Of the record only the id is wanted.
    struct Tagged<ID: JSONReadable>: JSONReadable {
        let id: ID

        init(_ json: inout JSONCursor) throws(JSONProblem) { id = try JSONMembers(&json).required("id") }
    }

    let id: Int64
    let content: String?
    let organization: Tagged<OrganizationID>?
    let person: Tagged<PersonID>?
    let opportunity: Tagged<OpportunityID>?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        content = try members.optional("content")
        organization = try members.optional("organization")
        person = try members.optional("person")
        opportunity = try members.optional("opportunity")
    }

    var attachment: Attachment? {
        let record =
            organization.map { RecordReference.organization($0.id) } ?? person.map { .person($0.id) }
            ?? opportunity.map { .opportunity($0.id) }
        return record.map { Attachment(id: id, text: content, record: $0) }
    }
}
