extension V1Router {
    /// Every field the key can see, or those that the parameters leave (v1 sheet §8.1).
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

    private func number(_ name: String) throws(SimulatedResponse) -> Int? {
        guard let text = call.query[name] else { return nil }
        guard let number = Int(text) else { throw V1Error.unprocessable("\(name) is not a valid number") }
        return number
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
    /// Exactly the eight keys of v1 (v1 sheet §8.1).
    mutating func v1Field(_ field: FieldDefinition, name: String, withOptions: Bool) {
        object { writer in
            writer.key("id")
            writer.integer(field.id)
            writer.key("name")
            writer.string(name)
            writer.key("list_id")
            writer.optional(field.listID)
            writer.key("enrichment_source")
            writer.string(field.source ?? "none")
            writer.key("value_type")
            writer.optional(field.valueType.v1Code)
            writer.key("allows_multiple")
            writer.bool(field.valueType.isMulti)
            writer.key("track_changes")
            writer.bool(field.tracksChanges)
            writer.key("dropdown_options")
            writer.array { writer in
                guard withOptions else { return }
                for option in field.options { writer.v1Option(option) }
            }
        }
    }

    mutating func v1Option(_ option: FieldOption) {
        object { writer in
            writer.key("id")
            writer.integer(option.id)
            writer.key("text")
            writer.string(option.text)
            writer.key("rank")
            writer.integer(option.rank)
            writer.key("color")
            writer.integer(option.color?.v1Code ?? 0)
        }
    }
}

extension FieldDefinition {
    /// Dropdowns, texts and enriched fields have no history (v1 sheet §9).
    var tracksChanges: Bool {
        source == nil && valueType.v1Code != 2 && valueType.v1Code != 6 && valueType.v1Code != 10
    }
}
