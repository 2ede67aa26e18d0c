extension V2Router {
    /// The field routes below a record or a row: all fields, one field, its long values, and both ways to write.
    /// - Parameter start: where in the path the piece after `fields` is.
    func fieldValueRoutes(_ scope: FieldScope, at start: Int, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        let method = call.request.method
        switch path.count - start {
        case 0 where method == "GET": return try allFields(scope, state)
        case 0 where method == "PATCH": return try updateFields(scope, &state)
        case 1 where method == "GET":
            let field = try knownField(scope, String(path[start]), state)
            return .json { $0.field(field, of: scope.record, in: state, version: call.version) }
        case 1 where method == "POST": return try updateField(scope, String(path[start]), &state)
        case 2 where method == "GET" && path[start + 1] == "values":
            return try longValues(scope, try knownField(scope, String(path[start]), state), state)
        default: throw noRoute
        }
    }

    private func knownField(_ scope: FieldScope, _ key: String, _ state: WorldState) throws(SimulatedResponse) -> FieldDefinition {
        guard let field = scope.field(key: key, in: state), FieldSelection.isShown(field, call.version) else { throw V2Error.notFound }
        return field
    }

    private func allFields(_ scope: FieldScope, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        if !call.query.all("ids").isEmpty && !call.query.all("types").isEmpty {
            throw V2Error.validation("ids", "ids and types cannot be used together")
        }
        let ids = scope.fieldIDs(in: state)
        let chosen = try FieldSelection(
            call, scope: ids, kind: scope.kind, list: scope.list, in: state, idsName: "ids", typesName: "types")
        let fields = chosen.fields ?? FieldSelection.all(ids, in: state, version: call.version).fields ?? []
        return try V2Page(count: fields.count, call: call, defaultLimit: 20).response { writer, index in
            writer.field(fields[index], of: scope.record, in: state, version: call.version)
        }
    }

    /// All items of one cell, past the first hundred (AffinityAPI.md#values).
    private func longValues(_ scope: FieldScope, _ field: FieldDefinition, _ state: WorldState) throws(SimulatedResponse)
        -> SimulatedResponse
    {
        try call.require(.september2026)
        switch field.valueType {
        case .number, .numberMulti, .datetime, .text, .formulaNumber, .interaction, .note, .reminder, .listMulti:
            throw V2Error.badRequest("Field \(field.key) has no pages of values")
        default: break
        }
        let values = scope.record.values(field).filter { state.exists($0) }
        let page = try V2Page(count: values.count, call: call).response { writer, index in
            writer.scalar(values[index], field: field, in: state)
        }
        // The page's object with the type of its items before all else.
        var writer = JSONWriter(capacity: page.body.count + 40)
        writer.object { writer in
            writer.key("type")
            writer.string(field.valueType.rawValue)
        }
        var answer = page
        answer.body = writer.bytes.dropLast() + [UInt8(ascii: ",")] + page.body.dropFirst()
        return answer
    }

    // MARK: Writing

    private func updateField(
        _ scope: FieldScope, _ key: String, _ state: inout WorldState
    ) throws(SimulatedResponse) -> SimulatedResponse {
        try requireWrite(scope)
        let body = try call.body()
        let members = try ValueUpdate.object(body, at: "", allowed: ["value"], required: ["value"])
        let field = try writableField(scope, key, state)
        let values = try ValueUpdate(field: field, pointer: "/value").values(members["value"] ?? .null, in: state)
        state.setCell(values, of: scope.owner(of: field), field: field, at: call.now)
        return .noContent
    }

    /// All or nothing, at most 100 updates, the last of one field wins (AffinityAPI.md#writing-values).
    private func updateFields(_ scope: FieldScope, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try requireWrite(scope)
        let body = try call.body()
        let members = try ValueUpdate.object(body, at: "", allowed: ["operation", "updates"], required: ["operation", "updates"])
        guard members["operation"] == .string("update-fields") else {
            throw V2Error.validation("operation", "value at `/operation` is not one of: [\"update-fields\"]")
        }
        guard let updates = members["updates"]?.items else {
            throw V2Error.validation("updates", "value at `/updates` is not an array")
        }
        guard updates.count <= 100 else {
            throw V2Error.validation("updates", "array size at `/updates` is greater than: 100")
        }
        var changes: [(FieldDefinition, [FieldScalar])] = []
        for (index, update) in updates.enumerated() {
            let pointer = "/updates/\(index)"
            let parts = try ValueUpdate.object(update, at: pointer, allowed: ["id", "value"], required: ["id", "value"])
            guard let key = parts["id"]?.text else { throw V2Error.validation("id", "value at `\(pointer)/id` is not a string") }
            let field = try writableField(scope, key, state)
            let values = try ValueUpdate(field: field, pointer: "\(pointer)/value").values(parts["value"] ?? .null, in: state)
            changes.append((field, values))
        }
        for (field, values) in changes { state.setCell(values, of: scope.owner(of: field), field: field, at: call.now) }
        return .json { writer in
            writer.object { writer in
                writer.key("operation")
                writer.string("update-fields")
            }
        }
    }

    /// Writing a row's fields needs the export permission of lists (AffinityAPI.md#permissions), and hidden values take no writes (§4.1).
    private func requireWrite(_ scope: FieldScope) throws(SimulatedResponse) {
        if let list = scope.list { try call.requireExport(of: list) }
        if scope.record.isRedacted { throw V2Error.hidden }
    }

    /// - Throws: 404 for an unknown field, 400 for one that belongs elsewhere or cannot be written.
    private func writableField(_ scope: FieldScope, _ key: String, _ state: WorldState) throws(SimulatedResponse) -> FieldDefinition {
        guard let field = scope.field(key: key, in: state), FieldSelection.isShown(field, call.version) else {
            guard state.anyField(key: key) != nil else { throw V2Error.notFound }
            throw wrongScope(scope, key)
        }
        guard field.isWritable else { throw V2Error.badRequest("Field \(key) is read-only") }
        return field
    }

    private func wrongScope(_ scope: FieldScope, _ key: String) -> SimulatedResponse {
        let kindOfField = scope.list == nil ? "non-list-specific \(scope.kind.name)" : "list-specific \(scope.kind.name)"
        return V2Error.validation("id", "Invalid fieldIds must refer to \(kindOfField) fields: [\"\(key)\"].")
    }
}
