extension JSONWriter {
    /// A note or a reply; previews and the count of replies only when asked for (v2 sheet §3.9).
    mutating func note(_ note: Note, includes: [String], in state: WorldState) {
        object { writer in
            writer.key("id")
            writer.integer(note.id)
            writer.key("type")
            writer.string(note.parentID == nil ? "entities" : "user-reply")
            writer.key("content")
            writer.object { writer in
                writer.key("html")
                writer.string(note.html)
            }
            writer.key("creator")
            writer.personData(state.persons[note.creatorID])
            writer.key("mentions")
            writer.array { _ in }
            writer.key("createdAt")
            writer.plain(Timestamp.seconds(Int(note.createdAt)))
            writer.key("updatedAt")
            if let updatedAt = note.updatedAt { writer.plain(Timestamp.seconds(Int(updatedAt))) } else { writer.null() }
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

    private mutating func preview<Record>(_ records: [Record], _ item: (inout JSONWriter, Record) -> Void) {
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
