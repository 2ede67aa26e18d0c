/// Meetings, calls, chat messages and e-mails (AffinityAPI.md#interactions).
extension V1Router {
    private static let longestPage = 100
    private static let longestSpan = 366 * 86_400

    func oneInteraction(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let interaction = try interaction(number("type"), state)
        return .json { $0.v1Interaction(interaction, in: state) }
    }

    func deleteInteraction(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let interaction = try interaction(number("type"), state)
        guard interaction.manualCreatorID != nil else {
            throw V1Error.unprocessable("Only manually logged interactions can be deleted")
        }
        state.deleteInteraction(interaction, at: call.now)
        return .success
    }

    /// Ids are unique within a type only, so that both are needed.
    private func interaction(_ type: Int?, _ state: WorldState) throws(SimulatedResponse) -> Interaction {
        let id = try id()
        guard let type, let kind = Interaction.Kind(rawValue: type) else { throw V1Error.unprocessable("type is required") }
        guard let interaction = state.interaction(Interaction.Key(kind: kind, id: id)) else { throw V1Error.missing("interaction_id", id) }
        return interaction
    }

    /// - Throws: 422 without a type, a span of at most a year and exactly one record, and for a user in the place of the record.
    func allInteractions(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard let kind = try number("type").flatMap({ Interaction.Kind(rawValue: $0) }) else {
            throw V1Error.unprocessable("type is required")
        }
        guard let start = try time("start_time"), let end = try time("end_time") else {
            throw V1Error.unprocessable("start_time and end_time are required")
        }
        guard start < end, end - start <= Self.longestSpan else {
            throw V1Error.unprocessable("start_time must be before end_time, by at most one year")
        }
        let user = try number("internal_person_id")
        let direction = try number("direction")
        let isManualOnly = try number("logging_type") == 1
        let found = state.interactions(of: try owner(state), kind).filter { interaction in
            (start..<end).contains(interaction.at) && user.map { interaction.internalPersonIDs.contains($0) } ?? true
                && (kind.isEvent || direction.map { interaction.direction.rawValue == $0 } ?? true)
                && (!isManualOnly || interaction.manualCreatorID != nil)
        }
        let page = try V1Page(of: found.map(\.id), call: call, most: Self.longestPage)
        return page.response(kind.isEvent ? "events" : kind == .email ? "emails" : "chat_messages") { writer, id in
            if let interaction = state.interaction(Interaction.Key(kind: kind, id: id)) { writer.v1Interaction(interaction, in: state) }
        }
    }

    private func owner(_ state: WorldState) throws(SimulatedResponse) -> CellOwner {
        let person = try number("person_id")
        let organization = try number("organization_id")
        let opportunity = try number("opportunity_id")
        switch (person, organization, opportunity) {
        case (let id?, nil, nil):
            guard try !self.person(id, state).isInternal else { throw V1Error.unprocessable("person_id is not an external person") }
            return .person(id)
        case (nil, let id?, nil): return .company(try self.organization(id, state).id)
        case (nil, nil, let id?): return .entry(try self.opportunity(id, state).entryID)
        default: throw V1Error.unprocessable("Exactly one of person_id, organization_id, opportunity_id is required")
        }
    }

    /// Everything but e-mails. The content becomes a note of its own.
    func createInteraction(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        guard let kind = parameters.present("type")?.looseInteger.flatMap({ Interaction.Kind(rawValue: $0) }), kind != .email else {
            throw V1Error.unprocessable("type must be 0, 1 or 2")
        }
        guard let (users, others) = try participants(parameters, state) else { throw V1Error.unprocessable("person_ids is required") }
        guard let content = parameters.present("content")?.text, !content.isEmpty else {
            throw V1Error.unprocessable("content is required")
        }
        guard let date = try date(parameters) else { throw V1Error.unprocessable("date is required") }
        let direction = parameters.present("direction")?.looseInteger.flatMap { Interaction.Direction(rawValue: $0) }
        guard kind != .chatMessage || direction != nil else { throw V1Error.unprocessable("direction must be 0 or 1") }
        let userID = state.keyUserID
        let now = call.now
        let made = state.addInteraction(
            { id in
                Interaction(
                    id: id, kind: kind, title: kind.isEvent ? "Manually logged event" : nil, at: date, internalPersonIDs: users,
                    otherPersonIDs: others, direction: direction ?? .sent, manualCreatorID: userID, createdAt: now)
            }, of: kind)
        _ = state.createNote(content, style: .plain, creatorID: userID, interaction: made.key, at: now)
        state.refreshActivity(ofPersons: others, kind, at: now)
        return .json { $0.v1Interaction(made, in: state) }
    }

    func updateInteraction(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let parameters = try call.parameters()
        var interaction = try interaction(parameters.present("type")?.looseInteger, state)
        guard interaction.manualCreatorID != nil else { throw V1Error.unprocessable("Only manually logged interactions can be changed") }
        let before = interaction.otherPersonIDs
        if let (users, others) = try participants(parameters, state) {
            interaction.internalPersonIDs = users
            interaction.otherPersonIDs = others
        }
        if let date = try date(parameters) { interaction.at = date }
        interaction.updatedAt = call.now
        if let content = parameters.present("content")?.text, !content.isEmpty, let note = state.noteIDs(on: interaction.key).first {
            state.changeNote(note, at: call.now) { note in
                note.content = content
                note.style = .plain
            }
        }
        state.interactions[interaction.kind]?[interaction.id] = interaction
        state.refreshActivity(ofPersons: before + interaction.otherPersonIDs, interaction.kind, at: call.now)
        return .json { $0.v1Interaction(interaction, in: state) }
    }

    /// Users and others, at least one of each.
    private func participants(_ parameters: JSONValue, _ state: WorldState) throws(SimulatedResponse) -> (users: [Int], others: [Int])? {
        guard let ids = try parameters.ids("person_ids") else { return nil }
        var users: [Int] = []
        var others: [Int] = []
        for id in ids {
            if try person(id, state).isInternal { users.append(id) } else { others.append(id) }
        }
        guard !users.isEmpty, !others.isEmpty else {
            throw V1Error.unprocessable("person_ids must contain at least one internal and one external person")
        }
        return (users, others)
    }

    private func date(_ parameters: JSONValue) throws(SimulatedResponse) -> Int? {
        guard let value = parameters.present("date") else { return nil }
        guard let instant = value.text.flatMap({ Timestamp.parseInstant($0) }) else {
            throw V1Error.unprocessable("date is not a valid time")
        }
        return instant
    }

    /// A time among the parameters of a query.
    func time(_ name: String) throws(SimulatedResponse) -> Int? {
        guard let text = call.query[name] else { return nil }
        guard let instant = Timestamp.parseInstant(text) else { throw V1Error.unprocessable("\(name) is not a valid time") }
        return instant
    }
}

extension JSONWriter {
    fileprivate mutating func v1Interaction(_ interaction: Interaction, in state: WorldState) {
        object { writer in
            writer.put("id", interaction.id)
            writer.put("type", interaction.kind.rawValue)
            writer.put("date", Double(interaction.at), as: Timestamp.pacific)
            if interaction.kind == .email {
                writer.put("subject", interaction.title)
                writer.object("from", of: interaction.sender.flatMap { state.persons[$0] }) { $0.v1PersonKeys($1) }
                writer.v1Persons("to", interaction.receivers, in: state)
                writer.v1Persons("cc", [], in: state)
                writer.put("direction", interaction.direction.rawValue)
                return
            }
            if interaction.kind.isEvent {
                writer.put("title", interaction.title)
                writer.put("attendees", texts: interaction.personIDs.compactMap { state.persons[$0]?.primaryEmail })
                writer.put("start_time", Double(interaction.at), as: Timestamp.pacific)
                writer.put("end_time", interaction.endsAt.map(Double.init), as: Timestamp.pacific)
                writer.put("updated_at", interaction.updatedAt, as: Timestamp.pacific)
            } else {
                writer.put("direction", interaction.direction.rawValue)
            }
            writer.put("manual_creator_id", interaction.manualCreatorID)
            writer.put("notes", ids: state.noteIDs(on: interaction.key))
            writer.v1Persons("persons", interaction.personIDs, in: state)
        }
    }

    private mutating func v1Persons(_ name: StaticString, _ ids: [Int], in state: WorldState) {
        array(name) { writer in
            for person in ids.compactMap({ state.persons[$0] }) { writer.object { $0.v1PersonKeys(person) } }
        }
    }
}
