extension WorldState {
    /// Makes a note; replies carry no records of their own (AffinityAPI.md#note-objects).
    mutating func createNote(
        _ content: String, style: Note.Style, creatorID: Int, parentID: Int? = nil, interaction: Interaction.Key? = nil,
        personIDs: [Int] = [], organizationIDs: [Int] = [],
        opportunityIDs: [Int] = [], at time: Double
    ) -> Note {
        let isReply = parentID != nil
        let note = Note(
            id: Self.take(&nextIDs.note), creatorID: creatorID, parentID: parentID, interaction: interaction, style: style,
            content: content,
            personIDs: isReply ? [] : personIDs, organizationIDs: isReply ? [] : organizationIDs,
            opportunityIDs: isReply ? [] : opportunityIDs, createdAt: time)
        notes.append(note, id: note.id)
        announce(.noteCreated) { $0.v1Note(note, in: $1) }
        return note
    }

    /// Those attached to it, and who took part in what it is about (AffinityAPI.md#note-objects).
    func personIDs(of note: Note) -> [Int] {
        note.personIDs + (note.interaction.flatMap { interaction($0) }?.personIDs ?? []).filter { !note.personIDs.contains($0) }
    }

    func noteIDs(on interaction: Interaction.Key) -> [Int] { notes.ids.filter { notes[$0]?.interaction == interaction } }

    mutating func changeNote(_ id: Int, at now: Double, _ change: (inout Note) -> Void) {
        guard var note = notes[id] else { return }
        change(&note)
        note.updatedAt = now
        notes[id] = note
        announce(.noteUpdated) { $0.v1Note(note, in: $1) }
    }

    /// The replies go with their note (AffinityAPI.md#note-objects).
    mutating func deleteNote(_ id: Int) {
        for gone in notes.ids.filter({ notes[$0]?.parentID == id }) + [id] {
            guard let note = notes[gone] else { continue }
            announce(.noteDeleted) { $0.v1Note(note, in: $1) }
            notes.remove(gone)
        }
    }
}
