/// A record, or a record seen as a row of a list, whose cells an answer shows.
struct RecordView {
    enum Subject {
        case company(Organization)
        case person(Person)
        case opportunity(Opportunity)
    }

    let subject: Subject
    let entry: ListEntry?

    /// `nil` when the row's record is gone.
    init?(_ entry: ListEntry, in state: WorldState) {
        switch entry.kind {
        case .company:
            guard let organization = state.organizations[entry.entityID] else { return nil }
            subject = .company(organization)
        case .person:
            guard let person = state.persons[entry.entityID] else { return nil }
            subject = .person(person)
        case .opportunity:
            guard let opportunity = state.opportunities[entry.entityID] else { return nil }
            subject = .opportunity(opportunity)
        }
        self.entry = entry
    }

    init(_ organization: Organization, entry: ListEntry? = nil) {
        subject = .company(organization)
        self.entry = entry
    }

    init(_ person: Person, entry: ListEntry? = nil) {
        subject = .person(person)
        self.entry = entry
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

    /// The lists it stands on, each once.
    func listIDs(in state: WorldState) -> [Int] {
        let entryIDs: [Int] =
            switch subject {
            case .company(let organization): organization.entryIDs
            case .person(let person): person.entryIDs
            case .opportunity(let opportunity): [opportunity.entryID]
            }
        var ids: [Int] = []
        for id in entryIDs.compactMap({ state.entries[$0]?.listID }) where !ids.contains(id) { ids.append(id) }
        return ids
    }
}
