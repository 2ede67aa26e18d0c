/// Reminders (AffinityAPI.md#files-and-reminders).
extension V1Router {
    func reminder(_ state: WorldState) throws(SimulatedResponse) -> Reminder {
        let id = try id()
        guard let reminder = state.reminders[id] else { throw V1Error.missing("reminder_id", id) }
        return reminder
    }

    /// The one that the path names, when the key's user may change it.
    func ownReminder(_ state: WorldState) throws(SimulatedResponse) -> Reminder {
        let reminder = try reminder(state)
        guard [reminder.creatorID, reminder.ownerID].contains(state.keyUserID) else { throw V1Error.forbidden }
        return reminder
    }

    func oneReminder(_ reminder: Reminder, _ state: WorldState) -> SimulatedResponse {
        .json { $0.v1Reminder(reminder, in: state, at: call.now) }
    }

    func deleteReminder(_ reminder: Reminder, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        state.deleteReminder(reminder.id, at: call.now)
        return .success
    }

    func allReminders(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let records: [(EntityKind, Int?)] = [
            (.person, try number("person_id")), (.company, try number("organization_id")), (.opportunity, try number("opportunity_id")),
        ]
        let people: [(KeyPath<Reminder, Int?>, Int?)] = [
            (\.v1Creator, try number("creator_id")), (\.v1Owner, try number("owner_id")), (\.completerID, try number("completer_id")),
            (\.v1Type, try number("type")), (\.v1ResetType, try number("reset_type")),
        ]
        let status = try number("status")
        let before = try time("due_before")
        let after = try time("due_after")
        let ids = state.reminders.ids.filter { id in
            guard let reminder = state.reminders[id] else { return false }
            return records.allSatisfy { kind, wanted in wanted == nil || (reminder.kind == kind && reminder.entityID == wanted) }
                && people.allSatisfy { path, wanted in wanted == nil || reminder[keyPath: path] == wanted }
                && (status == nil || reminder.v1Status(at: call.now) == status) && reminder.dueAt < before ?? .max
                && reminder.dueAt > after ?? .min
        }
        return try V1Page(of: ids, call: call).response("reminders") { writer, id in
            if let reminder = state.reminders[id] { writer.v1Reminder(reminder, in: state, at: call.now) }
        }
    }

    func createReminder(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        let (kind, entityID) = try tagged(parameters, state)
        guard let ownerID = try owner(parameters, state) else { throw V1Error.unprocessable("owner_id is required") }
        guard let type = parameters.present("type")?.looseInteger, type == 0 || type == 1 else {
            throw V1Error.unprocessable("type is required")
        }
        let (due, recurrence) = try schedule(parameters, isRecurring: type == 1)
        var reminder = Reminder(
            id: WorldState.take(&state.nextIDs.reminder), creatorID: state.keyUserID, ownerID: ownerID, kind: kind, entityID: entityID,
            content: parameters.present("content")?.text, dueAt: due, recurrence: recurrence, createdAt: call.now)
        if parameters.present("is_completed")?.boolean == true { reminder.complete(by: state.keyUserID, at: call.now) }
        state.addReminder(reminder, at: call.now)
        return .json { $0.v1Reminder(reminder, in: state, at: call.now) }
    }

    /// What the type requires is sent again; the record and the content's being there stay.
    func updateReminder(_ reminder: Reminder, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        var changed = reminder
        let type = parameters.present("type")?.looseInteger ?? (reminder.recurrence == nil ? 0 : 1)
        guard type == 0 || type == 1 else { throw V1Error.unprocessable("type is not valid") }
        (changed.dueAt, changed.recurrence) = try schedule(parameters, isRecurring: type == 1)
        if let ownerID = try owner(parameters, state) { changed.ownerID = ownerID }
        if let content = parameters.present("content")?.text, !content.isEmpty { changed.content = content }
        if let isCompleted = parameters.present("is_completed")?.boolean {
            if !isCompleted {
                changed.reopen()
            } else if changed.completedAt == nil {
                changed.complete(by: state.keyUserID, at: call.now)
            }
        }
        state.changeReminder(changed, at: call.now)
        return .json { $0.v1Reminder(state.reminders[changed.id] ?? changed, in: state, at: call.now) }
    }

    /// Exactly one record; a person must be an external one.
    private func tagged(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> (EntityKind, Int) {
        let named = ["person_id", "organization_id", "opportunity_id"].filter { parameters.present($0) != nil }
        guard named.count == 1 else {
            throw V1Error.unprocessable("Exactly one of person_id, organization_id, opportunity_id is required")
        }
        let id = try parameters.id(named[0])
        switch named[0] {
        case "person_id":
            guard try !person(id, state).isInternal else { throw V1Error.unprocessable("person_id is not an external person") }
            return (.person, id)
        case "organization_id": return (.company, try organization(id, state).id)
        default: return (.opportunity, try opportunity(id, state).id)
        }
    }

    private func owner(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> Int? {
        guard parameters.present("owner_id") != nil else { return nil }
        let id = try parameters.id("owner_id")
        guard try person(id, state).isInternal else { throw V1Error.unprocessable("owner_id is not an internal person") }
        return id
    }

    private func schedule(
        _ parameters: JSONValue, isRecurring: Bool
    ) throws(SimulatedResponse) -> (due: Int, recurrence: Reminder.Recurrence?) {
        if isRecurring {
            guard let code = parameters.present("reset_type")?.looseInteger, Reminder.Recurrence.Trigger.v1.indices.contains(code) else {
                throw V1Error.unprocessable("reset_type is required")
            }
            guard let days = parameters.present("reminder_days")?.looseInteger, (1...3_650).contains(days) else {
                throw V1Error.unprocessable("reminder_days is required")
            }
            return (Int(call.now) + days * 86_400, Reminder.Recurrence(days: days, trigger: Reminder.Recurrence.Trigger.v1[code]))
        }
        guard let text = parameters.present("due_date")?.text else { throw V1Error.unprocessable("due_date is required") }
        guard let due = Timestamp.parseInstant(text) else { throw V1Error.unprocessable("due_date is not a valid time") }
        return (due, nil)
    }
}

extension Reminder.Recurrence.Trigger {
    /// By v1's code.
    fileprivate static let v1: [Self] = [.interaction, .email, .event]
}

extension Reminder {
    fileprivate var v1Creator: Int? { creatorID }

    fileprivate var v1Owner: Int? { ownerID }

    fileprivate var v1Type: Int? { recurrence == nil ? 0 : 1 }

    fileprivate var v1ResetType: Int? { recurrence.flatMap { Recurrence.Trigger.v1.firstIndex(of: $0.trigger) } }

    fileprivate func v1Status(at now: Double) -> Int {
        switch status(at: now) {
        case "completed": 0
        case "active": 1
        default: 2
        }
    }
}

extension JSONWriter {
    mutating func v1Reminder(_ reminder: Reminder, in state: WorldState, at now: Double) {
        object { writer in
            writer.put("id", reminder.id)
            writer.put("type", reminder.v1Type)
            writer.put("reset_type", reminder.v1ResetType)
            writer.put("reminder_days", reminder.recurrence?.days)
            writer.put("status", reminder.v1Status(at: now))
            writer.put("content", reminder.content)
            writer.put("created_at", reminder.createdAt, as: Timestamp.pacific)
            writer.put("completed_at", reminder.completedAt, as: Timestamp.pacific)
            writer.put("due_date", Double(reminder.dueAt), as: Timestamp.pacific)
            for (name, id) in [
                ("creator" as StaticString, reminder.creatorID), ("owner", reminder.ownerID), ("completer", reminder.completerID),
            ] {
                writer.key(name)
                writer.object(of: id.flatMap { state.persons[$0] }) { $0.v1PersonKeys($1) }
            }
            writer.object("person", of: reminder.kind == .person ? state.persons[reminder.entityID] : nil) { $0.v1PersonKeys($1) }
            writer.object("organization", of: reminder.kind == .company ? state.organizations[reminder.entityID] : nil) {
                $0.v1OrganizationKeys($1)
            }
            writer.object("opportunity", of: reminder.kind == .opportunity ? state.opportunities[reminder.entityID] : nil) {
                writer, opportunity in
                writer.put("id", opportunity.id)
                writer.put("name", opportunity.shownName)
            }
        }
    }
}
