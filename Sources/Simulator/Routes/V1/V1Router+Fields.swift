extension V1Router {
    /// Every field the key can see, or those that the parameters leave (AffinityAPI.md#field-metadata).
    func allFields(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let listID = try number("list_id")
        let valueType = try number("value_type")
        let entityType = try number("entity_type")
        if let listID, state.lists[listID] == nil { throw V1Error.missing("list_id", listID) }
        let isModified = call.query["with_modified_names"] == "true"
        let withOptions = call.query["exclude_dropdown_options"] != "true"
        return .json(capacity: 16_384) { writer in
            writer.array { writer in
                for field in state.fields.ids.compactMap({ state.fields[$0] }) where field.isInV1 {
                    if let listID, field.listID != listID { continue }
                    if let valueType, field.valueType.v1Code != valueType { continue }
                    if let entityType, field.entity.rawValue != entityType { continue }
                    let list = field.listID.flatMap { state.lists[$0] }
                    let name = isModified ? list.map { "[\($0.name)] \(field.name)" } ?? field.name : field.name
                    writer.v1Field(field, name: name, withOptions: withOptions)
                }
            }
        }
    }

    func number(_ name: String) throws(SimulatedResponse) -> Int? {
        guard let text = call.query[name] else { return nil }
        guard let number = Int(text) else { throw V1Error.unprocessable("\(name) is not a valid number") }
        return number
    }

    /// A field without options; Affinity's own types cannot be made (AffinityAPI.md#field-metadata).
    func createField(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let name = parameters.present("name")?.text, !name.isEmpty else { throw V1Error.unprocessable("name is required") }
        guard let kind = parameters.present("entity_type")?.looseInteger.flatMap({ EntityKind(rawValue: $0) }) else {
            throw V1Error.unprocessable("entity_type is required")
        }
        let isMultiple = parameters.present("allows_multiple")?.boolean ?? false
        guard let code = parameters.present("value_type")?.looseInteger, let type = Self.valueType(code, isMultiple: isMultiple) else {
            throw V1Error.unprocessable("value_type is not valid")
        }
        var listID: Int?
        if let wanted = parameters.present("list_id") {
            guard let id = wanted.looseInteger, let list = state.lists[id], list.kind == kind else {
                throw V1Error.unprocessable("list_id is not a valid id")
            }
            listID = id
        }
        guard listID != nil || (kind != .opportunity && parameters.present("is_list_specific")?.boolean != true) else {
            throw V1Error.unprocessable("list_id is required")
        }
        let field = state.addField(
            name: name, entity: kind, listID: listID, valueType: type, isRequired: parameters.present("is_required")?.boolean ?? false,
            at: call.now)
        return .json { $0.v1Field(field, name: field.name, withOptions: true) }
    }

    private static func valueType(_ code: Int, isMultiple: Bool) -> ValueType? {
        switch code {
        case 0: isMultiple ? .personMulti : .person
        case 1: isMultiple ? .companyMulti : .company
        case 2: isMultiple ? .dropdownMulti : .dropdown
        case 3: isMultiple ? .numberMulti : .number
        case 4: isMultiple ? nil : .datetime
        case 5: isMultiple ? .locationMulti : .location
        case 6: isMultiple ? nil : .text
        case 7: isMultiple ? nil : .rankedDropdown
        default: nil
        }
    }

    func deleteField(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let id = try id()
        guard let field = state.fields[id], field.isInV1 else { throw V1Error.missing("field_id", id) }
        guard field.key.hasPrefix("field-") else { throw V1Error.unprocessable("This field cannot be deleted") }
        state.deleteField(field)
        return .success
    }

    /// Strengths from 0 to 1 (AffinityAPI.md#interactions).
    func relationshipStrengths(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard let wanted = try number("external_id") else { throw V1Error.unprocessable("external_id is required") }
        let person = try person(wanted, state)
        let user = try number("internal_id")
        let pairs = state.relationships(of: .person(person.id)).filter {
            $0.externalID == wanted && (user ?? $0.internalID) == $0.internalID
        }
        return .json { writer in
            writer.array { writer in
                for pair in pairs {
                    writer.object { writer in
                        writer.put("internal_id", pair.internalID)
                        writer.put("external_id", pair.externalID)
                        writer.key("strength")
                        writer.number(Double(pair.score) / 100)
                    }
                }
            }
        }
    }

    func globalFields(_ kind: EntityKind, _ state: WorldState) -> SimulatedResponse {
        .json(capacity: 8_192) { writer in
            writer.array { writer in
                for field in (state.globalFieldIDs[kind] ?? []).compactMap({ state.fields[$0] }) where field.isInV1 {
                    writer.v1Field(field, name: field.name, withOptions: true)
                }
            }
        }
    }
}

extension JSONWriter {
    /// Exactly the eight keys of v1 (AffinityAPI.md#field-metadata).
    mutating func v1Field(_ field: FieldDefinition, name: String, withOptions: Bool) {
        object { writer in
            writer.put("id", field.id)
            writer.put("name", name)
            writer.put("list_id", field.listID)
            writer.put("enrichment_source", field.source ?? "none")
            writer.put("value_type", field.valueType.v1Code)
            writer.put("allows_multiple", field.valueType.isMulti)
            writer.put("track_changes", field.tracksChanges)
            writer.array("dropdown_options") { writer in
                guard withOptions else { return }
                for option in field.options { writer.v1Option(option) }
            }
        }
    }

    mutating func v1Option(_ option: FieldOption) {
        object { writer in
            writer.put("id", option.id)
            writer.put("text", option.text)
            writer.put("rank", option.rank)
            writer.put("color", option.color?.v1Code ?? 0)
        }
    }
}

extension FieldDefinition {
    /// Dropdowns, texts and enriched fields have no history (AffinityAPI.md#changes-of-values).
    var tracksChanges: Bool {
        source == nil && valueType.v1Code != 2 && valueType.v1Code != 6 && valueType.v1Code != 10
    }
}
