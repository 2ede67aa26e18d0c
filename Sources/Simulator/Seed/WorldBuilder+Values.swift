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
        var others: [Int] = []
        for item in try object.items("with") { others.append(try personID(try item.text(), path: item.path)) }
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
}

extension WorldBuilder {
    mutating func add(_ seed: NoteSeed) throws(SeedError) {
        var organizationIDs: [Int] = []
        for name in seed.organizations { organizationIDs.append(try organizationID(name, path: seed.path)) }
        var personIDs: [Int] = []
        for email in seed.persons { personIDs.append(try personID(email, path: seed.path)) }
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
        var creatorID = state.keyUserID
        if let address = seed.creator { creatorID = try personID(address, path: seed.path) }
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
            guard let heir = seed.mergedInto else { continue }
            try merge(.company, id, into: try organizationID(heir, path: "organizations"), path: "organizations")
        }
        for (id, seed) in persons {
            guard let heir = seed.mergedInto else { continue }
            try merge(.person, id, into: try personID(heir, path: "persons"), path: "persons")
        }
    }

    private mutating func merge(_ kind: EntityKind, _ id: Int, into heir: Int, path: String) throws(SeedError) {
        if let problem = state.merge(kind, duplicate: id, into: heir, at: past).problem { throw SeedError(path, problem) }
    }
}
