/// Whose key this is (`GET /v2/auth/whoami`).
package struct CurrentUser: Hashable, Sendable {
    package let tenantName: String
    package let subdomain: String
    package let userID: PersonID
    package let firstName: String
    package let lastName: String?
    package let emailAddress: String
    package let grantType: String
    package let scopes: [String]

    package init(
        tenantName: String, subdomain: String, userID: PersonID, firstName: String, lastName: String?, emailAddress: String,
        grantType: String, scopes: [String]
    ) {
        self.tenantName = tenantName
        self.subdomain = subdomain
        self.userID = userID
        self.firstName = firstName
        self.lastName = lastName
        self.emailAddress = emailAddress
        self.grantType = grantType
        self.scopes = scopes
    }
}

package enum EntityKind: String, Hashable, Sendable, Codable {
    case company, person, opportunity
}

package struct AffinityList: Hashable, Sendable {
    package let id: ListID
    package let name: String
    package let kind: EntityKind
    package let isPublic: Bool

    package init(id: ListID, name: String, kind: EntityKind, isPublic: Bool) {
        self.id = id
        self.name = name
        self.kind = kind
        self.isPublic = isPublic
    }
}

/// Only views of kind `sheet` can be read (AffinityAPI.md#saved-views).
package struct SavedView: Hashable, Sendable {
    package let id: SavedViewID
    package let name: String
    package let kind: String

    package init(id: SavedViewID, name: String, kind: String) {
        self.id = id
        self.name = name
        self.kind = kind
    }
}

/// A column: of one list, of every organization, or filled in by Affinity (AffinityAPI.md#field-metadata).
package struct Field: Hashable, Sendable {
    package enum Origin: Hashable, Sendable {
        case enriched, global, list, relationshipIntelligence
        case other(String)
    }

    package let id: FieldID
    package let name: String
    package let origin: Origin
    package let valueType: FieldValueType
    package let isRequired: Bool

    package init(id: FieldID, name: String, origin: Origin, valueType: FieldValueType, isRequired: Bool) {
        self.id = id
        self.name = name
        self.origin = origin
        self.valueType = valueType
        self.isRequired = isRequired
    }
}

/// A company; Affinity's v1 calls it an organization, v2 a company, with the same ids.
package struct Organization: Hashable, Sendable {
    package let id: OrganizationID
    package let name: String
    /// Every domain, the primary one first.
    package let domains: [String]
    /// From Affinity's shared directory: its name and domains can't be changed.
    package let isGlobal: Bool
    package let fields: [FieldValue]

    package init(id: OrganizationID, name: String, domains: [String], isGlobal: Bool, fields: [FieldValue] = []) {
        self.id = id
        self.name = name
        self.domains = domains
        self.isGlobal = isGlobal
        self.fields = fields
    }
}

package struct Person: Hashable, Sendable {
    package let id: PersonID
    package let firstName: String
    package let lastName: String?
    /// The primary one first.
    package let emailAddresses: [String]
    /// A user of this account, who may own things.
    package let isInternal: Bool
    /// The cells that were asked for.
    package let fields: [FieldValue]

    package init(
        id: PersonID, firstName: String, lastName: String?, emailAddresses: [String], isInternal: Bool, fields: [FieldValue] = []
    ) {
        self.id = id
        self.firstName = firstName
        self.lastName = lastName
        self.emailAddresses = emailAddresses
        self.isInternal = isInternal
        self.fields = fields
    }

    package var fullName: String { [firstName, lastName ?? ""].filter { !$0.isEmpty }.joined(separator: " ") }
    package var reference: PersonReference { PersonReference(id: id, label: emailAddresses.first ?? fullName) }
}

/// A row of a list. All field values, the list's own too, come with the entity (AffinityAPI.md#list-entries).
package struct ListEntry: Hashable, Sendable {
    package let id: ListEntryID
    package let listID: ListID
    /// The id of the organization, person or opportunity.
    package let entityID: Int64
    package let entityName: String
    /// ISO 8601, as Affinity wrote it.
    package let createdAt: String
    package let fields: [FieldValue]

    package init(id: ListEntryID, listID: ListID, entityID: Int64, entityName: String, createdAt: String, fields: [FieldValue]) {
        self.id = id
        self.listID = listID
        self.entityID = entityID
        self.entityName = entityName
        self.createdAt = createdAt
        self.fields = fields
    }
}
