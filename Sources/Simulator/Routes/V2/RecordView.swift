import Foundation

/// A record, or a record seen as a row of a list, whose cells an answer shows.
struct RecordView {
    enum Subject {
        case company(Organization)
        case person(Person)
        case opportunity(Opportunity)
    }

    let subject: Subject
    let entry: ListEntry?

    /// `nil` when there is no such record.
    /// - Parameter entry: the row as which it is seen.
    init?(_ kind: EntityKind, _ id: Int, entry: ListEntry? = nil, in state: WorldState) {
        let subject: Subject? =
            switch kind {
            case .company: state.organizations[id].map { .company($0) }
            case .person: state.persons[id].map { .person($0) }
            case .opportunity: state.opportunities[id].map { .opportunity($0) }
            }
        guard let subject else { return nil }
        self.subject = subject
        self.entry = entry
    }

    /// `nil` when the row's record is gone.
    init?(_ entry: ListEntry, in state: WorldState) {
        self.init(entry.kind, entry.entityID, entry: entry, in: state)
    }

    /// An opportunity that the key may not see: all its cells are hidden.
    var isRedacted: Bool {
        if case .opportunity(let opportunity) = subject { return opportunity.isRedacted }
        return false
    }

    /// The items of a cell, worked out for derived fields.
    func values(_ field: FieldDefinition) -> [FieldScalar] {
        if isRedacted { return [] }
        switch field.derivation {
        case nil: return stored(field).map(\.value)
        case .dateAdded: return entry.map { [.date(Int($0.createdAt))] } ?? []
        case .statusSince(let status):
            guard let row = entry?.cells[status]?.first else { return [] }
            return [.date(Int(row.updatedAt ?? row.createdAt))]
        case .lists: return []
        case .persons:
            switch subject {
            case .company(let organization): return organization.personIDs.map { .person($0) }
            case .opportunity(let opportunity): return opportunity.personIDs.map { .person($0) }
            case .person: return []
            }
        case .companies:
            switch subject {
            case .person(let person): return person.organizationIDs.map { .company($0) }
            case .opportunity(let opportunity): return opportunity.organizationIDs.map { .company($0) }
            case .company: return []
            }
        }
    }

    private func stored(_ field: FieldDefinition) -> [ValueRow] {
        if field.listID != nil { return entry?.cells[field.id] ?? [] }
        switch subject {
        case .company(let organization): return organization.cells[field.id] ?? []
        case .person(let person): return person.cells[field.id] ?? []
        case .opportunity: return []
        }
    }

    /// Which record it is.
    var identity: (kind: EntityKind, id: Int) {
        switch subject {
        case .company(let organization): (.company, organization.id)
        case .person(let person): (.person, person.id)
        case .opportunity(let opportunity): (.opportunity, opportunity.id)
        }
    }

    /// Whose cells are the record's own; an opportunity has them in its row.
    var owner: CellOwner {
        switch subject {
        case .company(let organization): .company(organization.id)
        case .person(let person): .person(person.id)
        case .opportunity(let opportunity): .entry(opportunity.entryID)
        }
    }

    /// Its rows, on any list.
    var entryIDs: [Int] {
        switch subject {
        case .company(let organization): organization.entryIDs
        case .person(let person): person.entryIDs
        case .opportunity(let opportunity): [opportunity.entryID]
        }
    }

    /// The lists it stands on, each once.
    func listIDs(in state: WorldState) -> [Int] {
        var ids: [Int] = []
        for id in entryIDs.compactMap({ state.entries[$0]?.listID }) where !ids.contains(id) { ids.append(id) }
        return ids
    }
}

extension WorldState {
    /// A record that a body names.
    /// - Throws: 422 for one that was merged, 400 for one that does not exist, 403 for one that the key may not see.
    func named(_ kind: EntityKind, _ id: Int, param: String) throws(SimulatedResponse) -> RecordView {
        if let target = mergedInto(id, kind) { throw V2Error.merged(id, into: target) }
        guard let record = RecordView(kind, id, in: self) else {
            throw V2Error.validation(param, "\(kind.name.capitalized) \(id) does not exist")
        }
        if record.isRedacted { throw V2Error.hidden }
        return record
    }
}

/// Which fields an answer shows: none unless asked for (AffinityAPI.md#organization-objects).
struct FieldSelection: Sendable {
    /// `nil` when none were asked for: the key `fields` is left out.
    let fields: [FieldDefinition]?

    static let none = FieldSelection(fields: nil)

    /// All fields of a scope that the caller's version knows.
    static func all(_ ids: [Int], in state: WorldState, version: APIVersion) -> FieldSelection {
        FieldSelection(fields: ids.compactMap { state.fields[$0] }.filter { isShown($0, version) })
    }

    /// Reads `fieldIds` and `fieldTypes` (or the names given); with both, what either names.
    /// - Parameters:
    ///   - ids: every field of the scope.
    ///   - list: the list when the scope is its rows; list-specific ids are refused elsewhere.
    /// - Throws: 400 for ids outside the scope, as the sheet quotes it in §1.5, and for unknown types.
    init(
        _ call: V2Call, scope ids: [Int], kind: EntityKind, list: AccountList?, in state: WorldState, idsName: String = "fieldIds",
        typesName: String = "fieldTypes"
    ) throws(SimulatedResponse) {
        let keys = call.query.all(idsName)
        let types = call.query.all(typesName)
        guard !keys.isEmpty || !types.isEmpty else {
            fields = nil
            return
        }
        var allowed = ["enriched", "global", "relationship-intelligence"]
        if list != nil { allowed.append("list") }
        for type in types where !allowed.contains(type) {
            throw V2Error.validation(typesName, "value at `/\(typesName)` is not one of: \(allowed.sorted().joined(separator: ", "))")
        }
        var chosen: Set<Int> = []
        var wrong: [String] = []
        for key in keys {
            let field = list.map { state.field(key: key, ofList: $0) } ?? state.globalField(key: key, of: kind)
            if let field, Self.isShown(field, call.version) { chosen.insert(field.id) } else { wrong.append(key) }
        }
        guard wrong.isEmpty else {
            let kindOfField = list == nil ? "non-list-specific \(kind.name)" : kind.name
            let quoted = wrong.map { "\"\($0)\"" }.joined(separator: ",")
            throw V2Error.validation(idsName, "Invalid \(idsName) must refer to \(kindOfField) fields: [\(quoted)].")
        }
        fields = ids.compactMap { state.fields[$0] }.filter { field in
            chosen.contains(field.id) || (types.contains(field.category.rawValue) && Self.isShown(field, call.version))
        }
    }

    private init(fields: [FieldDefinition]?) {
        self.fields = fields
    }

    static func isShown(_ field: FieldDefinition, _ version: APIVersion) -> Bool {
        version >= .september2026 || !field.valueType.isNewest
    }
}

/// The cells that a family of field routes works on: those of a record, or those of a row (AffinityAPI.md#writing-values).
struct FieldScope {
    /// `nil` for the fields of a record itself.
    let list: AccountList?
    let kind: EntityKind
    let record: RecordView

    /// Whose cell a field of the scope is: a row also shows and takes the fields of the record behind it (AffinityAPI.md#writing-values).
    func owner(of field: FieldDefinition) -> CellOwner {
        field.listID == nil ? record.owner : record.entry.map { .entry($0.id) } ?? record.owner
    }

    func fieldIDs(in state: WorldState) -> [Int] {
        list.map { state.fieldIDs(ofList: $0) } ?? state.globalFieldIDs[kind] ?? []
    }

    func field(key: String, in state: WorldState) -> FieldDefinition? {
        list.map { state.field(key: key, ofList: $0) } ?? state.globalField(key: key, of: kind)
    }
}
