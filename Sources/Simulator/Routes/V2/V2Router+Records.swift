extension V2Router {
    func oneRecord(_ record: RecordView, _ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: kind, state)
        return .json { $0.record(record, fields: selection, in: state, version: call.version) }
    }

    func lists(of record: RecordView, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try V2Page(of: record.listIDs(in: state).sorted(), call: call).response { writer, id in
            if let list = state.lists[id] { writer.list(list, withType: false) }
        }
    }

    func allRecords(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(kind == .company ? .exportAllOrganizations : .exportAllPeople)
        return try page(of: kind, ids: try wantedIDs(kind, state), state)
    }

    /// The whole directory, or those of `ids` that exist: unknown ones are just missing (AffinityAPI.md#organization-objects).
    private func wantedIDs(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> [Int] {
        let texts = call.query.all("ids")
        guard !texts.isEmpty else { return directory(kind, state) }
        var ids: [Int] = []
        for text in texts {
            guard let id = Int(text), id >= 1, id <= 9_007_199_254_740_991 else {
                throw V2Error.validation("ids", "value at `/ids` is not a valid id")
            }
            if RecordView(kind, id, in: state) != nil { ids.insertSorted(id) }
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
        of kind: EntityKind, ids: [Int], _ state: WorldState
    ) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: kind, state)
        return try V2Page(of: ids, call: call).response(capacity: 32_768) { writer, id in
            if let record = RecordView(kind, id, in: state) { writer.record(record, fields: selection, in: state, version: call.version) }
        }
    }

    func oneOpportunity(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard let opportunity = state.opportunities[try id("opportunityId")] else { throw V2Error.notFound }
        return .json { $0.opportunity(opportunity, in: state, version: call.version) }
    }

    func notesOfOpportunity(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try notes(about: record(.opportunity, state), state)
    }

    func allOpportunities(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.exportAccessibleLists)
        return try V2Page(of: try wantedIDs(.opportunity, state), call: call).response { writer, id in
            if let opportunity = state.opportunities[id] { writer.opportunity(opportunity, in: state, version: call.version) }
        }
    }

    // MARK: Search

    /// Search by filters, a term and an order (AffinityAPI.md#filters-and-searches). An empty body is about Affinity's whole index of
    /// companies, anything in it about the account's own (AffinityAPI.md#searching-organizations).
    func searchRecords(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(kind == .company ? .exportAllOrganizations : .exportAllPeople)
        let index = call.index ?? state
        let criteria = try SearchCriteria(call, SearchCriteria.Scope(field: { index.globalField(key: $0, of: kind) }, now: call.now))
        var ids = criteria.isEmpty && kind == .company ? index.organizations.ids : directory(kind, index)
        if !criteria.isEmpty || call.index != nil {
            ids = ids.filter { id in
                guard RecordView(kind, id, in: state) != nil, let found = RecordView(kind, id, in: index) else { return false }
                return criteria.matches(found, in: index)
            }
        }
        let selection = try selection(of: kind, state)
        let sorted = criteria.order.sorted(ids, { RecordView(kind, $0, in: index) }, in: index)
        return try found(sorted, isSorted: !criteria.order.isNone) { writer, id in
            if let record = RecordView(kind, id, in: state) { writer.record(record, fields: selection, in: state, version: call.version) }
        }
    }

    func searchEntries(of list: AccountList, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.requireExport(of: list)
        let index = call.index ?? state
        let criteria = try SearchCriteria(call, SearchCriteria.Scope(field: { index.field(key: $0, ofList: list) }, now: call.now))
        func record(_ id: Int) -> RecordView? { index.entries[id].flatMap { RecordView($0, in: index) } }
        let ids = (index.lists[list.id]?.entryIDs ?? []).filter { id in
            guard state.entries[id] != nil, let found = record(id) else { return false }
            return criteria.matches(found, in: index)
        }
        let selection = try selection(of: list, state)
        return try found(criteria.order.sorted(ids, record, in: index), isSorted: !criteria.order.isNone) { writer, id in
            if let entry = state.entries[id] {
                writer.entryWithEntity(entry, fields: selection, in: state, version: call.version)
            }
        }
    }

    /// A page of what a search found; one in an order of its own goes by position.
    private func found(
        _ ids: [Int], isSorted: Bool, _ item: (inout JSONWriter, Int) -> Void
    ) throws(SimulatedResponse) -> SimulatedResponse {
        let total = try call.wantsTotalCount() ? ids.count : nil
        let page = isSorted ? try V2Page(count: ids.count, call: call) : try V2Page(of: ids, call: call)
        return page.response(status: 201, capacity: 32_768, totalCount: total) { writer, place in
            item(&writer, isSorted ? ids[place] : place)
        }
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

extension JSONWriter {
    mutating func company(
        _ organization: Organization, record: RecordView, fields selection: FieldSelection, in state: WorldState, version: APIVersion
    ) {
        object { writer in
            writer.put("id", organization.id)
            writer.put("name", organization.name)
            writer.put("domain", organization.domains.first)
            writer.put("domains", texts: organization.domains)
            writer.put("isGlobal", organization.isGlobal)
            writer.fields(selection, of: record, in: state, version: version)
        }
    }

    mutating func person(
        _ person: Person, record: RecordView, fields selection: FieldSelection, in state: WorldState, version: APIVersion
    ) {
        object { writer in
            writer.put("id", person.id)
            writer.put("firstName", person.firstName)
            writer.put("lastName", person.lastName)
            writer.put("primaryEmailAddress", person.primaryEmail)
            writer.put("emailAddresses", texts: person.emails)
            writer.put("type", person.isInternal ? "internal" : "external")
            writer.fields(selection, of: record, in: state, version: version)
        }
    }

    /// An opportunity; rows show it with fields and without the name of its list (AffinityAPI.md#list-entries).
    mutating func opportunity(
        _ opportunity: Opportunity, listName: String?, record: RecordView?, fields selection: FieldSelection, in state: WorldState,
        version: APIVersion
    ) {
        object { writer in
            writer.put("id", opportunity.id)
            writer.put("name", opportunity.shownName)
            writer.put("listId", opportunity.listID)
            if let listName {
                writer.put("listName", listName)
            }
            writer.put("isRestricted", opportunity.isRestricted)
            writer.put("isRedacted", opportunity.isRedacted)
            if let record { writer.fields(selection, of: record, in: state, version: version) }
        }
    }

    /// An opportunity by itself, with the name of its list and without fields (AffinityAPI.md#opportunities).
    mutating func opportunity(_ opportunity: Opportunity, in state: WorldState, version: APIVersion) {
        self.opportunity(
            opportunity, listName: state.lists[opportunity.listID]?.name ?? "", record: nil, fields: .none, in: state, version: version)
    }

    /// A row with its record: every field value sits in the record (AffinityAPI.md#list-entries).
    mutating func entryWithEntity(_ entry: ListEntry, fields selection: FieldSelection, in state: WorldState, version: APIVersion) {
        guard let record = RecordView(entry, in: state) else { return }
        object { writer in
            writer.put("id", entry.id)
            writer.put("type", entry.kind.name)
            writer.put("listId", entry.listID)
            writer.put("createdAt", entry.createdAt, as: Timestamp.seconds)
            writer.put("creatorId", entry.creatorID)
            writer.key("entity")
            switch record.subject {
            case .company(let organization):
                writer.company(organization, record: record, fields: selection, in: state, version: version)
            case .person(let person): writer.person(person, record: record, fields: selection, in: state, version: version)
            case .opportunity(let opportunity):
                writer.opportunity(opportunity, listName: nil, record: record, fields: selection, in: state, version: version)
            }
        }
    }

    /// A list, with its type or as a record's list, which has none (AffinityAPI.md#organization-objects).
    mutating func list(_ list: AccountList, withType: Bool) {
        object { writer in
            writer.put("id", list.id)
            writer.put("name", list.name)
            if withType {
                writer.put("type", list.kind.name)
            }
            writer.put("creatorId", list.creatorID)
            writer.put("ownerId", list.ownerID)
            writer.put("isPublic", list.isPublic)
            writer.put("createdAt", list.createdAt, as: Timestamp.seconds)
        }
    }
}
