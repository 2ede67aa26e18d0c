extension JSONWriter {
    /// The key `fields` with every selected cell, empty ones included (AffinityAPI.md#organization-objects).
    mutating func fields(_ selection: FieldSelection, of record: RecordView, in state: WorldState, version: APIVersion) {
        guard let fields = selection.fields else { return }
        key("fields")
        array { writer in
            for field in fields { writer.field(field, of: record, in: state, version: version) }
        }
    }

    /// One cell: the field's head, rendered once, and the value behind it.
    mutating func field(_ field: FieldDefinition, of record: RecordView, in state: WorldState, version: APIVersion) {
        if record.isRedacted && version >= .july2026 && state.hiddenValues == .masked {
            raw(field.masked)
            return
        }
        raw(record.isRedacted && version >= .july2026 ? field.hiddenHead : field.head)
        let values = record.values(field)
        if field.valueType == .interaction {
            interaction(values.first, in: state, version: version)
        } else if field.valueType == .listMulti {
            lists(record.listIDs(in: state), in: state)
        } else if field.valueType == .note {
            key("data")
            noteCell(of: record, in: state)
        } else if field.valueType == .reminder {
            key("data")
            reminderCell(of: record, in: state)
        } else if field.valueType.isMulti {
            multi(values, field: field, in: state)
        } else {
            key("data")
            if let value = values.first { scalar(value, field: field, in: state) } else { null() }
        }
        splice([UInt8(ascii: "}"), UInt8(ascii: "}")])
    }

    /// An empty multi value is null; a long one is cut at 100 and says how many there are (AffinityAPI.md#values).
    private mutating func multi(_ values: [FieldScalar], field: FieldDefinition, in state: WorldState) {
        let values = values.filter { state.exists($0) }
        key("data")
        guard !values.isEmpty else {
            null()
            return
        }
        array { writer in
            for value in values.prefix(100) { writer.scalar(value, field: field, in: state) }
        }
        key("totalCount")
        integer(values.count)
    }

    /// One item of a cell in v2's reading shape.
    mutating func scalar(_ value: FieldScalar, field: FieldDefinition, in state: WorldState) {
        switch value {
        case .text(let text): string(text)
        case .number(let double):
            if field.valueType == .formulaNumber {
                object { writer in
                    writer.key("calculatedValue")
                    writer.number(double)
                }
            } else {
                number(double)
            }
        case .date(let instant): plain(Timestamp.seconds(instant))
        case .option(let id): option(field.option(id), field: field)
        case .person(let id): personData(state.persons[id])
        case .company(let id): companyData(state.organizations[id])
        case .location(let place): location(place)
        case .interaction: null()
        }
    }

    private mutating func option(_ option: FieldOption?, field: FieldDefinition) {
        guard let option else {
            null()
            return
        }
        object { writer in
            writer.key("dropdownOptionId")
            writer.integer(option.id)
            writer.key("text")
            writer.string(option.text)
            if field.valueType == .rankedDropdown {
                writer.key("rank")
                writer.integer(option.rank)
                writer.key("color")
                writer.optional(option.color?.rawValue)
            }
        }
    }

    mutating func personData(_ person: Person?) {
        guard let person else {
            null()
            return
        }
        object { writer in
            writer.key("id")
            writer.integer(person.id)
            writer.key("firstName")
            writer.string(person.firstName)
            writer.key("lastName")
            writer.optional(person.lastName)
            writer.key("primaryEmailAddress")
            writer.optional(person.primaryEmail)
            writer.key("type")
            writer.string(person.kind.name)
        }
    }

    mutating func companyData(_ organization: Organization?) {
        guard let organization else {
            null()
            return
        }
        object { writer in
            writer.key("id")
            writer.integer(organization.id)
            writer.key("name")
            writer.string(organization.name)
            writer.key("domain")
            writer.optional(organization.domains.first)
        }
    }

    private mutating func location(_ place: Location) {
        object { writer in
            writer.key("streetAddress")
            writer.optional(place.streetAddress)
            writer.key("city")
            writer.optional(place.city)
            writer.key("state")
            writer.optional(place.state)
            writer.key("country")
            writer.optional(place.country)
            writer.key("continent")
            writer.optional(place.continent)
        }
    }

    private mutating func lists(_ ids: [Int], in state: WorldState) {
        key("data")
        guard !ids.isEmpty else {
            null()
            return
        }
        array { writer in
            for list in ids.prefix(100).compactMap({ state.lists[$0] }) {
                writer.object { writer in
                    writer.key("id")
                    writer.integer(list.id)
                    writer.key("name")
                    writer.string(list.name)
                    writer.key("type")
                    writer.string(list.kind.name)
                    writer.key("entityCount")
                    writer.integer(list.entryIDs.count)
                }
            }
        }
        key("totalCount")
        integer(ids.count)
    }
}
