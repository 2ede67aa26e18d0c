/// A reminder about one record of an account.
struct ReminderSeed: Sendable, Equatable {
    var content: String?
    /// A domain or a name.
    var organization: String?
    /// An e-mail address.
    var person: String?
    /// A time such as `2026-12-01T09:00:00Z`.
    var due: String
    /// How often it comes again; `nil` for once.
    var everyDays: Int?
    /// E-mail address of a user; `nil` for the user of the key.
    var owner: String?
    /// Where it stands in the document.
    var path = ""
}

extension ReminderSeed {
    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(keys: ["text", "organization", "person", "due", "every-days", "owner"])
        content = try object.text("text")
        organization = try object.text("organization")
        person = try object.text("person")
        due = try object.required("due").text()
        if let place = object.optional("every-days") {
            guard let days = Int(exactly: try place.number()), (1...3_650).contains(days) else {
                throw place.mismatch("a whole number from 1 to 3650")
            }
            everyDays = days
        }
        owner = try object.text("owner")
        path = reader.path
    }
}

extension WorldBuilder {
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
        var ownerID = state.keyUserID
        if let address = seed.owner { ownerID = try personID(address, path: seed.path) }
        let id = WorldState.take(&state.nextIDs.reminder)
        state.reminders.append(
            Reminder(
                id: id, creatorID: ownerID, ownerID: ownerID, kind: kind, entityID: entityID, content: seed.content, dueAt: due,
                recurrence: seed.everyDays.map { Reminder.Recurrence(days: $0, trigger: .interaction) }, createdAt: past),
            id: id)
    }
}
