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
            if let heir = state.mergedOrganizations[id] { throw V1Error.merged("organization_id", id, into: heir) }
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
        if let heir = state.mergedPersons[id] { throw V1Error.merged("person_id", id, into: heir) }
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
