extension V2Router {
    func allLists(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let term = (call.query["term"] ?? "").lowercased()
        let page = try V2Page(of: state.lists.ids, call: call) { id in
            term.isEmpty || state.lists[id]?.name.lowercased().contains(term) == true
        }
        return page.response { writer, id in
            if let list = state.lists[id] { writer.list(list, withType: true) }
        }
    }

    func createList(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.july2026)
        let body = try V2Body(try call.body(), allowed: ["name", "type", "isPublic"], required: ["name", "type"])
        let name = try body.required("name", length: 1...255)
        guard let kind = EntityKind(name: try body.required("type")) else {
            throw body.mismatch("type", "is not one of: company, opportunity, person")
        }
        let list = state.createList(
            name: name, kind: kind, isPublic: try body.flag("isPublic") ?? false, ownerID: state.keyUserID, at: call.now)
        return .json(201) { $0.list(list, withType: true) }
    }

    func oneList(_ list: AccountList) -> SimulatedResponse {
        .json { $0.list(list, withType: true) }
    }

    /// Fields of a list or of a kind of record.
    func fieldMetadata(_ ids: [Int], list: AccountList?, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let filter = try FieldNameFilter(call.query["filter"])
        let fields = ids.compactMap { state.fields[$0] }.filter { FieldSelection.isShown($0, call.version) && filter.matches($0) }
        let includes = try call.includes(["filterability", "sortability"])
        return try V2Page(count: fields.count, call: call).response(capacity: 16_384) { writer, index in
            let field = fields[index]
            writer.metadata(field, includes: includes, version: call.version)
        }
    }

    /// Pages of 20 by default and not in rank order (AffinityAPI.md#dropdown-options): here by text.
    /// - Throws: 404 for no such field, 400 for one without options.
    func dropdownOptions(_ field: FieldDefinition?) throws(SimulatedResponse) -> SimulatedResponse {
        guard let field else { throw V2Error.notFound }
        guard field.valueType.hasOptions else { throw V2Error.badRequest("Field \(field.key) is not a dropdown field") }
        let options = field.options.sorted { $0.text < $1.text }
        return try V2Page(count: options.count, call: call, defaultLimit: 20).response { writer, index in
            writer.dropdownOption(options[index], of: field, version: call.version)
        }
    }
}

extension JSONWriter {
    mutating func savedView(_ view: SavedView) {
        object { writer in
            writer.key("id")
            writer.integer(view.id)
            writer.key("name")
            writer.string(view.name)
            writer.key("type")
            writer.string(view.style.rawValue)
            writer.key("createdAt")
            writer.plain(Timestamp.seconds(view.createdAt))
        }
    }
}
