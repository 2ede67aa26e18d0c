/// A company in v2's words (AffinityAPI.md#organization-objects).
struct OrganizationDTO: Decodable {
    let id: OrganizationID
    let name: String?
    let domain: String?
    let domains: [String]?
    let isGlobal: Bool?
    let fields: [FieldValueDTO]?

    var organization: Organization {
        Organization(
            id: id, name: name ?? "", domains: primaryFirst(domain, domains ?? []), isGlobal: isGlobal ?? false,
            fields: (fields ?? []).map(\.value))
    }
}

/// A row of a list (AffinityAPI.md#list-entries). An entry of a saved view has the same form.
struct ListEntryDTO: Decodable {
    /// A company and an opportunity have a name, a person two.
    struct Entity: Decodable {
        let id: Int64
        let name: String?
        let firstName: String?
        let lastName: String?
        let fields: [FieldValueDTO]?

        var shownName: String {
            name ?? [firstName, lastName].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: " ")
        }
    }

    let id: ListEntryID
    let listId: ListID?
    let createdAt: String?
    let entity: Entity

    /// - Parameter list: what was asked for, since older shapes do not repeat it.
    func entry(of list: ListID) -> ListEntry {
        ListEntry(
            id: id, listID: listId ?? list, entityID: entity.id, entityName: entity.shownName, createdAt: createdAt ?? "",
            fields: (entity.fields ?? []).map(\.value))
    }
}
