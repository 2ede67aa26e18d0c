/// Notes (AffinityAPI.md#note-objects).
extension V1Router {
    func note(_ state: WorldState) throws(SimulatedResponse) -> Note {
        let id = try id()
        guard let note = state.notes[id] else { throw V1Error.missing("note_id", id) }
        return note
    }

    func oneNote(_ note: Note, _ state: WorldState) -> SimulatedResponse { .json { $0.v1Note(note, in: state) } }

    func deleteNote(_ note: Note, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard note.creatorID == state.keyUserID else { throw V1Error.forbidden }
        state.deleteNote(note.id)
        return .success
    }

    /// Newest first, as recorded. Replies have no records, so that filters by a record leave them out.
    func allNotes(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let person = try number("person_id")
        let organization = try number("organization_id")
        let opportunity = try number("opportunity_id")
        let creator = try number("creator_id")
        let ids = state.notes.ids.reversed().filter { id in
            guard let note = state.notes[id] else { return false }
            return person.map { state.personIDs(of: note).contains($0) } ?? true
                && organization.map { note.organizationIDs.contains($0) } ?? true
                && opportunity.map { note.opportunityIDs.contains($0) } ?? true && creator.map { note.creatorID == $0 } ?? true
        }
        return try V1Page(of: ids, call: call).response("notes") { writer, id in
            if let note = state.notes[id] { writer.v1Note(note, in: state) }
        }
    }

    /// - Throws: 422 without a record or a parent, for a reply to a reply, for a time in the future and for a creator who is not a user.
    func createNote(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let content = parameters.present("content")?.text, !content.isEmpty else {
            throw V1Error.unprocessable("content is required")
        }
        let personIDs = try personIDs(parameters, state) ?? []
        let organizationIDs = try organizationIDs(parameters, state) ?? []
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
            content, style: style, creatorID: try user("creator_id", parameters, state), parentID: parentID, personIDs: personIDs,
            organizationIDs: organizationIDs, opportunityIDs: opportunityIDs, at: try creationTime(parameters))
        return .json { $0.v1Note(note, in: state) }
    }

    private func parent(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> Int? {
        guard parameters.present("parent_id") != nil else { return nil }
        let id = try parameters.id("parent_id")
        guard let note = state.notes[id] else { throw V1Error.missing("parent_id", id) }
        guard note.parentID == nil else { throw V1Error.unprocessable("parent_id: a reply cannot be replied to") }
        return id
    }

    private func creationTime(_ parameters: JSONValue) throws(SimulatedResponse) -> Double {
        guard let value = parameters.present("created_at") else { return call.now }
        guard let text = value.text else { throw V1Error.unprocessable("created_at is not a valid time") }
        guard let instant = Timestamp.parseInstant(text) else { throw V1Error.unprocessable("created_at is not a valid time") }
        guard Double(instant) <= call.now else { throw V1Error.unprocessable("created_at cannot be in the future") }
        return Double(instant)
    }

    /// Drops the formatting: what is written stands as plain text from then on, as recorded (AffinityAPI.md#note-objects).
    func updateNote(_ note: Note, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard let content = try call.parameters().present("content")?.text, !content.isEmpty else {
            throw V1Error.unprocessable("content is required")
        }
        state.changeNote(note.id, at: call.now) { note in
            note.content = content
            note.style = .plain
        }
        return .json { $0.v1Note(state.notes[note.id] ?? note, in: state) }
    }
}

extension JSONWriter {
    /// Exactly the sixteen keys that were recorded (AffinityAPI.md#note-objects).
    mutating func v1Note(_ note: Note, in state: WorldState) {
        let met = note.interaction.flatMap { state.interaction($0) }
        object { writer in
            writer.put("id", note.id)
            writer.put("creator_id", note.creatorID)
            writer.put("person_ids", ids: state.personIDs(of: note))
            writer.put("associated_person_ids", ids: note.personIDs)
            writer.put("interaction_person_ids", ids: met?.personIDs ?? [])
            writer.put("interaction_id", met?.id)
            writer.put("interaction_type", met?.kind.rawValue)
            writer.put("is_meeting", met?.kind.isEvent == true)
            writer.put("mentioned_person_ids", ids: [])
            writer.put("organization_ids", ids: note.organizationIDs)
            writer.put("opportunity_ids", ids: note.opportunityIDs)
            writer.put("parent_id", note.parentID)
            writer.put("content", note.v1Content)
            writer.put("type", note.style.rawValue)
            writer.put("created_at", note.createdAt, as: Timestamp.pacific)
            writer.put("updated_at", note.updatedAt, as: Timestamp.pacific)
        }
    }
}
