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

    func encode(to encoder: any Encoder) throws {
        switch data {
        case .text(let text): try text.encode(to: encoder)
        case .texts(let texts): try texts.encode(to: encoder)
        case .number(let number): try number.encode(to: encoder)
        case .numbers(let numbers): try numbers.encode(to: encoder)
        case .date(let date): try date.affinityText.encode(to: encoder)
        case .option(let option): try OptionID(dropdownOptionId: option.id).encode(to: encoder)
        case .options(let options): try options.map { OptionID(dropdownOptionId: $0.id) }.encode(to: encoder)
        case .person(let person): try RecordReference(id: person.id).encode(to: encoder)
        case .persons(let persons): try persons.map { RecordReference(id: $0.id) }.encode(to: encoder)
        case .company(let company): try RecordReference(id: company.id).encode(to: encoder)
        case .companies(let companies): try companies.map { RecordReference(id: $0.id) }.encode(to: encoder)
        case .location(let location): try location.encode(to: encoder)
        case .locations(let locations): try locations.encode(to: encoder)
        // Not writable: sent as it is, so that Affinity refuses it. Leaving it out or writing null would clear the cell.
        case .shown(let text): try text.encode(to: encoder)
        }
    }
}
