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

    /// The order of rows is not documented (v2 sheet §7): oldest first, or newest first where cursors are to shift.
    private func shownIDs(of list: AccountList) -> [Int] {
        call.configuration.shiftingCursors ? list.entryIDs.reversed() : list.entryIDs
    }

    func oneEntry(_ entry: ListEntry, _ list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: list, state)
        return .json { $0.entryWithEntity(entry, fields: selection, in: state, version: call.version) }
    }

    func selection(of list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> FieldSelection {
        try FieldSelection(call, scope: state.fieldIDs(ofList: list), kind: list.kind, list: list, in: state)
    }

    /// The rows that pass the view's filter with exactly its columns; its sort order is ignored, and only sheets can be read
    /// (v2 sheet §3.6b).
    func entries(of view: SavedView, _ list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
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

    /// A record's rows on all lists, with every field in the context of each row (v2 sheet §3.2).
    func entries(of record: RecordView, _ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids: [Int] =
            switch record.subject {
            case .company(let organization): organization.entryIDs
            case .person(let person): person.entryIDs
            case .opportunity(let opportunity): [opportunity.entryID]
            }
        return try V2Page(of: ids, call: call).response { writer, id in
            guard let entry = state.entries[id], let list = state.lists[entry.listID], let row = RecordView(entry, in: state) else {
                return
            }
            let selection = FieldSelection.all(state.fieldIDs(ofList: list), in: state, version: call.version)
            writer.object { writer in
                writer.key("id")
                writer.integer(entry.id)
                writer.key("listId")
                writer.integer(list.id)
                writer.key("listName")
                writer.string(list.name)
                writer.key("createdAt")
                writer.plain(Timestamp.seconds(Int(entry.createdAt)))
                writer.key("creatorId")
                writer.integer(entry.creatorID)
                writer.fields(selection, of: row, in: state, version: call.version)
            }
        }
    }
}
