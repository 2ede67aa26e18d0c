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
