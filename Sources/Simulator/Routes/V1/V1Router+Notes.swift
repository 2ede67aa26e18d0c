/// Notes (AffinityAPI.md#note-objects).
extension V1Router {
    func notes(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let method = call.request.method
        if call.path.count == 1 {
            if method == "GET" { return try allNotes(state) }
            guard method == "POST" else { throw V1Error.noRoute }
            return try createNote(&state)
        }
        guard call.path.count == 2, ["GET", "PUT", "DELETE"].contains(method) else { throw V1Error.noRoute }
        let id = try call.id(1)
        guard let note = state.notes[id] else { throw V1Error.missing("note_id", id) }
        switch method {
        case "PUT": return try updateNote(note, &state)
        case "DELETE":
            guard note.creatorID == state.keyUserID else { throw V1Error.forbidden }
            state.deleteNote(id)
            return .success
        default: return .json { $0.v1Note(note) }
        }
    }

    /// Newest first, as recorded. Replies have no records, so that filters by a record leave them out.
    private func allNotes(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        func wanted(_ name: String) throws(SimulatedResponse) -> Int? {
            guard let text = call.query[name] else { return nil }
            guard let id = Int(text) else { throw V1Error.unprocessable("\(name) is not a valid id") }
            return id
        }
        let person = try wanted("person_id")
        let organization = try wanted("organization_id")
        let opportunity = try wanted("opportunity_id")
        let creator = try wanted("creator_id")
        let ids = state.notes.ids.reversed().filter { id in
            guard let note = state.notes[id] else { return false }
            return person.map { note.personIDs.contains($0) } ?? true && organization.map { note.organizationIDs.contains($0) } ?? true
                && opportunity.map { note.opportunityIDs.contains($0) } ?? true && creator.map { note.creatorID == $0 } ?? true
        }
        return try V1Page(of: ids, call: call).response("notes") { writer, id in
            if let note = state.notes[id] { writer.v1Note(note) }
        }
    }

    /// - Throws: 422 without a record or a parent, for a reply to a reply, for a time in the future and for a creator who is no user.
    private func createNote(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let content = parameters.present("content")?.text, !content.isEmpty else {
            throw V1Error.unprocessable("content is required")
        }
        let personIDs = try parameters.ids("person_ids") ?? []
        for id in personIDs { _ = try person(id, state) }
        let organizationIDs = try parameters.ids("organization_ids") ?? []
        for id in organizationIDs { _ = try organization(id, state) }
        let opportunityIDs = try parameters.ids("opportunity_ids") ?? []
        for id in opportunityIDs where try opportunity(id, state).isRedacted { throw V1Error.forbidden }
        let parentID = try parent(parameters, state)
        guard parentID != nil || !(personIDs + organizationIDs + opportunityIDs).isEmpty else {
            throw V1Error.unprocessable("At least one of person_ids, organization_ids, opportunity_ids, parent_id is required")
        }
        var style = Note.Style.plain
        if let type = parameters.present("type") {
            guard let known = type.looseInteger.flatMap({ Note.Style(rawValue: $0) }) else {
                throw V1Error.unprocessable("type must be 0 or 2")
            }
            style = known
        }
        let note = state.createNote(
            content, style: style, creatorID: try creator(parameters, state), parentID: parentID, personIDs: personIDs,
            organizationIDs: organizationIDs, opportunityIDs: opportunityIDs, at: try creationTime(parameters))
        return .json { $0.v1Note(note) }
    }

    private func parent(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> Int? {
        guard parameters.present("parent_id") != nil else { return nil }
        let id = try parameters.id("parent_id")
        guard let note = state.notes[id] else { throw V1Error.missing("parent_id", id) }
        guard note.parentID == nil else { throw V1Error.unprocessable("parent_id: a reply cannot be replied to") }
        return id
    }

    private func creator(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> Int {
        guard let value = parameters.present("creator_id") else { return state.keyUserID }
        guard let id = value.looseInteger, state.persons[id]?.isInternal == true else {
            throw V1Error.unprocessable("creator_id is not a valid id of a user")
        }
        return id
    }

    private func creationTime(_ parameters: JSONValue) throws(SimulatedResponse) -> Double {
        guard let value = parameters.present("created_at") else { return call.now }
        guard let text = value.text else { throw V1Error.unprocessable("created_at is not a valid time") }
        let instant = Timestamp.parseDate(text).map { PacificTime.midnight(of: $0) } ?? Timestamp.parseDateTime(text)
        guard let instant else { throw V1Error.unprocessable("created_at is not a valid time") }
        guard Double(instant) <= call.now else { throw V1Error.unprocessable("created_at cannot be in the future") }
        return Double(instant)
    }

    /// Drops the formatting: what is written stands as plain text from then on, as recorded (AffinityAPI.md#note-objects).
    private func updateNote(_ note: Note, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard let content = try call.parameters().present("content")?.text, !content.isEmpty else {
            throw V1Error.unprocessable("content is required")
        }
        state.notes[note.id]?.content = content
        state.notes[note.id]?.style = .plain
        state.notes[note.id]?.updatedAt = call.now
        return .json { $0.v1Note(state.notes[note.id] ?? note) }
    }
}

extension JSONWriter {
    /// Exactly the sixteen keys that were recorded (AffinityAPI.md#note-objects).
    fileprivate mutating func v1Note(_ note: Note) {
        object { writer in
            writer.key("id")
            writer.integer(note.id)
            writer.key("creator_id")
            writer.integer(note.creatorID)
            writer.v1IDs("person_ids", note.personIDs)
            writer.v1IDs("associated_person_ids", note.personIDs)
            writer.v1IDs("interaction_person_ids", [])
            writer.key("interaction_id")
            writer.null()
            writer.key("interaction_type")
            writer.null()
            writer.key("is_meeting")
            writer.bool(false)
            writer.v1IDs("mentioned_person_ids", [])
            writer.v1IDs("organization_ids", note.organizationIDs)
            writer.v1IDs("opportunity_ids", note.opportunityIDs)
            writer.key("parent_id")
            writer.optional(note.parentID)
            writer.key("content")
            writer.string(note.v1Content)
            writer.key("type")
            writer.integer(note.style.rawValue)
            writer.key("created_at")
            writer.plain(Timestamp.pacific(note.createdAt))
            writer.key("updated_at")
            if let updatedAt = note.updatedAt { writer.plain(Timestamp.pacific(updatedAt)) } else { writer.null() }
        }
    }
}
