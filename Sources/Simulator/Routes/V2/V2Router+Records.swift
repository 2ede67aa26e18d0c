extension V2Router {
    /// - Throws: 404 when there is none, 422 when it was merged into another.
    func recordView(_ kind: EntityKind, _ id: Int, _ state: WorldState) throws(SimulatedResponse) -> (RecordView, CellOwner) {
        if kind == .company {
            if let heir = state.mergedOrganizations[id], !state.mergedIsMissing { throw V2Error.merged(id, into: heir) }
            guard let organization = state.organizations[id] else { throw V2Error.notFound }
            return (RecordView(organization), .company(id))
        }
        if let heir = state.mergedPersons[id], !state.mergedIsMissing { throw V2Error.merged(id, into: heir) }
        guard let person = state.persons[id] else { throw V2Error.notFound }
        return (RecordView(person), .person(id))
    }

    func oneRecord(_ record: RecordView, _ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: kind, state)
        return .json { $0.record(record, fields: selection, in: state, version: call.version) }
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
        of kind: EntityKind, ids: [Int], _ state: WorldState
    ) throws(SimulatedResponse) -> SimulatedResponse {
        let selection = try selection(of: kind, state)
        return try V2Page(of: ids, call: call).response(capacity: 32_768) { writer, id in
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

    /// Search by filters, a term and an order (AffinityAPI.md#filters-and-searches). An empty body is about Affinity's whole index of
    /// companies, anything in it
    /// about the account's own (AffinityAPI.md#searching-organizations).
    func searchRecords(_ kind: EntityKind, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(kind == .company ? .exportAllOrganizations : .exportAllPeople)
        let index = call.index ?? state
        let criteria = try SearchCriteria(call, SearchCriteria.Scope(field: { index.globalField(key: $0, of: kind) }, now: call.now))
        func record(_ id: Int, _ state: WorldState) -> RecordView? {
            kind == .company ? state.organizations[id].map { RecordView($0) } : state.persons[id].map { RecordView($0) }
        }
        var ids = criteria.isEmpty && kind == .company ? index.organizations.ids : directory(kind, index)
        if !criteria.isEmpty || call.index != nil {
            ids = ids.filter { id in
                guard record(id, state) != nil, let found = record(id, index) else { return false }
                return criteria.matches(found, in: index)
            }
        }
        let selection = try selection(of: kind, state)
        let sorted = criteria.order.sorted(ids, { record($0, index) }, in: index)
        return try found(sorted, isSorted: !criteria.order.isNone) { writer, id in
            if let record = record(id, state) { writer.record(record, fields: selection, in: state, version: call.version) }
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
            writer.key("id")
            writer.integer(organization.id)
            writer.key("name")
            writer.string(organization.name)
            writer.key("domain")
            writer.optional(organization.domains.first)
            writer.key("domains")
            writer.array { writer in
                for domain in organization.domains { writer.string(domain) }
            }
            writer.key("isGlobal")
            writer.bool(organization.isGlobal)
            writer.fields(selection, of: record, in: state, version: version)
        }
    }

    mutating func person(
        _ person: Person, record: RecordView, fields selection: FieldSelection, in state: WorldState, version: APIVersion
    ) {
        object { writer in
            writer.key("id")
            writer.integer(person.id)
            writer.key("firstName")
            writer.string(person.firstName)
            writer.key("lastName")
            writer.optional(person.lastName)
            writer.key("primaryEmailAddress")
            writer.optional(person.primaryEmail)
            writer.key("emailAddresses")
            writer.array { writer in
                for email in person.emails { writer.string(email) }
            }
            writer.key("type")
            writer.string(person.isInternal ? "internal" : "external")
            writer.fields(selection, of: record, in: state, version: version)
        }
    }

    /// An opportunity; rows show it with fields and without the name of its list (AffinityAPI.md#list-entries).
    mutating func opportunity(
        _ opportunity: Opportunity, listName: String?, record: RecordView?, fields selection: FieldSelection, in state: WorldState,
        version: APIVersion
    ) {
        object { writer in
            writer.key("id")
            writer.integer(opportunity.id)
            writer.key("name")
            writer.string(opportunity.shownName)
            writer.key("listId")
            writer.integer(opportunity.listID)
            if let listName {
                writer.key("listName")
                writer.string(listName)
            }
            writer.key("isRestricted")
            writer.bool(opportunity.isRestricted)
            writer.key("isRedacted")
            writer.bool(opportunity.isRedacted)
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
            writer.key("id")
            writer.integer(entry.id)
            writer.key("type")
            writer.string(entry.kind.name)
            writer.key("listId")
            writer.integer(entry.listID)
            writer.key("createdAt")
            writer.plain(Timestamp.seconds(Int(entry.createdAt)))
            writer.key("creatorId")
            writer.integer(entry.creatorID)
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
            writer.key("id")
            writer.integer(list.id)
            writer.key("name")
            writer.string(list.name)
            if withType {
                writer.key("type")
                writer.string(list.kind.name)
            }
            writer.key("creatorId")
            writer.integer(list.creatorID)
            writer.key("ownerId")
            writer.integer(list.ownerID)
            writer.key("isPublic")
            writer.bool(list.isPublic)
            writer.key("createdAt")
            writer.plain(Timestamp.seconds(list.createdAt))
        }
    }
}
