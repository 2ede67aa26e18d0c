/// An organization in v1's words (AffinityAPI.md#organization-objects).
struct V1OrganizationDTO: Decodable {
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

    private enum CodingKeys: String, CodingKey {
        case id, name, domain, domains
        case isGlobal = "global"
        case personIDs = "person_ids"
        case opportunityIDs = "opportunity_ids"
        case listEntries = "list_entries"
    }

    var organization: Organization {
        Organization(id: id, name: name ?? "", domains: primaryFirst(domain, domains ?? []), isGlobal: isGlobal ?? false)
    }
}

/// A person in v1's words (AffinityAPI.md#person-objects).
struct V1PersonDTO: Decodable {
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

    private enum CodingKeys: String, CodingKey {
        case id, type, emails
        case opportunityIDs = "opportunity_ids"
        case organizationIDs = "organization_ids"
        case listEntries = "list_entries"
        case firstName = "first_name"
        case lastName = "last_name"
        case primaryEmail = "primary_email"
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
struct V1ListEntryDTO: Decodable {
    struct Entity: Decodable {
        let name: String?
        let firstName: String?
        let lastName: String?

        private enum CodingKeys: String, CodingKey {
            case name
            case firstName = "first_name"
            case lastName = "last_name"
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

    private enum CodingKeys: String, CodingKey {
        case id, entity
        case listID = "list_id"
        case entityID = "entity_id"
        case createdAt = "created_at"
    }

    var entry: ListEntry {
        ListEntry(
            id: id, listID: listID, entityID: entityID, entityName: entity?.shownName ?? "", createdAt: createdAt ?? "", fields: [])
    }
}
