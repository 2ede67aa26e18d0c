extension WorldState {
    /// Fields that rows of a list show: those of the record behind, then its own (AffinityAPI.md#field-metadata).
    func fieldIDs(ofList list: AccountList) -> [Int] {
        (globalFieldIDs[list.kind] ?? []) + list.fieldIDs
    }

    /// By v2's id or by name; the list's own go first.
    func field(named name: String, ofList list: AccountList) -> FieldDefinition? {
        let known = (list.fieldIDs + (globalFieldIDs[list.kind] ?? [])).compactMap { fields[$0] }
        return known.first { $0.key == name } ?? known.first { $0.name == name }
    }

    func field(key: String, ofList list: AccountList) -> FieldDefinition? {
        guard let id = list.fieldIDsByKey[key] ?? globalFieldIDsByKey[list.kind]?[key] else { return nil }
        return fields[id]
    }

    func globalField(key: String, of kind: EntityKind) -> FieldDefinition? {
        globalFieldIDsByKey[kind]?[key].flatMap { fields[$0] }
    }

    /// Any field by its v2 id, wherever it belongs; used to tell "unknown" from "belongs elsewhere".
    func anyField(key: String) -> FieldDefinition? {
        for kind in EntityKind.allCases {
            if let field = globalField(key: key, of: kind) { return field }
        }
        for id in lists.ids {
            if let own = lists[id]?.fieldIDsByKey[key] { return fields[own] }
        }
        return nil
    }

    mutating func add(_ field: FieldDefinition) {
        fields.append(field, id: field.id)
        if let listID = field.listID {
            lists[listID]?.fieldIDs.append(field.id)
            lists[listID]?.fieldIDsByKey[field.key] = field.id
        } else {
            globalFieldIDs[field.entity, default: []].append(field.id)
            globalFieldIDsByKey[field.entity, default: [:]][field.key] = field.id
        }
    }

    /// Whether the row shows an opportunity that the key's user may not see.
    func isRedacted(_ entry: ListEntry) -> Bool {
        entry.kind == .opportunity && opportunities[entry.entityID]?.isRedacted == true
    }

    /// Adds an option to a dropdown.
    @discardableResult
    mutating func addOption(
        to fieldID: Int, text: String, rank: Int = 0, color: FieldOption.Color? = nil, category: FieldOption.Category? = nil,
        winRate: Int? = nil
    ) -> FieldOption {
        let option = FieldOption(
            id: Self.take(&nextIDs.option), text: text, rank: rank, color: color, category: category, winRate: winRate)
        fields[fieldID]?.options.append(option)
        announceOptions(of: fieldID)
        return option
    }

    /// That a field's options count as the field is assumed (AffinityAPI.md#webhooks).
    private mutating func announceOptions(of fieldID: Int) {
        if let field = fields[fieldID] { announce(.fieldUpdated, field: field) }
    }

    mutating func replaceOption(_ option: FieldOption, of fieldID: Int) {
        guard let position = fields[fieldID]?.options.firstIndex(where: { $0.id == option.id }) else { return }
        fields[fieldID]?.options[position] = option
        announceOptions(of: fieldID)
    }

    /// Removes an option, also from every cell that holds it (AffinityAPI.md#dropdown-options).
    mutating func deleteOption(_ id: Int, of field: FieldDefinition, at now: Double) {
        var owners: [CellOwner] = []
        if let listID = field.listID {
            owners = (lists[listID]?.entryIDs ?? []).map { .entry($0) }
        } else if field.entity == .company {
            owners = organizations.ids.map { .company($0) }
        } else {
            owners = persons.ids.map { .person($0) }
        }
        for owner in owners {
            for row in rows(of: owner, field: field.id) where row.value == .option(id) { _ = deleteValue(row.id, at: now) }
        }
        fields[field.id]?.options.removeAll { $0.id == id }
        announceOptions(of: field.id)
    }

    func statusField(ofList list: AccountList) -> FieldDefinition? {
        list.fieldIDs.lazy.compactMap { fields[$0] }.first(where: \.isStatus)
    }

    func ownersField(ofList list: AccountList) -> FieldDefinition? {
        list.fieldIDs.lazy.compactMap { fields[$0] }.first { $0.name == "Owners" && $0.valueType == .personMulti }
    }
}
