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
        var field = field
        field.render()
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

/// Fields and lists that come to be after the account was filled, and those that every account and every list has.
extension WorldState {
    /// What a list made through the API begins with (AffinityAPI.md#lists-and-their-size); which options its Status has is an assumption.
    mutating func createList(name: String, kind: EntityKind, isPublic: Bool, ownerID: Int, at now: Double) -> AccountList {
        let id = Self.take(&nextIDs.list)
        let list = AccountList(
            id: id, name: name, kind: kind, ownerID: ownerID, creatorID: keyUserID, isPublic: isPublic, createdAt: Int(now))
        lists.append(list, id: id)
        let status = addField(name: "Status", entity: kind, listID: id, valueType: .rankedDropdown, isStatus: true, at: now)
        for (rank, option) in ["New", "In Progress", "Won", "Lost"].enumerated() {
            let category: FieldOption.Category = option == "Won" ? .won : option == "Lost" ? .lost : .open
            addOption(to: status.id, text: option, rank: rank + 1, color: .white, category: category)
        }
        addField(name: "Owners", entity: kind, listID: id, valueType: .personMulti, takesUsersOnly: true, at: now)
        addField(name: "Amount", entity: kind, listID: id, valueType: .number, at: now)
        if kind == .opportunity { addField(name: "Close Date", entity: kind, listID: id, valueType: .datetime, at: now) }
        addBuiltInFields(ofList: id)
        announce(.listCreated) { writer, _ in
            writer.object { writer in
                writer.put("id", id)
                writer.put("ip_address", "127.0.0.1")
            }
        }
        return lists[id] ?? list
    }

    /// A field as people make it.
    @discardableResult
    mutating func addField(
        name: String, entity: EntityKind, listID: Int?, valueType: ValueType, isRequired: Bool = false, isStatus: Bool = false,
        takesUsersOnly: Bool = false, at now: Double
    ) -> FieldDefinition {
        let id = Self.take(&nextIDs.field)
        let field = FieldDefinition(
            id: id, key: "field-\(id)", name: name, entity: entity, listID: listID, category: listID == nil ? .global : .list,
            valueType: valueType, isRequired: isRequired, createdAt: Int(now), isStatus: isStatus, takesUsersOnly: takesUsersOnly)
        add(field)
        announce(.fieldCreated, field: field)
        return field
    }

    /// Removes a field with its values (AffinityAPI.md#field-metadata).
    mutating func deleteField(_ field: FieldDefinition) {
        func forget(_ owner: CellOwner) {
            for row in rows(of: owner, field: field.id) { valueLocations[row.id] = nil }
            store([], of: owner, field: field.id)
        }
        if let listID = field.listID {
            for id in lists[listID]?.entryIDs ?? [] { forget(.entry(id)) }
            lists[listID]?.fieldIDs.removeAll { $0 == field.id }
            lists[listID]?.fieldIDsByKey[field.key] = nil
        } else {
            for id in field.entity == .company ? organizations.ids : persons.ids {
                forget(field.entity == .company ? .company(id) : .person(id))
            }
            globalFieldIDs[field.entity]?.removeAll { $0 == field.id }
            globalFieldIDsByKey[field.entity]?[field.key] = nil
        }
        fields.remove(field.id)
        announce(.fieldDeleted, field: field)
    }

    // MARK: Built in

    /// Fields that every account has, with the types of the published examples (AffinityAPI.md#kinds-of-fields).
    mutating func addBuiltInFields() {
        for kind in [EntityKind.company, .person] {
            addBuiltIn("source-of-introduction", "Source of Introduction", kind, .relationshipIntelligence, .person)
            for (key, name) in [
                ("first-email", "First Email"), ("last-email", "Last Email"), ("first-event", "First Event"), ("last-event", "Last Event"),
                ("next-event", "Next Event"), ("first-chat-message", "First Chat Message"), ("last-chat-message", "Last Chat Message"),
                ("last-contact", "Last Contact"),
            ] {
                addBuiltIn(key, name, kind, .relationshipIntelligence, .interaction)
            }
            addBuiltIn("lists", "Lists", kind, .global, .listMulti, derivation: .lists)
            addBuiltIn("notes", "Notes", kind, .global, .note)
            addBuiltIn("reminders", "Reminders", kind, .global, .reminder)
        }
        addBuiltIn("persons", "People", .company, .enriched, .personMulti, derivation: .persons)
        addBuiltIn("companies", "Organizations", .person, .enriched, .companyMulti, derivation: .companies)
    }

    mutating func addBuiltInFields(ofList listID: Int) {
        guard let list = lists[listID] else { return }
        addBuiltIn("created-at", "Date Added", list.kind, .enriched, .datetime, derivation: .dateAdded, listID: listID)
        if let status = statusField(ofList: list) {
            addBuiltIn(
                "time-in-current-status", "Time in Current Status", list.kind, .enriched, .datetime,
                derivation: .statusSince(field: status.id), listID: listID)
        }
        if list.kind == .opportunity {
            addBuiltIn("companies", "Organizations", list.kind, .list, .companyMulti, derivation: .companies, listID: listID)
            addBuiltIn("persons", "People", list.kind, .list, .personMulti, derivation: .persons, listID: listID)
        }
    }

    private mutating func addBuiltIn(
        _ key: String, _ name: String, _ kind: EntityKind, _ category: FieldDefinition.Category, _ type: ValueType,
        derivation: FieldDefinition.Derivation? = nil, listID: Int? = nil
    ) {
        let id = Self.take(&nextIDs.field)
        add(
            FieldDefinition(
                id: id, key: key, name: name, entity: kind, listID: listID, category: category, valueType: type, derivation: derivation))
    }
}
