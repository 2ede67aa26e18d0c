extension V2Router {
    /// - Throws: 404 when there is none, 422 when it was merged into another.
    func recordView(_ kind: EntityKind, _ id: Int, _ state: WorldState) throws(SimulatedResponse) -> (RecordView, CellOwner) {
        if kind == .company {
            if let heir = state.mergedOrganizations[id] { throw V2Error.merged(id, into: heir) }
            guard let organization = state.organizations[id] else { throw V2Error.notFound }
            return (RecordView(organization), .company(id))
        }
        if let heir = state.mergedPersons[id] { throw V2Error.merged(id, into: heir) }
        guard let person = state.persons[id] else { throw V2Error.notFound }
        return (RecordView(person), .person(id))
    }

    func oneRecord(_ record: RecordView, _ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: kind, state)
        return .json { $0.record(record, fields: selection, in: state, version: call.version) }
    }

    func allRecords(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(kind == .company ? .exportAllOrganizations : .exportAllPeople)
        return try page(of: kind, ids: try wantedIDs(kind, state), status: 200, totalCount: nil, state)
    }

    /// The whole directory, or those of `ids` that exist: unknown ones are just missing (v2 sheet §3.2).
    private func wantedIDs(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> [Int] {
        let texts = call.query.all("ids")
        guard !texts.isEmpty else { return directory(kind, state) }
        var ids: [Int] = []
        for text in texts {
            guard let id = Int(text), id >= 1 else { throw V2Error.validation("ids", "value at `/ids` is not a valid id") }
            let exists =
                switch kind {
                case .company: state.organizations[id] != nil
                case .person: state.persons[id] != nil
                case .opportunity: state.opportunities[id] != nil
                }
            if exists { ids.insertSorted(id) }
        }
        return ids
    }

    private func directory(_ kind: EntityKind, _ state: WorldState) -> [Int] {
        switch kind {
        case .company: state.workspaceOrganizationIDs
        case .person: state.persons.ids
        case .opportunity: state.opportunities.ids
        }
    }

    private func selection(of kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> FieldSelection {
        try FieldSelection(call, scope: state.globalFieldIDs[kind] ?? [], kind: kind, list: nil, in: state)
    }

    private func page(
        of kind: EntityKind, ids: [Int], status: Int, totalCount: Int?, _ state: WorldState
    ) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: kind, state)
        return try V2Page(of: ids, call: call).response(status: status, capacity: 32_768, totalCount: totalCount) { writer, id in
            let record: RecordView? =
                kind == .company ? state.organizations[id].map { RecordView($0) } : state.persons[id].map { RecordView($0) }
            if let record { writer.record(record, fields: selection, in: state, version: call.version) }
        }
    }

    func opportunities(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        if call.path.count == 2 {
            guard let opportunity = state.opportunities[try call.id(1, "opportunityId")] else { throw V2Error.notFound }
            return .json { $0.opportunity(opportunity, in: state, version: call.version) }
        }
        if call.path.count == 3 && call.path[2] == "notes" {
            let id = try call.id(1, "opportunityId")
            guard state.opportunities[id] != nil else { throw V2Error.notFound }
            return try notes(state) { $0.opportunityIDs.contains(id) }
        }
        guard call.path.count == 1 else { throw noRoute }
        try call.require(.exportAccessibleLists)
        return try V2Page(of: try wantedIDs(.opportunity, state), call: call).response { writer, id in
            if let opportunity = state.opportunities[id] { writer.opportunity(opportunity, in: state, version: call.version) }
        }
    }

    // MARK: Search

    /// Search with an empty body, or with a term alone, which matches the beginning of words (v2 sheet §3.7).
    func searchRecords(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(kind == .company ? .exportAllOrganizations : .exportAllPeople)
        let term = try searchTerm()
        let index = call.index ?? state
        let isEverything = term.isEmpty && call.index == nil
        let ids =
            isEverything
            ? directory(kind, state)
            : directory(kind, index).filter { id in
                guard kind == .company else {
                    guard state.persons[id] != nil, let person = index.persons[id] else { return false }
                    return term.matches([person.firstName, person.lastName ?? "", person.primaryEmail ?? ""])
                }
                guard state.organizations[id] != nil, let organization = index.organizations[id] else { return false }
                return term.matches([organization.name, organization.domains.first ?? ""])
            }
        return try page(of: kind, ids: ids, status: 201, totalCount: call.flag("totalCount") ? ids.count : nil, state)
    }

    func searchEntries(of list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.requireExport(of: list)
        let term = try searchTerm()
        let index = call.index ?? state
        let ids = (index.lists[list.id]?.entryIDs ?? []).filter { id in
            guard state.entries[id] != nil, let entry = index.entries[id], let record = RecordView(entry, in: index) else { return false }
            switch record.subject {
            case .company(let organization): return term.matches([organization.name, organization.domains.first ?? ""])
            case .person(let person): return term.matches([person.firstName, person.lastName ?? "", person.primaryEmail ?? ""])
            case .opportunity(let opportunity): return term.matches(opportunity.isRedacted ? [] : [opportunity.name])
            }
        }
        let selection = try selection(of: list, state)
        let count = call.flag("totalCount") ? ids.count : nil
        return try V2Page(of: ids, call: call).response(status: 201, capacity: 32_768, totalCount: count) { writer, id in
            if let entry = state.entries[id] {
                writer.entryWithEntity(entry, fields: selection, in: state, version: call.version)
            }
        }
    }

    private func searchTerm() throws(SimulatedResponse) -> SearchTerm {
        if !call.query.all("fieldIds").isEmpty && !call.query.all("fieldTypes").isEmpty {
            throw V2Error.validation("fieldIds", "fieldIds and fieldTypes cannot be used together")
        }
        return try SearchTerm(try call.body())
    }
}

extension JSONWriter {
    fileprivate mutating func record(_ record: RecordView, fields: FieldSelection, in state: WorldState, version: APIVersion) {
        switch record.subject {
        case .company(let organization): company(organization, record: record, fields: fields, in: state, version: version)
        case .person(let value): person(value, record: record, fields: fields, in: state, version: version)
        case .opportunity: null()
        }
    }
}
