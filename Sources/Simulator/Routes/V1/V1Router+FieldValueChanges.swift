/// The history of one field (AffinityAPI.md#changes-of-values).
extension V1Router {
    private static let most = 10_000

    /// Newest first unless asked otherwise.
    /// - Throws: 422 without a field, for one without history, for more than one selector, and for keyset paging without its parts.
    func fieldValueChanges(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard let fieldID = try number("field_id") else { throw V1Error.unprocessable("field_id is required") }
        guard let field = state.fields[fieldID], field.isInV1 else { throw V1Error.missing("field_id", fieldID) }
        guard field.tracksChanges else {
            throw V1Error.unprocessable("Tracking changes for this entity attribute is not yet supported")
        }
        let entityID = try selectedEntity(state)
        let action = try number("action_type")
        if let action, FieldChange.Action(rawValue: action) == nil { throw V1Error.unprocessable("action_type is not valid") }
        let order = call.query["order_by"] ?? "desc"
        guard order == "asc" || order == "desc" else { throw V1Error.unprocessable("order_by must be asc or desc") }
        let after = try time("changed_after").map(Double.init)
        let afterID = try number("after_id")
        if afterID != nil && (after == nil || order != "asc") {
            throw V1Error.unprocessable("after_id requires changed_after and order_by=asc")
        }
        var limit = Self.most
        if let wanted = try number("limit") {
            guard wanted >= 1, wanted <= Self.most else { throw V1Error.unprocessable("limit must be between 1 and \(Self.most)") }
            limit = wanted
        }
        var found = state.changes.filter { change in
            guard change.fieldID == fieldID, !state.isRedacted(change) else { return false }
            if let entityID, change.entityID != entityID { return false }
            if let action, change.action.rawValue != action { return false }
            guard let after else { return true }
            guard let afterID else { return change.at >= after }
            return change.at > after || (change.at == after && change.id > afterID)
        }
        if order == "desc" { found.reverse() }
        return .json(capacity: 8_192) { writer in
            writer.array { writer in
                for change in found.prefix(limit) { writer.v1Change(change, field: field, in: state) }
            }
        }
    }

    /// A row selects the record behind it, so that changes in other rows of that record may show (AffinityAPI.md#changes-of-values).
    private func selectedEntity(_ state: WorldState) throws(SimulatedResponse) -> Int? {
        let selectors = ["person_id", "organization_id", "opportunity_id", "list_entry_id"].filter { call.query[$0] != nil }
        guard selectors.count <= 1 else {
            throw V1Error.unprocessable("At most one of person_id, organization_id, opportunity_id, list_entry_id may be given")
        }
        guard let selector = selectors.first, let id = try number(selector) else { return nil }
        switch selector {
        case "person_id": return try person(id, state).id
        case "organization_id": return try organization(id, state).id
        case "opportunity_id": return try opportunity(id, state).id
        default:
            guard let entry = state.entries[id] else { throw V1Error.missing(selector, id) }
            return entry.entityID
        }
    }
}

extension JSONWriter {
    fileprivate mutating func v1Change(_ change: FieldChange, field: FieldDefinition, in state: WorldState) {
        object { writer in
            writer.put("id", change.id)
            writer.put("field_id", field.id)
            writer.put("entity_id", change.entityID)
            writer.put("list_entry_id", change.entryID)
            writer.put("action_type", change.action.rawValue)
            writer.object("changer", of: state.persons[change.changerID]) { $0.v1PersonKeys($1) }
            writer.put("changed_at", change.at, as: Timestamp.pacificMicroseconds)
            writer.key("value")
            if case .option(let id) = change.value, field.option(id) == nil {
                writer.string(change.shown)
            } else {
                writer.v1Value(change.value, field: field)
            }
            writer.put("entity_attribute_id", field.id)
            writer.object("person", of: change.kind == .person ? state.persons[change.entityID] : nil) { $0.v1PersonKeys($1) }
            writer.object("company", of: change.kind == .company ? state.organizations[change.entityID] : nil) { $0.v1OrganizationKeys($1) }
            writer.object("opp", of: change.kind == .opportunity ? state.opportunities[change.entityID] : nil) { writer, opportunity in
                writer.put("id", opportunity.id)
                writer.put("name", opportunity.shownName)
            }
        }
    }
}
