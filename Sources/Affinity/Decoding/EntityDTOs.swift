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

/// A person in v2's words, in a cell, as an entity or as a user (AffinityAPI.md#ids-and-kinds, #who-the-key-is).
struct PersonDTO: JSONReadable {
    let id: PersonID
    let firstName: String?
    let lastName: String?
    let primaryEmailAddress: String?
    let emailAddresses: [String]?
    let type: String?
    /// Only of an entity that was read with fields.
    let fields: [FieldValueDTO]?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        firstName = try members.optional("firstName")
        lastName = try members.optional("lastName")
        primaryEmailAddress = try members.optional("primaryEmailAddress")
        emailAddresses = try members.optional("emailAddresses")
        type = try members.optional("type")
        fields = try members.optional("fields")
    }

    func person(isInternal: Bool? = nil) -> Person {
        Person(
            id: id, firstName: firstName ?? "", lastName: lastName,
            emailAddresses: primaryFirst(primaryEmailAddress, emailAddresses ?? []), isInternal: isInternal ?? (type == "internal"),
            fields: (fields ?? []).map(\.value))
    }

    var reference: PersonReference {
        if let primaryEmailAddress, !primaryEmailAddress.isEmpty { return PersonReference(id: id, label: primaryEmailAddress) }
        let name = person().fullName
        return PersonReference(id: id, label: name.isEmpty ? id.description : name)
    }
}

/// All addresses (or domains) once, the primary one first.
func primaryFirst(_ primary: String?, _ all: [String]) -> [String] {
    guard let primary, !primary.isEmpty else { return all }
    // As it mostly stands there.
    if all.first == primary, !all.dropFirst().contains(primary) { return all }
    return [primary] + all.filter { $0 != primary }
}
