extension JSONWriter {
    /// A note or a reply; previews and the count of replies only when asked for (AffinityAPI.md#note-objects).
    mutating func note(_ note: Note, includes: [String], in state: WorldState) {
        object { writer in
            writer.key("id")
            writer.integer(note.id)
            writer.key("type")
            writer.string(note.parentID != nil ? "user-reply" : note.interaction == nil ? "entities" : "interaction")
            if let about = note.interaction {
                writer.object("interaction") { writer in
                    writer.put("type", about.kind.name)
                    writer.put("id", about.id)
                }
            }
            writer.noteContent(note, in: state)
            if let parentID = note.parentID {
                writer.key("parent")
                writer.object { writer in
                    writer.key("id")
                    writer.integer(parentID)
                }
            } else {
                writer.previews(of: note, includes: includes, in: state)
            }
        }
    }

    /// What notes, replies and cells have in common.
    private mutating func noteContent(_ note: Note, in state: WorldState) {
        key("content")
        object { writer in
            writer.key("html")
            writer.string(note.html)
        }
        key("creator")
        personData(state.persons[note.creatorID])
        key("mentions")
        array { _ in }
        key("createdAt")
        plain(Timestamp.seconds(Int(note.createdAt)))
        key("updatedAt")
        if let updatedAt = note.updatedAt { plain(Timestamp.seconds(Int(updatedAt))) } else { null() }
    }

    /// The latest note on a record, whose content is an object (AffinityAPI.md#values).
    mutating func noteCell(of record: RecordView, in state: WorldState) {
        let (kind, id) = record.identity
        guard !record.isRedacted, let note = state.latestNote(kind, id) else {
            null()
            return
        }
        object { writer in
            writer.key("id")
            writer.integer(note.id)
            writer.noteContent(note, in: state)
        }
    }

    /// The reminder that is due first, whose content may be null (AffinityAPI.md#values).
    mutating func reminderCell(of record: RecordView, in state: WorldState) {
        let (kind, id) = record.identity
        guard !record.isRedacted, let reminder = state.nextReminder(kind, id) else {
            null()
            return
        }
        object { writer in
            writer.key("id")
            writer.integer(reminder.id)
            writer.key("type")
            writer.string(reminder.type)
            writer.key("content")
            writer.optional(reminder.content)
            writer.key("dueDate")
            writer.plain(Timestamp.seconds(reminder.dueAt))
            writer.key("createdAt")
            writer.plain(Timestamp.seconds(Int(reminder.createdAt)))
        }
    }

    private mutating func previews(of note: Note, includes: [String], in state: WorldState) {
        if includes.contains("companiesPreview") {
            key("companiesPreview")
            preview(note.organizationIDs.compactMap { state.organizations[$0] }) { $0.companyData($1) }
        }
        if includes.contains("personsPreview") {
            key("personsPreview")
            preview(note.personIDs.compactMap { state.persons[$0] }) { $0.personData($1) }
        }
        if includes.contains("opportunitiesPreview") {
            key("opportunitiesPreview")
            preview(note.opportunityIDs.compactMap { state.opportunities[$0] }) {
                $0.opportunity($1, in: state, version: .september2026)
            }
        }
        if includes.contains("repliesCount") {
            key("repliesCount")
            integer(state.notes.ids.count { state.notes[$0]?.parentID == note.id })
        }
    }

    mutating func preview<Record>(_ records: [Record], _ item: (inout JSONWriter, Record) -> Void) {
        object { writer in
            writer.key("data")
            writer.array { writer in
                for record in records.prefix(10) { item(&writer, record) }
            }
            writer.key("totalCount")
            writer.integer(records.count)
        }
    }
}
