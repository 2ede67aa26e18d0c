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
}
