extension WorldBuilder {
    /// The items of a cell in the description; one value or a list for multi fields, one value for the others.
    mutating func cellValues(_ cell: CellSeed, field: FieldDefinition) throws(SeedError) -> [FieldScalar] {
        let reader = SeedReader(value: cell.value, path: cell.path)
        if cell.value == .null { return [] }
        guard field.valueType.isMulti, case .list = cell.value else { return [try scalar(reader, field: field)] }
        var values: [FieldScalar] = []
        for item in try reader.items() { values.append(try scalar(item, field: field)) }
        return values
    }

    private mutating func scalar(_ reader: SeedReader, field: FieldDefinition) throws(SeedError) -> FieldScalar {
        switch field.valueType {
        case .text, .filterableText, .filterableTextMulti: return .text(try reader.text())
        case .number, .numberMulti, .formulaNumber: return .number(try reader.number())
        case .datetime:
            guard let date = Timestamp.parseDate(try reader.text()) else { throw reader.mismatch("a date such as 2026-01-31") }
            return .date(PacificTime.midnight(of: date))
        case .dropdown, .dropdownMulti, .rankedDropdown:
            let text = try reader.text()
            guard let option = field.options.first(where: { $0.text == text }) else {
                throw SeedError(
                    reader.path, "\(field.name) has no option \"\(text)\"; it has \(field.options.map(\.text).joined(separator: ", "))")
            }
            return .option(option.id)
        case .person, .personMulti: return .person(try personID(try reader.text(), path: reader.path))
        case .company, .companyMulti: return .company(try organizationID(try reader.text(), path: reader.path))
        case .location, .locationMulti:
            let object = try reader.object(keys: ["street", "city", "state", "country", "continent"])
            return .location(
                Location(
                    streetAddress: try object.text("street"), city: try object.text("city"), state: try object.text("state"),
                    country: try object.text("country"), continent: try object.text("continent")))
        case .interaction: return .interaction(try interaction(reader))
        case .listMulti, .note, .reminder: throw SeedError(reader.path, "\(field.name) is worked out by Affinity and cannot be set")
        }
    }

    private mutating func interaction(_ reader: SeedReader) throws(SeedError) -> Interaction.Key {
        let object = try reader.object(keys: ["kind", "title", "at", "user", "with"])
        let kind = try object.required("kind")
        guard let known = Interaction.Kind(name: try kind.text()) else {
            throw kind.mismatch("one of \(Interaction.Kind.allCases.map(\.name).joined(separator: ", "))")
        }
        let at = try object.required("at")
        guard let instant = Timestamp.parseDateTime(try at.text()) else { throw at.mismatch("a time such as 2026-01-31T12:00:00Z") }
        let user = try object.required("user")
        let others = try personIDs(object.texts("with"), path: reader.path)
        let userID = try personID(try user.text(), path: user.path)
        let title = try object.text("title")
        let past = past
        return state.addInteraction(
            { id in
                Interaction(
                    id: id, kind: known, title: title ?? "", at: instant, endsAt: known == .meeting ? instant + 1_800 : nil,
                    internalPersonIDs: [userID], otherPersonIDs: others,
                    manualCreatorID: known == .call || known == .chatMessage ? userID : nil, createdAt: past)
            }, of: known
        ).key
    }

    mutating func add(_ seed: NoteSeed) throws(SeedError) {
        let organizationIDs = try organizationIDs(seed.organizations, path: seed.path)
        let personIDs = try personIDs(seed.persons, path: seed.path)
        var opportunityIDs: [Int] = []
        for name in seed.opportunities {
            guard let id = state.opportunities.ids.first(where: { state.opportunities[$0]?.name == name }) else {
                throw SeedError(seed.path, "there is no opportunity \"\(name)\"")
            }
            opportunityIDs.append(id)
        }
        guard !(organizationIDs + personIDs + opportunityIDs).isEmpty else {
            throw SeedError(seed.path, "a note needs an organization, a person or an opportunity")
        }
        let creatorID = try userID(seed.creator, path: seed.path)
        var time = past
        if let text = seed.createdAt {
            guard let instant = Timestamp.parseDateTime(text) else {
                throw SeedError("\(seed.path).at", "this should be a time such as 2026-01-31T12:00:00Z")
            }
            time = Double(instant)
        }
        _ = state.createNote(
            seed.content, style: seed.isHTML ? .html : .plain, creatorID: creatorID, personIDs: personIDs,
            organizationIDs: organizationIDs, opportunityIDs: opportunityIDs, at: time)
    }

    /// Merges those that say into whom. Nothing may name them afterwards.
    mutating func merge(_ organizations: [(id: Int, seed: OrganizationSeed)], _ persons: [(id: Int, seed: PersonSeed)]) throws(SeedError) {
        for (id, seed) in organizations {
            guard let target = seed.mergedInto else { continue }
            try merge(.company, id, into: try organizationID(target, path: "organizations"), path: "organizations")
        }
        for (id, seed) in persons {
            guard let target = seed.mergedInto else { continue }
            try merge(.person, id, into: try personID(target, path: "persons"), path: "persons")
        }
    }

    private mutating func merge(_ kind: EntityKind, _ id: Int, into target: Int, path: String) throws(SeedError) {
        if let problem = state.merge(kind, duplicate: id, into: target, at: past).problem { throw SeedError(path, problem) }
    }

    mutating func add(_ seed: ReminderSeed) throws(SeedError) {
        let kind: EntityKind
        let entityID: Int
        switch (seed.organization, seed.person) {
        case (let name?, nil):
            kind = .company
            entityID = try organizationID(name, path: seed.path)
        case (nil, let email?):
            kind = .person
            entityID = try personID(email, path: seed.path)
        default: throw SeedError(seed.path, "a reminder needs either an organization or a person")
        }
        guard let due = Timestamp.parseDateTime(seed.due) else {
            throw SeedError("\(seed.path).due", "this should be a time such as 2026-12-01T09:00:00Z")
        }
        let ownerID = try userID(seed.owner, path: seed.path)
        let id = WorldState.take(&state.nextIDs.reminder)
        state.reminders.append(
            Reminder(
                id: id, creatorID: ownerID, ownerID: ownerID, kind: kind, entityID: entityID, content: seed.content, dueAt: due,
                recurrence: seed.everyDays.map { Reminder.Recurrence(days: $0, trigger: .interaction) }, createdAt: past),
            id: id)
    }
}
