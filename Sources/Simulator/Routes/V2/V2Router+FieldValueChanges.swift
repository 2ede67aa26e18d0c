/// What happened to cells, one row for each item (AffinityAPI.md#changes-of-values).
extension V2Router {
    private static let properties: [String: FilterExpression.Property] = [
        "field.id": .name, "listEntry.id": .id, "changer.id": .id, "changedAt": .time, "actionType": .name,
    ]

    /// Oldest first unless `orderBy=-changedAt`.
    /// - Parameter entryID: the row whose history it is; its route takes neither an order nor a filter by row.
    func fieldValueChanges(_ state: WorldState, ofEntry entryID: Int?) throws(SimulatedResponse) -> SimulatedResponse {
        let properties = Self.properties.filter { entryID == nil || $0.key != "listEntry.id" }
        let filter = try FilterExpression(call.query["filter"], properties: properties)
        var isNewestFirst = false
        if entryID == nil, let order = call.query["orderBy"] {
            guard order == "changedAt" || order == "-changedAt" else {
                throw V2Error.validation("orderBy", "value at `/orderBy` is not one of: [\"changedAt\", \"-changedAt\"]")
            }
            isNewestFirst = order == "-changedAt"
        }
        var found = state.changes.filter { change in
            guard entryID == nil || change.entryID == entryID, !state.isRedacted(change), let field = state.fields[change.fieldID] else {
                return false
            }
            return filter.matches { Self.value($0, of: change, field: field) }
        }
        if isNewestFirst { found.reverse() }
        return try V2Page(count: found.count, call: call).response(capacity: 16_384) { writer, index in
            let change = found[index]
            if let field = state.fields[change.fieldID] { writer.change(change, field: field, in: state) }
        }
    }

    private static func value(_ property: String, of change: FieldChange, field: FieldDefinition) -> FilterExpression.Value? {
        switch property {
        case "field.id": .text(field.key)
        case "listEntry.id": change.entryID.map { .integer($0) }
        case "changer.id": .integer(change.changerID)
        case "changedAt": .time(change.at)
        default: .text(change.action.name)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func change(_ change: FieldChange, field: FieldDefinition, in state: WorldState) {
        object { writer in
            writer.put("id", change.id)
            writer.object("field") { writer in
                writer.put("id", field.key)
                writer.put("name", field.name)
                writer.put("type", field.listID == nil ? "global" : "list")
                writer.put("entityType", field.entity.name)
            }
            writer.object("entity") { $0.put("id", change.entityID) }
            writer.object("listEntry", of: change.entryID) { writer, entryID in
                writer.put("id", entryID)
                writer.put("listId", change.listID)
            }
            writer.object("changer", of: state.persons[change.changerID]) { writer, user in
                writer.put("id", user.id)
                writer.put("firstName", user.firstName)
                writer.put("lastName", user.lastName)
                writer.put("emailAddress", user.primaryEmail ?? "")
            }
            writer.put("changedAt", change.at, as: Timestamp.milliseconds)
            writer.put("actionType", change.action.name)
            writer.put("type", field.valueType.rawValue)
            writer.key("value")
            writer.changedValue(change, field: field, in: state)
        }
    }

    /// Options and records say whether they are still there.
    private mutating func changedValue(_ change: FieldChange, field: FieldDefinition, in state: WorldState) {
        let isThere: Bool
        switch change.value {
        case .option(let id): isThere = field.option(id) != nil
        case .person, .company: isThere = state.exists(change.value)
        default:
            scalar(change.value, field: field, in: state)
            return
        }
        guard isThere else {
            object { writer in
                writer.put("referenceType", "deleted-entity")
                writer.put("displayValue", change.shown)
            }
            return
        }
        var entity = JSONWriter()
        entity.scalar(change.value, field: field, in: state)
        raw(Array(entity.bytes.dropLast()) + Array(",\"referenceType\":\"entity\"}".utf8))
    }
}
