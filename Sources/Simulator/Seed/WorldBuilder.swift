/// Turns the description of an account into a world, names into ids.
struct WorldBuilder {
    var state = WorldState()
    /// Seconds since 1970.
    private let now: Double
    private var organizationIDsByName: [String: Int] = [:]

    init(now: Double) {
        self.now = now
    }

    /// Reads values by name in an account that is there already.
    init(resuming state: WorldState, now: Double) {
        self.state = state
        self.now = now
        for id in state.organizations.ids {
            guard let organization = state.organizations[id] else { continue }
            for key in organization.domains + [organization.name] where organizationIDsByName[key.lowercased()] == nil {
                organizationIDsByName[key.lowercased()] = id
            }
        }
    }

    /// Records of the seed are a year old, so that nothing of them lags behind in search; rows follow one a minute.
    var past: Double { now - 365 * 86_400 }

    mutating func build(_ seed: AccountSeed) throws(SeedError) {
        state.tenantName = seed.tenantName
        state.subdomain = seed.subdomain
        state.keyCreatedAt = Int(past)
        for user in seed.users { try add(user, isUser: true) }
        guard let keyUser = state.personIDsByEmail[seed.keyUser.lowercased()] else {
            throw SeedError("key-user", "no user has the address \(seed.keyUser)")
        }
        state.keyUserID = keyUser
        for (index, organization) in seed.organizations.enumerated() {
            let made = state.createOrganization(
                name: organization.name, domains: organization.domains, isGlobal: organization.isGlobal, at: past + Double(index))
            for key in organization.domains + [organization.name] where organizationIDsByName[key.lowercased()] == nil {
                organizationIDsByName[key.lowercased()] = made.id
            }
        }
        for person in seed.persons { try add(person, isUser: false) }
        for field in seed.organizationFields { try add(field, to: .company, listID: nil) }
        for field in seed.personFields { try add(field, to: .person, listID: nil) }
        state.addBuiltInFields()
        for list in seed.lists { try add(list) }
        try addCells(seed)
        for note in seed.notes { try add(note) }
        for reminder in seed.reminders { try add(reminder) }
        try merge(
            zip(state.organizations.ids, seed.organizations).map { ($0, $1) },
            zip(state.persons.ids, seed.users + seed.persons).map { ($0, $1) })
        state.keepsHistory = true
    }

    private mutating func add(_ person: PersonSeed, isUser: Bool) throws(SeedError) {
        let organizationIDs = try organizationIDs(person.organizations, path: "persons")
        for email in person.emails where state.personIDsByEmail[email.lowercased()] != nil {
            throw SeedError(isUser ? "users" : "persons", "two people have the address \(email)")
        }
        state.createPerson(
            firstName: person.firstName, lastName: person.lastName, emails: person.emails, organizationIDs: organizationIDs,
            kind: isUser ? .internal : person.isCollaborator ? .collaborator : .external, at: past)
    }

    private mutating func addCells(_ seed: AccountSeed) throws(SeedError) {
        for (id, organization) in zip(state.organizations.ids, seed.organizations) {
            for cell in organization.cells {
                guard let field = globalField(cell.field, of: .company) else { throw unknownField(cell) }
                // A directory record's own enrichment does not make it part of the account.
                let wasOutside = state.organizations[id]?.isInWorkspace == false
                try store(cell, in: field, of: .company(id))
                if wasOutside {
                    state.organizations[id]?.isInWorkspace = false
                    state.workspaceOrganizationIDs.removeSorted(id)
                }
            }
        }
        for (id, person) in zip(state.persons.ids, seed.users + seed.persons) {
            for cell in person.cells {
                guard let field = globalField(cell.field, of: .person) else { throw unknownField(cell) }
                try store(cell, in: field, of: .person(id))
            }
        }
    }

    private func globalField(_ name: String, of kind: EntityKind) -> FieldDefinition? {
        if let field = state.globalField(key: name, of: kind) { return field }
        return (state.globalFieldIDs[kind] ?? []).lazy.compactMap { state.fields[$0] }.first { $0.name == name }
    }

    func unknownField(_ cell: CellSeed) -> SeedError { SeedError(cell.path, "there is no field \"\(cell.field)\"") }

    mutating func store(_ cell: CellSeed, in field: FieldDefinition, of owner: CellOwner) throws(SeedError) {
        let values = try cellValues(cell, field: field)
        state.setCell(values, of: owner, field: field, at: past)
    }

    func organizationID(_ name: String, path: String) throws(SeedError) -> Int {
        guard let id = organizationIDsByName[name.lowercased()] else {
            throw SeedError(path, "no organization has the domain or name \"\(name)\"")
        }
        return id
    }

    func organizationIDs(_ names: [String], path: String) throws(SeedError) -> [Int] {
        var ids: [Int] = []
        for name in names { ids.append(try organizationID(name, path: path)) }
        return ids
    }

    func personIDs(_ emails: [String], path: String) throws(SeedError) -> [Int] {
        var ids: [Int] = []
        for email in emails { ids.append(try personID(email, path: path)) }
        return ids
    }

    /// The user of an address, or that of the key.
    func userID(_ email: String?, path: String) throws(SeedError) -> Int {
        guard let email else { return state.keyUserID }
        return try personID(email, path: path)
    }

    func personID(_ email: String, path: String) throws(SeedError) -> Int {
        guard let id = state.personIDsByEmail[email.lowercased()] else { throw SeedError(path, "nobody has the address \"\(email)\"") }
        return id
    }

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

    /// Adds a list with its fields, rows and views.
    mutating func add(_ seed: ListSeed) throws(SeedError) {
        let owner = try userID(seed.owner, path: seed.path)
        let list = AccountList(
            id: WorldState.take(&state.nextIDs.list), name: seed.name, kind: seed.kind, ownerID: owner, creatorID: owner,
            isPublic: seed.isPublic, createdAt: Int(past))
        state.lists.append(list, id: list.id)
        for field in seed.fields { try add(field, to: seed.kind, listID: list.id) }
        state.addBuiltInFields(ofList: list.id)
        for (index, entry) in seed.entries.enumerated() {
            try add(entry, to: list.id, kind: seed.kind, at: past + Double(index) * 60)
        }
        for view in seed.views { try add(view, to: list.id) }
    }

    private mutating func add(_ seed: EntrySeed, to listID: Int, kind: EntityKind, at time: Double) throws(SeedError) {
        guard let list = state.lists[listID] else { return }
        let entityID: Int
        switch kind {
        case .company: entityID = try organizationID(seed.record, path: seed.path)
        case .person: entityID = try personID(seed.record, path: seed.path)
        case .opportunity:
            entityID = WorldState.take(&state.nextIDs.opportunity)
            var opportunity = Opportunity(
                id: entityID, name: seed.record, listID: listID, entryID: 0, personIDs: [], organizationIDs: [])
            opportunity.isRestricted = seed.isRestricted
            opportunity.isRedacted = seed.isRedacted
            opportunity.organizationIDs = try organizationIDs(seed.organizations, path: seed.path)
            opportunity.personIDs = try personIDs(seed.persons, path: seed.path)
            state.opportunities.append(opportunity, id: entityID)
        }
        let creator = try seed.creator == nil ? list.ownerID : userID(seed.creator, path: seed.path)
        let entry = state.addEntry(to: list, entityID: entityID, creatorID: creator, at: time, withDefaults: false)
        let own = list.fieldIDs.compactMap { state.fields[$0] }
        for cell in seed.cells {
            guard let field = own.first(where: { $0.name == cell.field || $0.key == cell.field }) else { throw unknownField(cell) }
            try store(cell, in: field, of: .entry(entry.id))
        }
    }

    private mutating func add(_ seed: ViewSeed, to listID: Int) throws(SeedError) {
        guard let list = state.lists[listID] else { return }
        func field(_ name: String) throws(SeedError) -> FieldDefinition {
            guard let field = state.field(named: name, ofList: list) else {
                throw SeedError(seed.path, "there is no field \"\(name)\" on this list")
            }
            return field
        }
        var columns: [Int] = []
        for name in seed.columns { columns.append(try field(name).id) }
        var filter: SavedView.Filter?
        if let name = seed.filterField {
            let field = try field(name)
            var ids: Set<Int> = []
            for text in seed.filterOptions {
                guard let option = field.options.first(where: { $0.text == text }) else {
                    throw SeedError(seed.path, "\(name) has no option \"\(text)\"")
                }
                ids.insert(option.id)
            }
            filter = SavedView.Filter(fieldID: field.id, optionIDs: ids)
        }
        let view = SavedView(
            id: WorldState.take(&state.nextIDs.view), listID: listID, name: seed.name, style: seed.style, createdAt: Int(past),
            columnIDs: columns, filter: filter)
        state.views.append(view, id: view.id)
        state.lists[listID]?.viewIDs.append(view.id)
    }
}
