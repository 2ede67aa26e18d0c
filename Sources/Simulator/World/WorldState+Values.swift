/// One item of a cell; cells of multi fields hold several.
enum FieldScalar: Sendable, Equatable {
    case text(String)
    case number(Double)
    /// Seconds since 1970, at midnight Pacific.
    case date(Int)
    /// An option of the field, by id.
    case option(Int)
    case person(Int)
    case company(Int)
    case location(Location)
    case interaction(Interaction.Key)
}

/// A place, in the five parts both API versions use.
struct Location: Sendable, Equatable {
    var streetAddress: String?
    var city: String?
    var state: String?
    var country: String?
    var continent: String?
}

/// A stored item of a cell. v1 shows each as a row with its own id (AffinityAPI.md#field-values-of-v1).
struct ValueRow: Sendable {
    let id: Int
    var value: FieldScalar
    let createdAt: Instant
    var updatedAt: Instant?
}

/// The cells of one record or list row, by field id. Empty cells have no entry.
typealias Cells = [Int: [ValueRow]]

/// Whose cell it is: global fields belong to the record, list fields to the row.
enum CellOwner: Sendable, Equatable {
    case company(Int)
    case person(Int)
    case entry(Int)
}

extension WorldState {
    func cells(of owner: CellOwner) -> Cells? {
        switch owner {
        case .company(let id): organizations[id]?.cells
        case .person(let id): persons[id]?.cells
        case .entry(let id): entries[id]?.cells
        }
    }

    func rows(of owner: CellOwner, field: Int) -> [ValueRow] { cells(of: owner)?[field] ?? [] }

    mutating func store(_ rows: [ValueRow], of owner: CellOwner, field: Int) {
        let rows = rows.isEmpty ? nil : rows
        switch owner {
        case .company(let id):
            organizations[id]?.cells[field] = rows
            if rows != nil { adopt(organization: id) }
        case .person(let id): persons[id]?.cells[field] = rows
        case .entry(let id): entries[id]?.cells[field] = rows
        }
    }

    /// Replaces a whole cell, as v2 does; items that stay keep their v1 row.
    mutating func setCell(_ values: [FieldScalar], of owner: CellOwner, field: FieldDefinition, at now: Double) {
        if case .entry(let id) = owner, field.derivation != nil {
            setAssociation(values, entry: id, field: field)
            return
        }
        var old = rows(of: owner, field: field.id)
        if !field.valueType.isMulti, let value = values.first, !old.isEmpty {
            if old[0].value != value {
                old[0].value = value
                old[0].updatedAt = now
                store(old, of: owner, field: field.id)
                changed(.update, old[0], of: owner, field: field.id, at: now)
            }
            return
        }
        var kept: [ValueRow] = []
        for value in values {
            if let position = old.firstIndex(where: { $0.value == value }) {
                kept.append(old.remove(at: position))
            } else {
                let row = makeRow(value, of: owner, field: field.id, at: now)
                kept.append(row)
                changed(.add, row, of: owner, field: field.id, at: now)
            }
        }
        for row in old {
            valueLocations[row.id] = nil
            changed(.delete, row, of: owner, field: field.id, at: now)
        }
        store(kept, of: owner, field: field.id)
    }

    /// The linked records of an opportunity are its fields `companies` and `persons` (AffinityAPI.md#opportunities).
    private mutating func setAssociation(_ values: [FieldScalar], entry: Int, field: FieldDefinition) {
        guard let opportunityID = entries[entry]?.entityID else { return }
        let ids = values.compactMap { value -> Int? in
            switch value {
            case .person(let id), .company(let id): id
            default: nil
            }
        }
        if field.derivation == .persons {
            opportunities[opportunityID]?.personIDs = ids
        } else {
            opportunities[opportunityID]?.organizationIDs = ids
        }
        announce(.opportunityUpdated, opportunity: opportunityID)
    }

    private mutating func makeRow(_ value: FieldScalar, of owner: CellOwner, field: Int, at now: Double) -> ValueRow {
        let row = ValueRow(id: Self.take(&nextIDs.value), value: value, createdAt: now, updatedAt: nil)
        valueLocations[row.id] = ValueLocation(owner: owner, fieldID: field)
        return row
    }

    /// Adds one item to a cell, as a v1 POST does.
    @discardableResult
    mutating func appendValue(_ value: FieldScalar, of owner: CellOwner, field: Int, at now: Double) -> ValueRow {
        let row = makeRow(value, of: owner, field: field, at: now)
        store(rows(of: owner, field: field) + [row], of: owner, field: field)
        changed(.add, row, of: owner, field: field, at: now)
        return row
    }

    /// Changes one stored item, as a v1 PUT does; its id stays.
    mutating func updateValue(_ id: Int, to value: FieldScalar, at now: Double) -> ValueRow? {
        guard let location = valueLocations[id] else { return nil }
        var rows = rows(of: location.owner, field: location.fieldID)
        guard let position = rows.firstIndex(where: { $0.id == id }) else { return nil }
        rows[position].value = value
        rows[position].updatedAt = now
        store(rows, of: location.owner, field: location.fieldID)
        changed(.update, rows[position], of: location.owner, field: location.fieldID, at: now)
        return rows[position]
    }

    /// Removes one stored item, as a v1 DELETE does.
    mutating func deleteValue(_ id: Int, at now: Double) -> Bool {
        guard let location = valueLocations.removeValue(forKey: id) else { return false }
        var rows = rows(of: location.owner, field: location.fieldID)
        guard let position = rows.firstIndex(where: { $0.id == id }) else { return false }
        changed(.delete, rows.remove(at: position), of: location.owner, field: location.fieldID, at: now)
        store(rows, of: location.owner, field: location.fieldID)
        return true
    }

    /// Whether what an item points at is still there.
    func exists(_ value: FieldScalar) -> Bool {
        switch value {
        case .person(let id): persons[id] != nil
        case .company(let id): organizations[id] != nil
        default: true
        }
    }

    mutating func forgetRows(of cells: Cells) {
        for rows in cells.values {
            for row in rows { valueLocations[row.id] = nil }
        }
    }
}

/// One item of a cell that came, went or changed, for the feeds of both APIs (AffinityAPI.md#changes-of-values).
struct FieldChange: Sendable {
    /// v1's code of the action.
    enum Action: Int, Sendable {
        case add = 0
        case delete = 1
        case update = 2

        /// As v2 names it.
        var name: String {
            switch self {
            case .add: "add"
            case .delete: "delete"
            case .update: "update"
            }
        }
    }

    let id: Int
    let fieldID: Int
    let kind: EntityKind
    let entityID: Int
    /// `nil` for fields of the record itself.
    let entryID: Int?
    let listID: Int?
    let action: Action
    /// The new item; of a deletion the old one.
    let value: FieldScalar
    /// What stands in its place once the option or the record behind it is gone.
    let shown: String
    let changerID: Int
    let at: Instant
}

extension WorldState {
    /// Tells webhooks what happened to an item of a cell, and keeps it. Only fields that people made have a history, and what an account
    /// begins with has none, as little as an import by spreadsheet (AffinityAPI.md#changes-of-values).
    private mutating func changed(_ action: FieldChange.Action, _ row: ValueRow, of owner: CellOwner, field fieldID: Int, at now: Double) {
        announce(action == .add ? .valueCreated : action == .update ? .valueUpdated : .valueDeleted, value: row, of: owner, field: fieldID)
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
            listID: field.listID, action: action, value: row.value, shown: shown(row.value, field: field), changerID: keyUserID, at: now)
        changes.append(change)
    }

    private func shown(_ value: FieldScalar, field: FieldDefinition) -> String {
        switch value {
        case .option(let id): field.option(id)?.text ?? ""
        case .person(let id): persons[id]?.name ?? ""
        case .company(let id): organizations[id]?.name ?? ""
        default: ""
        }
    }

    /// Whether the change belongs to an opportunity that the key may not see.
    func isRedacted(_ change: FieldChange) -> Bool {
        change.kind == .opportunity && opportunities[change.entityID]?.isRedacted == true
    }
}
