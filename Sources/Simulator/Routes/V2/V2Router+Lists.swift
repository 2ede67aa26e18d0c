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

    func oneList(_ list: AccountList) -> SimulatedResponse {
        .json { $0.list(list, withType: true) }
    }

    /// Fields of a list or of a kind of record.
    func fieldMetadata(_ ids: [Int], list: AccountList?, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let filter = try FieldNameFilter(call.query["filter"])
        let fields = ids.compactMap { state.fields[$0] }.filter { FieldSelection.isShown($0, call.version) && filter.matches($0) }
        let includes = call.query.all("includes")
        let demanding = list.map { call.configuration.listsWithRequiredFields.contains($0.name) } ?? false
        return try V2Page(count: fields.count, call: call).response(capacity: 16_384) { writer, index in
            let field = fields[index]
            let isRequired = field.isRequired || (demanding && field.id == list?.fieldIDs.first)
            writer.metadata(field, isRequired: isRequired, includes: includes, version: call.version)
        }
    }

    /// Pages of 20 by default and not in rank order (v2 sheet §3.5): here by text.
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
