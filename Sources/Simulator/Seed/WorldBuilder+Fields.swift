extension WorldBuilder {
    /// Adds a field that the description names.
    mutating func add(_ seed: FieldSeed, to kind: EntityKind, listID: Int?) throws(SeedError) {
        guard kind != .opportunity || listID != nil else { throw SeedError(seed.path, "opportunities have no fields outside a list") }
        let id = WorldState.take(&state.nextIDs.field)
        let category: FieldDefinition.Category = listID != nil ? .list : seed.key == nil ? .global : .enriched
        let field = FieldDefinition(
            id: id, key: seed.key ?? "field-\(id)", name: seed.name, entity: kind, listID: listID, category: category,
            source: seed.source ?? (seed.key == nil ? nil : "affinity-data"), valueType: seed.valueType, description: seed.description,
            isRequired: seed.isRequired, createdAt: seed.key == nil ? Int(past) : nil, isStatus: seed.isStatus,
            takesUsersOnly: seed.takesUsersOnly)
        state.add(field)
        for (index, option) in seed.options.enumerated() {
            let isRanked = seed.valueType == .rankedDropdown
            let category = option.category ?? (seed.isStatus ? .open : nil)
            state.addOption(
                to: id, text: option.text, rank: isRanked ? index + 1 : 0, color: isRanked ? option.color ?? .white : nil,
                category: category, winRate: option.winRate)
        }
    }

    /// Fields that every account has (v2 sheet §2.1).
    mutating func addBuiltInFields() {
        for kind in [EntityKind.company, .person] {
            addBuiltIn("source-of-introduction", "Source of Introduction", kind, .relationshipIntelligence, .person)
            for (key, name) in [
                ("first-email", "First Email"), ("last-email", "Last Email"), ("first-event", "First Event"), ("last-event", "Last Event"),
                ("next-event", "Next Event"), ("last-contact", "Last Contact"),
            ] {
                addBuiltIn(key, name, kind, .relationshipIntelligence, .interaction)
            }
            addBuiltIn("lists", "Lists", kind, .relationshipIntelligence, .listMulti, derivation: .lists)
            addBuiltIn("notes", "Notes", kind, .relationshipIntelligence, .note)
            addBuiltIn("reminders", "Reminders", kind, .relationshipIntelligence, .reminder)
        }
        addBuiltIn("persons", "People", .company, .enriched, .personMulti, derivation: .persons)
        addBuiltIn("companies", "Organizations", .person, .enriched, .companyMulti, derivation: .companies)
    }

    mutating func addBuiltInFields(ofList list: AccountList) {
        addBuiltIn("created-at", "Date Added", list.kind, .list, .datetime, derivation: .dateAdded, listID: list.id)
        if list.kind == .opportunity {
            addBuiltIn("companies", "Organizations", list.kind, .list, .companyMulti, derivation: .companies, listID: list.id)
            addBuiltIn("persons", "People", list.kind, .list, .personMulti, derivation: .persons, listID: list.id)
        }
    }

    private mutating func addBuiltIn(
        _ key: String, _ name: String, _ kind: EntityKind, _ category: FieldDefinition.Category, _ type: ValueType,
        derivation: FieldDefinition.Derivation? = nil, listID: Int? = nil
    ) {
        let id = WorldState.take(&state.nextIDs.field)
        state.add(
            FieldDefinition(
                id: id, key: key, name: name, entity: kind, listID: listID, category: category, valueType: type, derivation: derivation))
    }
}
