/// A company in v2's words (AffinityAPI.md#organization-objects).
struct OrganizationDTO: JSONReadable {
    let id: OrganizationID
    let name: String?
    let domain: String?
    let domains: [String]?
    let isGlobal: Bool?
    let fields: [FieldValueDTO]?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.optional("name")
        domain = try members.optional("domain")
        domains = try members.optional("domains")
        isGlobal = try members.optional("isGlobal")
        fields = try members.optional("fields")
    }

    var organization: Organization {
        Organization(
            id: id, name: name ?? "", domains: primaryFirst(domain, domains ?? []), isGlobal: isGlobal ?? false,
            fields: (fields ?? []).map(\.value))
    }
}

/// A row of a list (AffinityAPI.md#list-entries). An entry of a saved view has the same form.
struct ListEntryDTO: JSONReadable {
    /// A company and an opportunity have a name, a person two.
    struct Entity: JSONReadable {
        let id: Int64
        let name: String?
        let firstName: String?
        let lastName: String?
        let fields: [FieldValueDTO]?

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            id = try members.required("id")
            name = try members.optional("name")
            firstName = try members.optional("firstName")
            lastName = try members.optional("lastName")
            fields = try members.optional("fields")
        }

        var shownName: String {
            name ?? [firstName, lastName].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    let id: ListEntryID
    let listId: ListID?
    let createdAt: String?
    let entity: Entity

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        listId = try members.optional("listId")
        createdAt = try members.optional("createdAt")
        entity = try members.required("entity")
    }

    /// - Parameter list: what was asked for, since older shapes do not repeat it.
    func entry(of list: ListID) -> ListEntry {
        ListEntry(
            id: id, listID: listId ?? list, entityID: entity.id, entityName: entity.shownName, createdAt: createdAt ?? "",
            fields: (entity.fields ?? []).map(\.value))
    }
}
