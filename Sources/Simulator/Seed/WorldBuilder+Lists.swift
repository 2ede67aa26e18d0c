extension WorldBuilder {
    /// Adds a list with its fields, rows and views.
    mutating func add(_ seed: ListSeed) throws(SeedError) {
        var owner = state.keyUserID
        if let address = seed.owner { owner = try personID(address, path: seed.path) }
        let list = AccountList(
            id: WorldState.take(&state.nextIDs.list), name: seed.name, kind: seed.kind, ownerID: owner, creatorID: owner,
            isPublic: seed.isPublic, createdAt: Int(past))
        state.lists.append(list, id: list.id)
        for field in seed.fields { try add(field, to: seed.kind, listID: list.id) }
        state.addBuiltInFields(ofList: list.id)
        for (index, entry) in seed.entries.enumerated() {
            try add(entry, to: list.id, kind: seed.kind, at: past + Double(index) * 60)
        }
        for view in seed.views { try add(view, to: list.id) }
    }

    private mutating func add(_ seed: EntrySeed, to listID: Int, kind: EntityKind, at time: Double) throws(SeedError) {
        guard let list = state.lists[listID] else { return }
        let entityID: Int
        switch kind {
        case .company: entityID = try organizationID(seed.record, path: seed.path)
        case .person: entityID = try personID(seed.record, path: seed.path)
        case .opportunity:
            entityID = WorldState.take(&state.nextIDs.opportunity)
            var opportunity = Opportunity(
                id: entityID, name: seed.record, listID: listID, entryID: 0, personIDs: [], organizationIDs: [])
            opportunity.isRestricted = seed.isRestricted
            opportunity.isRedacted = seed.isRedacted
            for name in seed.organizations { opportunity.organizationIDs.append(try organizationID(name, path: seed.path)) }
            for email in seed.persons { opportunity.personIDs.append(try personID(email, path: seed.path)) }
            state.opportunities.append(opportunity, id: entityID)
        }
        var creator = list.ownerID
        if let address = seed.creator { creator = try personID(address, path: seed.path) }
        let entry = state.addEntry(to: list, entityID: entityID, creatorID: creator, at: time, withDefaults: false)
        let own = list.fieldIDs.compactMap { state.fields[$0] }
        for cell in seed.cells {
            guard let field = own.first(where: { $0.name == cell.field || $0.key == cell.field }) else { throw unknownField(cell) }
            try store(cell, in: field, of: .entry(entry.id))
        }
    }

    private mutating func add(_ seed: ViewSeed, to listID: Int) throws(SeedError) {
        guard let list = state.lists[listID] else { return }
        func field(_ name: String) throws(SeedError) -> FieldDefinition {
            guard let field = state.field(named: name, ofList: list) else {
                throw SeedError(seed.path, "there is no field \"\(name)\" on this list")
            }
            return field
        }
        var columns: [Int] = []
        for name in seed.columns { columns.append(try field(name).id) }
        var filter: SavedView.Filter?
        if let name = seed.filterField {
            let field = try field(name)
            var ids: Set<Int> = []
            for text in seed.filterOptions {
                guard let option = field.options.first(where: { $0.text == text }) else {
                    throw SeedError(seed.path, "\(name) has no option \"\(text)\"")
                }
                ids.insert(option.id)
            }
            filter = SavedView.Filter(fieldID: field.id, optionIDs: ids)
        }
        let view = SavedView(
            id: WorldState.take(&state.nextIDs.view), listID: listID, name: seed.name, style: seed.style, createdAt: Int(past),
            columnIDs: columns, filter: filter)
        state.views.append(view, id: view.id)
        state.lists[listID]?.viewIDs.append(view.id)
    }
}
