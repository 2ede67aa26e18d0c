extension WorldState {
    /// Makes a note; replies carry no records of their own (AffinityAPI.md#note-objects).
    mutating func createNote(
        _ content: String, style: Note.Style, creatorID: Int, parentID: Int? = nil, personIDs: [Int] = [], organizationIDs: [Int] = [],
        opportunityIDs: [Int] = [], at time: Double
    ) -> Note {
        let isReply = parentID != nil
        let note = Note(
            id: Self.take(&nextIDs.note), creatorID: creatorID, parentID: parentID, style: style, content: content,
            personIDs: isReply ? [] : personIDs, organizationIDs: isReply ? [] : organizationIDs,
            opportunityIDs: isReply ? [] : opportunityIDs, createdAt: time)
        notes.append(note, id: note.id)
        return note
    }

    /// The replies go with their note (AffinityAPI.md#note-objects).
    mutating func deleteNote(_ id: Int) {
        for reply in notes.ids where notes[reply]?.parentID == id { notes.remove(reply) }
        notes.remove(id)
    }
}
