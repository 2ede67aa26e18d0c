/// Notes and replies (AffinityAPI.md#note-objects).
extension V2Router {
    private static let pageLength = 20
    private static let filterProperties: [String: FilterExpression.Property] = [
        "id": .id, "creator.id": .id, "createdAt": .time, "updatedAt": .time,
    ]

    private static let parts = ["companiesPreview", "personsPreview", "opportunitiesPreview", "repliesCount"]

    func note(_ state: WorldState) throws(SimulatedResponse) -> Note {
        guard let note = state.notes[try id("noteId")] else { throw V2Error.notFound }
        return note
    }

    func oneNote(_ note: Note, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let includes = try call.includes(Self.parts)
        return .json { $0.note(note, includes: includes, in: state) }
    }

    func deleteNote(_ note: Note, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard note.creatorID == state.keyUserID else {
            throw V2Error.one(403, code: "authorization", "You can only delete notes that you created")
        }
        state.deleteNote(note.id)
        return .noContent
    }

    /// Notes that are not replies.
    func allNotes(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse { try page(state) { $0.parentID == nil } }

    func notes(about record: RecordView, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try page(state) { $0.parentID == nil && $0.isAbout(record.identity.kind, record.identity.id) }
    }

    func replies(to note: Note, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try page(state) { $0.parentID == note.id }
    }

    private func page(_ state: WorldState, where belongs: (Note) -> Bool) throws(SimulatedResponse) -> SimulatedResponse {
        let filter = try FilterExpression(call.query["filter"], properties: Self.filterProperties)
        let ids = state.notes.ids.filter { id in
            guard let note = state.notes[id], belongs(note) else { return false }
            return filter.matches { Self.value($0, of: note) }
        }
        let includes = try call.includes(Self.parts)
        let page = try V2Page(of: ids, call: call, defaultLimit: Self.pageLength, leastLimit: 0)
        return page.response(totalCount: try call.wantsTotalCount() ? ids.count : nil) { writer, id in
            if let note = state.notes[id] { writer.note(note, includes: includes, in: state) }
        }
    }

    private static func value(_ property: String, of note: Note) -> FilterExpression.Value? {
        switch property {
        case "id": .integer(note.id)
        case "creator.id": .integer(note.creatorID)
        case "createdAt": .time(note.createdAt)
        default: note.updatedAt.map { .time($0) }
        }
    }

    /// The records that a note is attached to.
    func attached(_ kind: EntityKind, to note: Note, _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let ids = note.ids(kind).filter { RecordView(kind, $0, in: state) != nil }.sorted()
        let page = try V2Page(of: ids, call: call, defaultLimit: Self.pageLength, leastLimit: 0)
        return page.response(totalCount: try call.wantsTotalCount() ? ids.count : nil) { writer, id in
            switch kind {
            case .company: writer.companyData(state.organizations[id])
            case .person: writer.personData(state.persons[id])
            case .opportunity:
                if let opportunity = state.opportunities[id] { writer.opportunity(opportunity, in: state, version: call.version) }
            }
        }
    }

    /// Notes that hold the prompt, or at least all of its words, newest first (AffinityAPI.md#note-objects).
    func searchNotes(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let value = try call.body()
        let body = try V2Body(value, allowed: ["prompt", "companyId", "noteIds", "limit"], required: ["prompt"])
        let words = try body.required("prompt", length: 1...10_000).lowercased().split(separator: " ")
        let limit = try body.integer("limit", in: 1...100) ?? 20
        let companyID = try body.integer("companyId")
        let wanted = value["noteIds"]?.items?.compactMap(\.integer)
        let known = (call.index ?? state).notes
        let found = known.ids.reversed().compactMap { known[$0] }.filter { note in
            let text = note.html.lowercased()
            return state.notes[note.id] != nil && (wanted?.contains(note.id) ?? true)
                && (companyID.map { note.organizationIDs.contains($0) } ?? true) && words.allSatisfy { text.contains($0) }
        }
        return .json(201) { writer in
            writer.object { writer in
                writer.array("data") { writer in
                    for note in found.prefix(limit) {
                        writer.object { writer in
                            writer.object("note") { writer in
                                writer.put("id", note.id)
                                writer.put("kind", "note")
                            }
                            writer.put("preview", String(note.v1Content.prefix(200)))
                        }
                    }
                }
            }
        }
    }

    // MARK: Writing

    /// - Throws: 400 for content that is not HTML of a note, for records that do not exist, for a creator who is not a user, a time in the
    ///   future and a reply to a reply.
    func createNote(_ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let value = try call.body()
        let attachments = ["companies", "persons", "opportunities"]
        let common = ["type", "content", "creator", "createdAt"]
        var parentID: Int?
        var interaction: Interaction.Key?
        let body: V2Body
        switch value["type"]?.text {
        case "entities": body = try V2Body(value, allowed: common + attachments, required: ["type", "content"])
        case "user-reply":
            body = try V2Body(value, allowed: common + ["parent"], required: ["type", "content", "parent"])
            guard let id = try body.reference("parent"), let note = state.notes[id] else {
                throw V2Error.validation("parent", "The parent note does not exist")
            }
            guard note.parentID == nil else { throw V2Error.validation("parent", "A reply cannot be replied to") }
            parentID = id
        case "interaction":
            body = try V2Body(value, allowed: common + attachments + ["interaction"], required: ["type", "content", "interaction"])
            interaction = try self.interaction(body, state)
        default:
            throw V2Error.validation("type", "value at `/type` is not one of: [\"entities\", \"interaction\", \"user-reply\"]")
        }
        guard let html = try content(body) else { throw body.mismatch("content", "is not an object") }
        let creatorID = try body.reference("creator") ?? state.keyUserID
        guard state.persons[creatorID]?.isInternal == true else {
            throw V2Error.validation("creator", "Person \(creatorID) is not an internal person")
        }
        let note = state.createNote(
            html, style: .html, creatorID: creatorID, parentID: parentID, interaction: interaction,
            personIDs: try records(.person, body, state) ?? [], organizationIDs: try records(.company, body, state) ?? [],
            opportunityIDs: try records(.opportunity, body, state) ?? [], at: try creationTime(body))
        return .json(201) { $0.note(note, includes: [], in: state) }
    }

    /// E-mails take no notes through the API.
    private func interaction(_ body: V2Body, _ state: WorldState) throws(SimulatedResponse) -> Interaction.Key {
        guard let reference = try body.object("interaction", allowed: ["type", "id"], required: ["type", "id"]),
            let kind = Interaction.Kind(name: try reference.required("type")), kind != .email, let id = try reference.integer("id"),
            state.interaction(Interaction.Key(kind: kind, id: id)) != nil
        else { throw V2Error.validation("interaction", "The interaction does not exist") }
        return Interaction.Key(kind: kind, id: id)
    }

    /// Given arrays replace, empty ones clear.
    func updateNote(_ note: Note, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let body = try V2Body(try call.body(), allowed: ["content", "companies", "persons", "opportunities"])
        let html = try content(body)
        let personIDs = try records(.person, body, state)
        let organizationIDs = try records(.company, body, state)
        let opportunityIDs = try records(.opportunity, body, state)
        state.changeNote(note.id, at: call.now) { note in
            if let html {
                note.content = html
                note.style = .html
            }
            if let personIDs { note.personIDs = personIDs }
            if let organizationIDs { note.organizationIDs = organizationIDs }
            if let opportunityIDs { note.opportunityIDs = opportunityIDs }
        }
        return .noContent
    }

    private func content(_ body: V2Body) throws(SimulatedResponse) -> String? {
        guard let content = try body.object("content", allowed: ["html"], required: ["html"]) else { return nil }
        let html = try content.required("html")
        if let problem = NoteHTML.problem(html) { throw V2Error.validation("html", "Invalid HTML in note content: \(problem)") }
        return html
    }

    private func records(_ kind: EntityKind, _ body: V2Body, _ state: WorldState) throws(SimulatedResponse) -> [Int]? {
        let ids = try body.references(kind.plural)
        for id in ids ?? [] { _ = try state.named(kind, id, param: kind.plural) }
        return ids
    }

    private func creationTime(_ body: V2Body) throws(SimulatedResponse) -> Double {
        guard let text = try body.text("createdAt") else { return call.now }
        guard let instant = Timestamp.parseDateTime(text) else { throw body.mismatch("createdAt", "does not match format: date-time") }
        guard Double(instant) <= call.now else { throw V2Error.validation("createdAt", "createdAt cannot be in the future") }
        return Double(instant)
    }
}

extension JSONWriter {
    /// A note or a reply; previews and the count of replies only when asked for (AffinityAPI.md#note-objects).
    mutating func note(_ note: Note, includes: [String], in state: WorldState) {
        object { writer in
            writer.put("id", note.id)
            writer.put("type", note.parentID != nil ? "user-reply" : note.interaction == nil ? "entities" : "interaction")
            if let about = note.interaction {
                writer.object("interaction") { writer in
                    writer.put("type", about.kind.name)
                    writer.put("id", about.id)
                }
            }
            writer.noteContent(note, in: state)
            if let parentID = note.parentID {
                writer.object("parent") { $0.put("id", parentID) }
            } else {
                writer.previews(of: note, includes: includes, in: state)
            }
        }
    }

    /// What notes, replies and cells have in common.
    private mutating func noteContent(_ note: Note, in state: WorldState) {
        object("content") { $0.put("html", note.html) }
        put("creator", person: state.persons[note.creatorID])
        array("mentions") { _ in }
        put("createdAt", note.createdAt, as: Timestamp.seconds)
        put("updatedAt", note.updatedAt, as: Timestamp.seconds)
    }

    /// The latest note on a record, whose content is an object (AffinityAPI.md#values).
    mutating func noteCell(of record: RecordView, in state: WorldState) {
        let (kind, id) = record.identity
        object(of: record.isRedacted ? nil : state.latestNote(kind, id)) { writer, note in
            writer.put("id", note.id)
            writer.noteContent(note, in: state)
        }
    }

    /// The reminder that is due first, whose content may be null (AffinityAPI.md#values).
    mutating func reminderCell(of record: RecordView, in state: WorldState) {
        let (kind, id) = record.identity
        object(of: record.isRedacted ? nil : state.nextReminder(kind, id)) { writer, reminder in
            writer.put("id", reminder.id)
            writer.put("type", reminder.type)
            writer.put("content", reminder.content)
            writer.put("dueDate", reminder.dueAt, as: Timestamp.seconds)
            writer.put("createdAt", reminder.createdAt, as: Timestamp.seconds)
        }
    }

    private mutating func previews(of note: Note, includes: [String], in state: WorldState) {
        if includes.contains("companiesPreview") {
            preview("companiesPreview", note.organizationIDs.compactMap { state.organizations[$0] }) { $0.companyData($1) }
        }
        if includes.contains("personsPreview") {
            preview("personsPreview", note.personIDs.compactMap { state.persons[$0] }) { $0.personData($1) }
        }
        if includes.contains("opportunitiesPreview") {
            preview("opportunitiesPreview", note.opportunityIDs.compactMap { state.opportunities[$0] }) {
                $0.opportunity($1, in: state, version: .september2026)
            }
        }
        if includes.contains("repliesCount") {
            put("repliesCount", state.notes.ids.count { state.notes[$0]?.parentID == note.id })
        }
    }

    mutating func preview<Record>(_ name: StaticString, _ records: [Record], _ item: (inout JSONWriter, Record) -> Void) {
        object(name) { writer in
            writer.array("data") { writer in
                for record in records.prefix(10) { item(&writer, record) }
            }
            writer.put("totalCount", records.count)
        }
    }
}
