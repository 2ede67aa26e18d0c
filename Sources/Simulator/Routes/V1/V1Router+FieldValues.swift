extension V1Router {
    /// Rows by exactly one selector; of a record its own values and those of all its rows, of a row only its own
    /// (AffinityAPI.md#field-values-of-v1).
    func fieldValues(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let selectors = ["person_id", "organization_id", "opportunity_id", "list_entry_id"].filter { call.query[$0] != nil }
        guard selectors.count == 1, let selector = selectors.first else {
            throw V1Error.unprocessable("Exactly one of person_id, organization_id, opportunity_id, list_entry_id is required")
        }
        guard let id = call.query[selector].flatMap({ Int($0) }) else { throw V1Error.unprocessable("\(selector) is not a valid id") }
        var owners: [CellOwner] = []
        switch selector {
        case "person_id": owners = [.person(id)] + (try person(id, state)).entryIDs.map { .entry($0) }
        case "organization_id": owners = [.company(id)] + (try organization(id, state)).entryIDs.map { .entry($0) }
        case "opportunity_id":
            owners = [.entry(try opportunity(id, state).entryID)]
        default:
            guard state.entries[id] != nil else { throw V1Error.missing(selector, id) }
            owners = [.entry(id)]
        }
        return .json(capacity: 8_192) { writer in
            writer.array { writer in
                for owner in owners where !isRedacted(owner, state) {
                    for (fieldID, rows) in (state.cells(of: owner) ?? [:]).sorted(by: { $0.key < $1.key }) {
                        guard let field = state.fields[fieldID], field.isInV1 else { continue }
                        for row in rows { writer.v1FieldValue(row, field: field, owner: owner, in: state) }
                    }
                }
            }
        }
    }

    /// Values of an opportunity that the key may not see are left out, and cannot be written.
    private func isRedacted(_ owner: CellOwner, _ state: WorldState) -> Bool {
        guard case .entry(let id) = owner, let entry = state.entries[id] else { return false }
        return state.isRedacted(entry)
    }

    /// Adds a value to an empty cell or another one to a multi cell (AffinityAPI.md#field-values-of-v1).
    /// - Throws: 422 for a filled single cell and for everything that does not fit together.
    func createFieldValue(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        let fieldID = try parameters.id("field_id")
        guard let field = state.fields[fieldID], field.isInV1 else { throw V1Error.missing("field_id", fieldID) }
        let entityID = try parameters.id("entity_id")
        let owner = try owner(of: field, entityID: entityID, parameters, state)
        if isRedacted(owner, state) { throw V1Error.forbidden }
        if !field.valueType.isMulti && !state.rows(of: owner, field: fieldID).isEmpty {
            throw V1Error.unprocessable("A value already exists for this field; use PUT to change it")
        }
        let value = try V1Value(field: field).scalar(parameters["value"] ?? .null, &state)
        let row = state.appendValue(value, of: owner, field: fieldID, at: call.now)
        return .json { $0.v1FieldValue(row, field: state.fields[fieldID] ?? field, owner: owner, in: state) }
    }

    private func owner(
        of field: FieldDefinition, entityID: Int, _ parameters: JSONValue, _ state: WorldState
    ) throws(SimulatedResponse) -> CellOwner {
        guard let listID = field.listID else {
            if parameters.present("list_entry_id") != nil {
                throw V1Error.unprocessable("list_entry_id must not be given for a field that is not list-specific")
            }
            if field.entity == .company { return .company(try organization(entityID, state).id) }
            return .person(try person(entityID, state).id)
        }
        guard parameters.present("list_entry_id") != nil else {
            throw V1Error.unprocessable("list_entry_id is required for list-specific fields")
        }
        let entryID = try parameters.id("list_entry_id")
        guard let entry = state.entries[entryID], entry.listID == listID else { throw V1Error.missing("list_entry_id", entryID) }
        guard entry.entityID == entityID else {
            throw V1Error.unprocessable("entity_id: \(entityID) is not a valid id for list_entry_id \(entryID)")
        }
        return .entry(entryID)
    }

    func updateFieldValue(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let id = try id()
        guard let location = state.valueLocations[id], let field = state.fields[location.fieldID] else {
            throw V1Error.missing("field_value_id", id)
        }
        if isRedacted(location.owner, state) { throw V1Error.forbidden }
        let value = try V1Value(field: field).scalar(try call.parameters()["value"] ?? .null, &state)
        guard let row = state.updateValue(id, to: value, at: call.now) else { throw V1Error.missing("field_value_id", id) }
        return .json { $0.v1FieldValue(row, field: state.fields[field.id] ?? field, owner: location.owner, in: state) }
    }

    func deleteFieldValue(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let id = try id()
        if let location = state.valueLocations[id], isRedacted(location.owner, state) { throw V1Error.forbidden }
        guard state.deleteValue(id, at: call.now) else { throw V1Error.missing("field_value_id", id) }
        return .success
    }
}

extension JSONWriter {
    fileprivate mutating func v1FieldValue(_ row: ValueRow, field: FieldDefinition, owner: CellOwner, in state: WorldState) {
        object { $0.v1FieldValueKeys(row, field: field, owner: owner, in: state) }
    }

    /// Exactly the nine keys of a row (AffinityAPI.md#field-values-of-v1).
    mutating func v1FieldValueKeys(_ row: ValueRow, field: FieldDefinition, owner: CellOwner, in state: WorldState) {
        var entryID: Int?
        let entityID: Int
        switch owner {
        case .company(let id), .person(let id): entityID = id
        case .entry(let id):
            entryID = id
            entityID = state.entries[id]?.entityID ?? 0
        }
        put("id", row.id)
        put("field_id", field.id)
        put("list_entry_id", entryID)
        put("entity_type", field.entity.rawValue)
        put("value_type", field.valueType.v1Code)
        put("entity_id", entityID)
        put("created_at", row.createdAt, as: Timestamp.pacific)
        put("updated_at", row.updatedAt, as: Timestamp.pacific)
        key("value")
        v1Value(row.value, field: field)
    }

    /// A value in v1's reading shape (AffinityAPI.md#field-values-of-v1).
    mutating func v1Value(_ value: FieldScalar, field: FieldDefinition) {
        switch value {
        case .text(let text): string(text)
        case .number(let number): float(number)
        case .date(let instant): plain(Timestamp.pacific(Double(instant)))
        case .person(let id), .company(let id): integer(id)
        case .interaction: null()
        case .option(let id):
            guard let option = field.option(id) else {
                null()
                return
            }
            if field.valueType == .rankedDropdown { v1Option(option) } else { string(option.text) }
        case .location(let place):
            object { writer in
                writer.put("street_address", place.streetAddress)
                writer.put("city", place.city)
                writer.put("state", place.state)
                writer.put("country", place.country)
                writer.put("continent", place.continent)
            }
        }
    }
}

/// Reads a value that v1 is given, by the rules of AffinityAPI.md#field-values-of-v1 and the defaults of §21.
struct V1Value {
    let field: FieldDefinition

    /// Unknown text for a plain dropdown becomes a new option, as live.
    /// - Throws: 422 when the value does not fit the field.
    func scalar(_ value: JSONValue, _ state: inout WorldState) throws(SimulatedResponse) -> FieldScalar {
        guard value != .null, value != .string("") else { throw V1Error.unprocessable("value is required") }
        switch field.valueType {
        case .person, .personMulti: return .person(try person(value, state))
        case .company, .companyMulti:
            guard let id = value.looseInteger else { throw V1Error.unprocessable("value is not a valid id") }
            if let target = state.mergedOrganizations[id] { throw V1Error.merged("organization_id", id, into: target) }
            guard state.organizations[id] != nil else { throw V1Error.missing("organization_id", id) }
            return .company(id)
        case .dropdown, .dropdownMulti: return try dropdown(value, &state)
        case .rankedDropdown:
            guard let id = value.integer, field.option(id) != nil else {
                throw V1Error.unprocessable("value is not a valid id of a dropdown option")
            }
            return .option(id)
        case .number, .numberMulti:
            guard case .number(let number) = value else { throw V1Error.unprocessable("value must be a number") }
            return .number(number)
        case .datetime: return .date(try date(value, state))
        case .location, .locationMulti: return .location(try location(value))
        case .text, .filterableText, .filterableTextMulti:
            guard let text = value.text else { throw V1Error.unprocessable("value must be a string") }
            return .text(text)
        case .formulaNumber, .interaction, .listMulti, .note, .reminder:
            throw V1Error.unprocessable("This field is read-only")
        }
    }

    private func person(_ value: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> Int {
        guard let id = value.looseInteger else { throw V1Error.unprocessable("value is not a valid id") }
        if let target = state.mergedPersons[id] { throw V1Error.merged("person_id", id, into: target) }
        guard let person = state.persons[id] else { throw V1Error.missing("person_id", id) }
        guard person.isInternal || !field.takesUsersOnly else { throw V1Error.unprocessable("value must be an internal person") }
        return id
    }

    private func dropdown(_ value: JSONValue, _ state: inout WorldState) throws(SimulatedResponse) -> FieldScalar {
        if let id = value.integer {
            guard field.option(id) != nil else { throw V1Error.unprocessable("value is not a valid id of a dropdown option") }
            return .option(id)
        }
        guard let text = value.text else { throw V1Error.unprocessable("value must be the text of a dropdown option") }
        if let option = field.options.first(where: { $0.text == text }) { return .option(option.id) }
        return .option(state.addOption(to: field.id, text: text).id)
    }

    private func date(_ value: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> Int {
        guard let text = value.text else { throw V1Error.unprocessable("value must be a date") }
        if let date = Timestamp.parseDate(text) { return PacificTime.midnight(of: date) }
        guard let date = state.dayOfOffset.stored(text) else { throw V1Error.unprocessable("value is not a valid date") }
        return date
    }

    private func location(_ value: JSONValue) throws(SimulatedResponse) -> Location {
        guard value.members != nil else { throw V1Error.unprocessable("value must be a location") }
        return Location(
            streetAddress: value["street_address"]?.text, city: value["city"]?.text, state: value["state"]?.text,
            country: value["country"]?.text, continent: value["continent"]?.text)
    }
}
