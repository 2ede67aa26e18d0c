/// Reminders (AffinityAPI.md#files-and-reminders).
extension V2Router {
    private static let filterProperties: [String: FilterExpression.Property] = [
        "id": .id, "person.id": .id, "company.id": .id, "opportunity.id": .id, "creator.id": .id, "owner.id": .id, "completer.id": .id,
        "type": .name, "resetTrigger": .name, "status": .name, "dueDate": .time, "createdAt": .time, "updatedAt": .time,
    ]

    func oneReminder(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let reminder = try reminder(state)
        return .json { $0.reminder(reminder, at: call.now) }
    }

    func deleteReminder(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        state.deleteReminder(try ownReminder(state).id, at: call.now)
        return .noContent
    }

    private func reminder(_ state: WorldState) throws(SimulatedResponse) -> Reminder {
        try call.require(.july2026)
        guard let reminder = state.reminders[try id("reminderId")] else { throw V2Error.notFound }
        return reminder
    }

    private func ownReminder(_ state: WorldState) throws(SimulatedResponse) -> Reminder {
        let reminder = try reminder(state)
        guard [reminder.creatorID, reminder.ownerID].contains(state.keyUserID) else {
            throw V2Error.one(403, code: "authorization", "Only the creator or the owner of a reminder can change it")
        }
        return reminder
    }

    func allReminders(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let filter = try FilterExpression(call.query["filter"], properties: Self.filterProperties)
        let ids = state.reminders.ids.filter { id in
            state.reminders[id].map { reminder in filter.matches { value($0, of: reminder) } } ?? false
        }
        let total = try call.wantsTotalCount() ? ids.count : nil
        return try V2Page(of: ids, call: call).response(totalCount: total) { writer, id in
            if let reminder = state.reminders[id] { writer.reminder(reminder, at: call.now) }
        }
    }

    private func value(_ property: String, of reminder: Reminder) -> FilterExpression.Value? {
        switch property {
        case "id": .integer(reminder.id)
        case "person.id": reminder.kind == .person ? .integer(reminder.entityID) : nil
        case "company.id": reminder.kind == .company ? .integer(reminder.entityID) : nil
        case "opportunity.id": reminder.kind == .opportunity ? .integer(reminder.entityID) : nil
        case "creator.id": .integer(reminder.creatorID)
        case "owner.id": .integer(reminder.ownerID)
        case "completer.id": reminder.completerID.map { .integer($0) }
        case "type": .text(reminder.type)
        case "resetTrigger": reminder.recurrence.map { .text($0.trigger.rawValue) }
        case "status": .text(reminder.status(at: call.now))
        case "dueDate": .time(Double(reminder.dueAt))
        case "createdAt": .time(reminder.createdAt)
        default: reminder.updatedAt.map { .time($0) }
        }
    }

    func createReminder(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let value = try call.body()
        let isRecurring = value["type"]?.text == "recurring"
        let body = try V2Body(
            value, allowed: ["type", "content", "entity", "owner", "dueDate"] + (isRecurring ? ["recurrence"] : []),
            required: ["type", "entity", "owner"] + (isRecurring ? ["recurrence"] : ["dueDate"]))
        guard isRecurring || value["type"]?.text == "one-time" else { throw body.mismatch("type", "is not one of: one-time, recurring") }
        guard let entity = try body.object("entity", allowed: ["type", "id"], required: ["type", "id"]),
            let kind = EntityKind(name: try entity.required("type")), let id = try entity.integer("id"),
            RecordView(kind, id, in: state)?.isRedacted == false
        else { throw V2Error.validation("entity", "The tagged record does not exist") }
        guard let ownerID = try body.reference("owner"), state.persons[ownerID]?.isInternal == true else {
            throw V2Error.validation("owner", "The owner is not an internal person")
        }
        var recurrence: Reminder.Recurrence?
        if isRecurring,
            let parts = try body.object("recurrence", allowed: ["periodDays", "resetTrigger"], required: ["periodDays", "resetTrigger"])
        {
            guard let days = try parts.integer("periodDays", in: 1...3_650),
                let trigger = Reminder.Recurrence.Trigger(rawValue: try parts.required("resetTrigger"))
            else { throw body.mismatch("recurrence", "is not a recurrence") }
            recurrence = Reminder.Recurrence(days: days, trigger: trigger)
        }
        var due = Int(call.now) + (recurrence?.days ?? 0) * 86_400
        if let time = try time("dueDate", body) { due = time }
        let reminder = Reminder(
            id: WorldState.take(&state.nextIDs.reminder), creatorID: state.keyUserID, ownerID: ownerID, kind: kind, entityID: id,
            content: try body.nullableText("content"), dueAt: due, recurrence: recurrence, createdAt: call.now)
        state.addReminder(reminder, at: call.now)
        return .json(201) { $0.reminder(reminder, at: call.now) }
    }

    /// The type stays.
    func updateReminder(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.september2026)
        let reminder = try ownReminder(state)
        let body = try V2Body(try call.body(), allowed: ["completedAt", "content", "dueDate", "owner", "recurrence"])
        var changed = reminder
        if body["content"] != nil { changed.content = try body.nullableText("content") }
        if let due = try time("dueDate", body) { changed.dueAt = due }
        if body["completedAt"] == .null {
            changed.reopen()
        } else if let time = try time("completedAt", body) {
            guard reminder.recurrence == nil else { throw V2Error.validation("completedAt", "A recurring reminder cannot be completed") }
            changed.complete(by: state.keyUserID, at: Double(time))
        }
        if let ownerID = try body.reference("owner") {
            guard state.persons[ownerID]?.isInternal == true else {
                throw V2Error.validation("owner", "The owner is not an internal person")
            }
            changed.ownerID = ownerID
        }
        if let parts = try body.object("recurrence", allowed: ["periodDays", "resetTrigger"], required: []) {
            guard var recurrence = reminder.recurrence else {
                throw V2Error.validation("recurrence", "A one-time reminder has no recurrence")
            }
            if let days = try parts.integer("periodDays", in: 1...3_650) { recurrence.days = days }
            if let trigger = try parts.choice("resetTrigger", Reminder.Recurrence.Trigger.self) { recurrence.trigger = trigger }
            changed.recurrence = recurrence
        }
        state.changeReminder(changed, at: call.now)
        return .noContent
    }

    private func time(_ key: String, _ body: V2Body) throws(SimulatedResponse) -> Int? {
        guard let text = try body.text(key) else { return nil }
        guard let instant = Timestamp.parseDateTime(text) else { throw body.mismatch(key, "does not match format: date-time") }
        return instant
    }
}

extension JSONWriter {
    fileprivate mutating func reminder(_ reminder: Reminder, at now: Double) {
        object { writer in
            writer.put("id", reminder.id)
            writer.put("type", reminder.type)
            writer.put("content", reminder.content)
            writer.put("company", reference: reminder.kind == .company ? reminder.entityID : nil)
            writer.put("person", reference: reminder.kind == .person ? reminder.entityID : nil)
            writer.put("opportunity", reference: reminder.kind == .opportunity ? reminder.entityID : nil)
            writer.put("creator", reference: reminder.creatorID)
            writer.put("owner", reference: reminder.ownerID)
            writer.put("completer", reference: reminder.completerID)
            writer.put("status", reminder.status(at: now))
            writer.put("dueDate", reminder.dueAt, as: Timestamp.seconds)
            writer.put("createdAt", reminder.createdAt, as: Timestamp.seconds)
            writer.put("updatedAt", reminder.updatedAt, as: Timestamp.seconds)
            writer.put("completedAt", reminder.completedAt, as: Timestamp.seconds)
            writer.object("recurrence", of: reminder.recurrence) { writer, recurrence in
                writer.put("periodDays", recurrence.days)
                writer.put("resetTrigger", recurrence.trigger.rawValue)
            }
        }
    }
}
