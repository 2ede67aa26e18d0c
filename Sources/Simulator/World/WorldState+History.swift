extension WorldState {
    /// Keeps what happened to an item of a cell. Only fields that people made have a history, and what an account begins with has none,
    /// as little as an import by spreadsheet (AffinityAPI.md#changes-of-values).
    mutating func note(_ action: FieldChange.Action, _ value: FieldScalar, of owner: CellOwner, field fieldID: Int, at now: Double) {
        guard keepsHistory, let field = fields[fieldID], field.source == nil, field.category == .global || field.category == .list else {
            return
        }
        let entityID: Int
        var entryID: Int?
        switch owner {
        case .company(let id), .person(let id): entityID = id
        case .entry(let id):
            entityID = entries[id]?.entityID ?? 0
            entryID = id
        }
        let change = FieldChange(
            id: Self.take(&nextIDs.change), fieldID: fieldID, kind: field.entity, entityID: entityID, entryID: entryID,
            listID: field.listID, action: action, value: value, shown: shown(value, field: field), changerID: keyUserID, at: now)
        changes.append(change)
    }

    private func shown(_ value: FieldScalar, field: FieldDefinition) -> String {
        switch value {
        case .option(let id): return field.option(id)?.text ?? ""
        case .person(let id):
            return [persons[id]?.firstName, persons[id]?.lastName].compactMap { $0 }.joined(separator: " ")
        case .company(let id): return organizations[id]?.name ?? ""
        default: return ""
        }
    }

    /// Whether the change belongs to an opportunity that the key may not see.
    func isRedacted(_ change: FieldChange) -> Bool {
        change.kind == .opportunity && opportunities[change.entityID]?.isRedacted == true
    }
}
