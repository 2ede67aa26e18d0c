/// `GET /v2/lists` (AffinityAPI.md#dropdown-options).
struct ListDTO: JSONReadable {
    let id: ListID
    let name: String
    let type: String
    let isPublic: Bool?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.required("name")
        type = try members.required("type")
        isPublic = try members.optional("isPublic")
    }

    /// Nil for a kind of list that Ferry does not know.
    var list: AffinityList? {
        EntityKind(rawValue: type).map { AffinityList(id: id, name: name, kind: $0, isPublic: isPublic ?? false) }
    }
}

/// `GET /v2/lists/{id}/saved-views` (AffinityAPI.md#saved-views).
struct SavedViewDTO: JSONReadable {
    let id: SavedViewID
    let name: String
    let type: String

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.required("name")
        type = try members.required("type")
    }

    var view: SavedView { SavedView(id: id, name: name, kind: type) }
}

/// `GET /v2/lists/{id}/fields`, `/v2/companies/fields` (AffinityAPI.md#field-metadata).
struct FieldDTO: JSONReadable {
    let id: FieldID
    let name: String
    let type: String
    let valueType: FieldValueType
    let isRequired: Bool?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.required("name")
        type = try members.required("type")
        valueType = try members.required("valueType")
        isRequired = try members.optional("isRequired")
    }

    var field: Field {
        let origin: Field.Origin =
            switch type {
            case "enriched": .enriched
            case "global": .global
            case "list": .list
            case "relationship-intelligence": .relationshipIntelligence
            default: .other(type)
            }
        return Field(id: id, name: name, origin: origin, valueType: valueType, isRequired: isRequired ?? false)
    }
}

/// `…/dropdown-options`, all three kinds (AffinityAPI.md#dropdown-options).
struct DropdownOptionDTO: JSONReadable {
    let id: DropdownOptionID
    let text: String
    let rank: Int?
    /// Of a status.
    let statusCategory: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        text = try members.required("text")
        rank = try members.optional("rank")
        statusCategory = try members.optional("statusCategory")
    }

    var option: DropdownOption {
        DropdownOption(id: id, text: text, rank: rank, category: statusCategory.flatMap(DropdownOption.Category.init))
    }
}
