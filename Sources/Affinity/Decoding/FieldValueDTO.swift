/// A cell as v2 writes it (AffinityAPI.md#values).
struct FieldValueDTO: JSONReadable {
    let value: FieldValue

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        let id = try members.required("id", as: FieldID.self)
        value =
            if let cell = try members.cursor("value") {
                try Self.value(cell, of: id)
            } else {
                FieldValue(id: id, type: FieldValueType(rawValue: "hidden"), data: nil)
            }
    }

    private static func value(_ cell: JSONCursor, of id: FieldID) throws(JSONProblem) -> FieldValue {
        var json = cell
        // A cell in no known form is shown as it is: it must not cost its record.
        guard let members = try? JSONMembers(&json), let type = try? members.required("type", as: FieldValueType.self) else {
            json = cell
            let shown = try JSONValue(&json).shown
            return FieldValue(id: id, type: FieldValueType(rawValue: "unknown"), data: shown.map(FieldData.shown))
        }
        let total = (try? members.optional("totalCount", as: Int.self)) ?? nil
        guard let content = try members.cursor("data") else { return FieldValue(id: id, type: type, data: nil, totalCount: total) }
        let data = try FieldDataDTO(type, of: id, content).data
        let count = data?.count ?? 0
        return FieldValue(id: id, type: type, data: data, totalCount: total.flatMap { $0 > count ? $0 : nil })
    }
}

/// What stands under `data`, by the kind of field.
private struct FieldDataDTO {
    let data: FieldData?

    init(_ type: FieldValueType, of field: FieldID, _ json: JSONCursor) throws(JSONProblem) {
        // A known kind in an unknown form is shown as it is, like an unknown kind: one odd cell must not cost the page.
        var json = json
        if let known = try? Self.known(type, field, json) {
            data = known.data
        } else {
            data = try JSONValue(&json).shown.map(FieldData.shown)
        }
    }

    private init(_ data: FieldData?) {
        self.data = data
    }

    /// Nil for a kind that has no form of its own here. Empty texts, lists and locations are empty cells.
    private static func known(_ type: FieldValueType, _ field: FieldID, _ start: JSONCursor) throws(JSONProblem) -> FieldDataDTO? {
        guard let kind = type.scalar else { return nil }
        var json = start
        guard type.isMulti else {
            guard let scalar = try FieldScalar(kind, of: field, &json) else { return nil }
            return Self(scalar == .text("") || scalar == .location(Location()) ? nil : .one(scalar))
        }
        var scalars: [FieldScalar] = []
        try json.enterList()
        var isFirst = true
        while try json.nextElement(isFirst: &isFirst) {
            guard let scalar = try FieldScalar(kind, of: field, &json) else { return nil }
            scalars.append(scalar)
        }
        return Self(scalars.isEmpty ? nil : .several(scalars))
    }
}

extension FieldScalar {
    /// Nil for a day that cannot be read.
    init?(_ kind: FieldValueType.Scalar, of field: FieldID, _ json: inout JSONCursor) throws(JSONProblem) {
        switch kind {
        case .text: self = .text(try json.string())
        case .number: self = .number(try json.number())
        case .date:
            guard let date = DateValue(try json.string(), .init(of: field)) else { return nil }
            self = .date(date.day)
        case .option: self = .option(try OptionDTO(&json).reference)
        case .person: self = .person(try PersonDTO(&json).reference)
        case .company: self = .company(try CompanyDTO(&json).reference)
        case .location: self = .location(try Location(&json))
        }
    }
}

struct OptionDTO: JSONReadable {
    let dropdownOptionId: DropdownOptionID
    let text: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        dropdownOptionId = try members.required("dropdownOptionId")
        text = try members.optional("text")
    }

    var reference: OptionReference { OptionReference(id: dropdownOptionId, text: text ?? "") }
}

struct CompanyDTO: JSONReadable {
    let id: OrganizationID
    let name: String?
    let domain: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        id = try members.required("id")
        name = try members.optional("name")
        domain = try members.optional("domain")
    }

    var reference: CompanyReference { CompanyReference(id: id, label: name ?? domain ?? id.description) }
}

extension Location: JSONReadable {
    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        self.init(
            streetAddress: try members.optional("streetAddress"), city: try members.optional("city"), state: try members.optional("state"),
            country: try members.optional("country"), continent: try members.optional("continent"))
    }
}
