import Text

/// The body of `PATCH …/fields` (AffinityAPI.md#writing-values): each value replaces the whole cell, `data: null` clears it.
struct FieldUpdateBody: Encodable {
    let operation = "update-fields"
    let updates: [Update]

    init(_ updates: [FieldUpdate]) {
        self.updates = updates.map(Update.init)
    }

    struct Update: Encodable {
        let id: FieldID
        let value: Value

        init(_ update: FieldUpdate) {
            id = update.id
            value = Value(type: update.type, data: update.data)
        }
    }

    struct Value: Encodable {
        let type: FieldValueType
        let data: FieldData?

        private enum CodingKeys: String, CodingKey { case type, data }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(type, forKey: .type)
            if let data { try container.encode(WrittenData(data: data), forKey: .data) } else { try container.encodeNil(forKey: .data) }
        }
    }
}

/// `data` as v2 wants it written: ids only for options, persons and companies; days as noon in Greenwich (AffinityAPI.md#values).
private struct WrittenData: Encodable {
    let data: FieldData

    private struct OptionID: Encodable { let dropdownOptionId: DropdownOptionID }
    private struct RecordReference<ID: Encodable>: Encodable { let id: ID }

    private struct Scalar: Encodable {
        let scalar: FieldScalar

        func encode(to encoder: any Encoder) throws {
            switch scalar {
            case .text(let text): try text.encode(to: encoder)
            case .number(let number): try number.encode(to: encoder)
            case .date(let date): try date.affinityText.encode(to: encoder)
            case .option(let option): try OptionID(dropdownOptionId: option.id).encode(to: encoder)
            case .person(let person): try RecordReference(id: person.id).encode(to: encoder)
            case .company(let company): try RecordReference(id: company.id).encode(to: encoder)
            case .location(let location): try location.encode(to: encoder)
            // Not writable: sent as it is, so that Affinity refuses it. Leaving it out or writing null would clear the cell.
            case .shown(let text): try text.encode(to: encoder)
            }
        }
    }

    func encode(to encoder: any Encoder) throws {
        switch data {
        case .one(let scalar): try Scalar(scalar: scalar).encode(to: encoder)
        case .several(let scalars): try scalars.map(Scalar.init).encode(to: encoder)
        }
    }
}

/// `POST …/dropdown-options`; keys that the kind does not have are refused (AffinityAPI.md#dropdown-options).
struct DropdownOptionBody: Encodable {
    private let type: String
    private let text: String
    private var rank: Int?
    private var color: String?
    private var statusCategory: String?

    init(_ option: NewDropdownOption) {
        text = option.text
        switch option {
        case .plain:
            type = "dropdown"
        case .ranked(_, let rank, let color):
            type = "ranked-dropdown"
            self.rank = rank
            self.color = color.rawValue
        case .status(_, let rank, let color, let category):
            type = "status-dropdown"
            self.rank = rank
            self.color = color.rawValue
            statusCategory = category.rawValue
        }
    }
}

/// `POST /organizations` and `PUT /organizations/{id}`; members that are nil are left out (AffinityAPI.md#creating-organizations,
/// #changing-organizations).
struct OrganizationBody: Encodable {
    var name: String?
    var domain: String?
}

/// `POST /lists/{id}/list-entries` (AffinityAPI.md#list-entries).
struct ListEntryBody: Encodable {
    let entityID: Int64

    private enum CodingKeys: String, CodingKey { case entityID = "entity_id" }
}

/// `POST /persons` and `PUT /persons/{id}`; members that are nil are left out (AffinityAPI.md#creating-persons, #changing-persons).
struct PersonBody: Encodable {
    var firstName: String?
    var lastName: String?
    var emails: [String]?
    var organizationIDs: [OrganizationID]?

    private enum CodingKeys: String, CodingKey {
        case emails
        case firstName = "first_name"
        case lastName = "last_name"
        case organizationIDs = "organization_ids"
    }
}

/// `POST /opportunities` and `PUT /opportunities/{id}`; members that are nil are left out (AffinityAPI.md#opportunities).
struct OpportunityBody: Encodable {
    var name: String?
    var listID: ListID?
    var organizationIDs: [OrganizationID]?
    var personIDs: [PersonID]?

    private enum CodingKeys: String, CodingKey {
        case name
        case listID = "list_id"
        case organizationIDs = "organization_ids"
        case personIDs = "person_ids"
    }
}

/// `POST /notes`; members that are nil are left out (AffinityAPI.md#writing-notes).
struct NoteBody: Encodable {
    let content: String
    let type: Int
    let organizationIDs: [OrganizationID]?
    let personIDs: [PersonID]?
    let opportunityIDs: [OpportunityID]?
    let creatorID: PersonID?
    let createdAt: String?

    private enum CodingKeys: String, CodingKey {
        case content, type
        case organizationIDs = "organization_ids"
        case personIDs = "person_ids"
        case opportunityIDs = "opportunity_ids"
        case creatorID = "creator_id"
        case createdAt = "created_at"
    }
}
