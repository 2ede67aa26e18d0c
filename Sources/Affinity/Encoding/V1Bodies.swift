/// `POST /organizations` and `PUT /organizations/{id}`; members that are nil are left out (v1 sheet §10.4, §10.5).
struct OrganizationBody: Encodable {
    var name: String?
    var domain: String?
}

/// `POST /lists/{id}/list-entries` (v1 sheet §7.2).
struct ListEntryBody: Encodable {
    let entityID: Int64

    private enum CodingKeys: String, CodingKey { case entityID = "entity_id" }
}
