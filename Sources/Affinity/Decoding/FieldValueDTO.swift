/// A cell as v2 writes it (AffinityAPI.md#values).
struct FieldValueDTO: Decodable {
    let value: FieldValue

    private enum CodingKeys: String, CodingKey { case id, value }
    private enum ValueKeys: String, CodingKey { case type, data, totalCount }

    init(value: FieldValue) {
        self.value = value
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        let id = try container.decode(FieldID.self, forKey: .id)
        guard container.contains(.value), try !container.decodeNil(forKey: .value) else {
            value = FieldValue(id: id, type: FieldValueType(rawValue: "hidden"), data: nil)
            return
        }
        // A cell in no known form is shown as it is: it must not cost its record.
        guard let inner = try? container.nestedContainer(keyedBy: ValueKeys.self, forKey: .value),
            let type = try? inner.decode(FieldValueType.self, forKey: .type)
        else {
            let shown = try container.decode(JSONValue.self, forKey: .value).shown
            value = FieldValue(id: id, type: FieldValueType(rawValue: "unknown"), data: shown.map(FieldData.shown))
            return
        }
        let total = (try? inner.decodeIfPresent(Int.self, forKey: .totalCount)) ?? nil
        var data: FieldData?
        if inner.contains(.data), try !inner.decodeNil(forKey: .data) {
            data = try FieldDataDTO(type: type, of: id, from: inner.superDecoder(forKey: .data)).data
        }
        let count = data?.count ?? 0
        value = FieldValue(id: id, type: type, data: data, totalCount: total.flatMap { $0 > count ? $0 : nil })
    }
}

/// What stands under `data`, by the kind of field.
private struct FieldDataDTO {
    let data: FieldData?

    init(type: FieldValueType, of field: FieldID, from decoder: any Decoder) throws {
        // A known kind in an unknown form is shown as it is, like an unknown kind: one odd cell must not cost the page.
        if let known = try? Self.known(type, field, decoder) {
            data = known.data
        } else {
            data = try JSONValue(from: decoder).shown.map(FieldData.shown)
        }
    }

    private init(_ data: FieldData?) {
        self.data = data
    }

    /// Nil for a kind that has no form of its own here. Empty texts, lists and locations are empty cells.
    private static func known(_ type: FieldValueType, _ field: FieldID, _ decoder: any Decoder) throws -> FieldDataDTO? {
        func some<Element: Decodable>(_: Element.Type) throws -> [Element]? {
            let elements = try [Element](from: decoder)
            return elements.isEmpty ? nil : elements
        }
        switch type {
        case .text, .filterableText:
            let text = try String(from: decoder)
            return Self(text.isEmpty ? nil : .text(text))
        case .filterableTextMulti: return Self(try some(String.self).map(FieldData.texts))
        case .number: return Self(.number(try Double(from: decoder)))
        case .numberMulti: return Self(try some(Double.self).map(FieldData.numbers))
        case .datetime: return DateValue(try String(from: decoder), .init(of: field)).map { Self(.date($0.day)) }
        case .dropdown, .rankedDropdown: return Self(.option(try OptionDTO(from: decoder).reference))
        case .dropdownMulti: return Self(try some(OptionDTO.self).map { .options($0.map(\.reference)) })
        case .person: return Self(.person(try PersonDTO(from: decoder).reference))
        case .personMulti: return Self(try some(PersonDTO.self).map { .persons($0.map(\.reference)) })
        case .company: return Self(.company(try CompanyDTO(from: decoder).reference))
        case .companyMulti: return Self(try some(CompanyDTO.self).map { .companies($0.map(\.reference)) })
        case .location:
            let location = try Location(from: decoder)
            return Self(location.isEmpty ? nil : .location(location))
        case .locationMulti: return Self(try some(Location.self).map(FieldData.locations))
        default: return nil
        }
    }
}

struct OptionDTO: Decodable {
    let dropdownOptionId: DropdownOptionID
    let text: String?

    var reference: OptionReference { OptionReference(id: dropdownOptionId, text: text ?? "") }
}

struct CompanyDTO: Decodable {
    let id: OrganizationID
    let name: String?
    let domain: String?

    var reference: CompanyReference { CompanyReference(id: id, label: name ?? domain ?? id.description) }
}

extension FieldData {
    /// How many values a cell with this data shows.
    package var count: Int {
        switch self {
        case .texts(let values): values.count
        case .numbers(let values): values.count
        case .options(let values): values.count
        case .persons(let values): values.count
        case .companies(let values): values.count
        case .locations(let values): values.count
        case .text, .number, .date, .option, .person, .company, .location, .shown: 1
        }
    }
}
