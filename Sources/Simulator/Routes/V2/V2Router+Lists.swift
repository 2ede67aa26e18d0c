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

    func allViews(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try V2Page(of: list(state).viewIDs, call: call).response { writer, id in
            if let view = state.views[id] { writer.savedView(view) }
        }
    }

    func oneView(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let view = try view(state)
        return .json { $0.savedView(view) }
    }

    func entriesOfView(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try entries(of: view(state), list(state), state)
    }

    private func view(_ state: WorldState) throws(SimulatedResponse) -> SavedView {
        let list = try list(state)
        guard let view = state.views[try id("viewId")], view.listID == list.id else { throw V2Error.notFound }
        return view
    }
}

extension JSONWriter {
    mutating func savedView(_ view: SavedView) {
        object { writer in
            writer.put("id", view.id)
            writer.put("name", view.name)
            writer.put("type", view.style.rawValue)
            writer.put("createdAt", view.createdAt, as: Timestamp.seconds)
        }
    }
}

extension V2Router {
    private static let fullPage = 65_536

    func entries(of list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.requireExport(of: list)
        let selection = try selection(of: list, state)
        return try V2Page(of: shownIDs(of: list), call: call).response(capacity: Self.fullPage) { writer, id in
            if let entry = state.entries[id] {
                writer.entryWithEntity(entry, fields: selection, in: state, version: call.version)
            }
        }
    }

    /// The order of rows is not documented (AffinityAPI.md#pages-of-v2): oldest first, or newest first where cursors are to shift.
    private func shownIDs(of list: AccountList) -> [Int] {
        call.configuration.shiftingCursors ? list.entryIDs.reversed() : list.entryIDs
    }

    func oneEntry(_ entry: ListEntry, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: list(state), state)
        return .json { $0.entryWithEntity(entry, fields: selection, in: state, version: call.version) }
    }

    // MARK: Writing, where these betas are served (AffinityAPI.md#api-versions, #list-entries)

    func createEntry(on list: AccountList, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard call.configuration.servesBetaWrites else { throw noRoute }
        try call.require(.september2026)
        let body = try V2Body(try call.body(), allowed: ["entity", "creatorId"], required: ["entity"])
        guard list.kind != .opportunity else { throw V2Error.badRequest("Opportunities cannot be added to a list") }
        guard let id = try body.reference("entity") else { throw body.mismatch("entity", "is not an object") }
        _ = try state.named(list.kind, id, param: "entity")
        let creatorID = try body.integer("creatorId") ?? state.keyUserID
        guard state.persons[creatorID]?.isInternal == true else {
            throw V2Error.validation("creatorId", "Person \(creatorID) is not an internal person")
        }
        let required = list.fieldIDs.compactMap { state.fields[$0] }.filter(\.isRequired).map(\.key)
        guard required.isEmpty || !call.configuration.enforcesRequired else {
            throw V2Error.badRequest("The list has required fields: \(required.joined(separator: ", "))")
        }
        let entry = state.addEntry(to: list, entityID: id, creatorID: creatorID, at: call.now)
        return .json(201) { $0.entryWithEntity(entry, fields: .none, in: state, version: call.version) }
    }

    func deleteEntry(_ entry: ListEntry, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard call.configuration.servesBetaWrites else { throw noRoute }
        try call.require(.september2026)
        if state.isRedacted(entry) { throw V2Error.hidden }
        state.deleteEntry(entry.id)
        return .noContent
    }

    func selection(of list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> FieldSelection {
        try FieldSelection(call, scope: state.fieldIDs(ofList: list), kind: list.kind, list: list, in: state)
    }

    /// The rows that pass the view's filter with exactly its columns; its sort order is ignored, and only sheets can be read
    /// (AffinityAPI.md#saved-views).
    private func entries(of view: SavedView, _ list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.requireExport(of: list)
        guard view.style == .sheet else {
            throw V2Error.badRequest("Only saved views of type sheet are supported; this one is a \(view.style.rawValue)")
        }
        let selection = FieldSelection.all(view.columnIDs, in: state, version: call.version)
        let filterField = view.filter.flatMap { state.fields[$0.fieldID] }
        let page = try V2Page(of: shownIDs(of: list), call: call) { id in
            guard let filter = view.filter, let field = filterField else { return true }
            guard let entry = state.entries[id], let record = RecordView(entry, in: state) else { return false }
            return record.values(field).contains { value in
                if case .option(let option) = value { return filter.optionIDs.contains(option) }
                return false
            }
        }
        return page.response(capacity: Self.fullPage) { writer, id in
            if let entry = state.entries[id] {
                writer.entryWithEntity(entry, fields: selection, in: state, version: call.version)
            }
        }
    }

    /// A record's rows on all lists, with every field in the context of each row (AffinityAPI.md#organization-objects).
    func entries(of record: RecordView, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try V2Page(of: record.entryIDs, call: call).response { writer, id in
            guard let entry = state.entries[id], let list = state.lists[entry.listID], let row = RecordView(entry, in: state) else {
                return
            }
            let selection = FieldSelection.all(state.fieldIDs(ofList: list), in: state, version: call.version)
            writer.object { writer in
                writer.put("id", entry.id)
                writer.put("listId", list.id)
                writer.put("listName", list.name)
                writer.put("createdAt", entry.createdAt, as: Timestamp.seconds)
                writer.put("creatorId", entry.creatorID)
                writer.fields(selection, of: row, in: state, version: call.version)
            }
        }
    }
}
