/// A note on records, or a reply to one (AffinityAPI.md#note-objects).
struct Note: Sendable {
    /// What v1's code says of the content (AffinityAPI.md#ids-and-kinds).
    enum Style: Int, Sendable {
        case plain = 0
        case html = 2
    }

    let id: Int
    /// A user.
    let creatorID: Int
    /// `nil` unless it is a reply; replies carry no records.
    let parentID: Int?
    /// What it was written about, if about one.
    var interaction: Interaction.Key?
    var style: Style
    /// As it was written.
    var content: String
    var personIDs: [Int]
    var organizationIDs: [Int]
    var opportunityIDs: [Int]
    let createdAt: Instant
    var updatedAt: Instant?

    /// The records of a kind that it is attached to.
    func ids(_ kind: EntityKind) -> [Int] {
        switch kind {
        case .company: organizationIDs
        case .person: personIDs
        case .opportunity: opportunityIDs
        }
    }

    func isAbout(_ kind: EntityKind, _ id: Int) -> Bool { ids(kind).contains(id) }

    /// As v1 reads it: HTML comes back as Markdown.
    var v1Content: String { style == .html ? NoteMarkdown.text(of: content) : content }

    /// As v2 reads it: plain text comes back as HTML.
    var html: String { style == .html ? content : NoteHTML.html(ofPlain: content) }
}

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

    /// The note that a record's cell shows: the latest that is not a reply.
    func latestNote(_ kind: EntityKind, _ entityID: Int) -> Note? {
        notes.ids.reversed().lazy.compactMap { notes[$0] }
            .filter { $0.parentID == nil && $0.isAbout(kind, entityID) }
            .max { ($0.createdAt, $0.id) < ($1.createdAt, $1.id) }
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
