extension AffinityAPI {
    /// The notes on a record, those of a person's meetings and calls too; replies may be missing (AffinityAPI.md#writing-notes).
    package static func notes(of record: RecordReference) -> PagedCall<Note> {
        PagedCall(
            v1: "/notes", query: [recordQuery(record)], collection: "notes", CallDescription(.get, "/notes", "notes"), rows: V1NoteDTO.self
        ) { $0.note }
    }

    /// One note.
    package static func note(_ id: NoteID) -> Call<Note> {
        read("/notes/\(id)", "/notes/{note}", "note", V1NoteDTO.self, isAsked: { $0.id == id }) { $0.note }
    }

    /// Creates a note. Affinity does not look for doubles, so this is never repeated blindly (AffinityAPI.md#writing-notes).
    /// - Parameters:
    ///   - content: not empty. As HTML of the tags p, strong, em, u, ol, ul, li only (AffinityAPI.md#note-objects).
    ///   - records: at least one.
    ///   - creator: a user of the account; nil for the key's owner.
    ///   - createdAt: ISO 8601, and not in the future; a date alone is midnight in Pacific time. Nil for now.
    package static func createNote(
        _ content: String, format: Note.Format, of records: [RecordReference], creator: PersonID? = nil, createdAt: String? = nil
    ) -> Call<Note> {
        func ids<ID>(_ id: (RecordReference) -> ID?) -> [ID]? {
            let ids = records.compactMap(id)
            return ids.isEmpty ? nil : ids
        }
        let body = NoteBody(
            content: content, type: format.rawValue,
            organizationIDs: ids { if case .organization(let id) = $0 { id } else { nil } },
            personIDs: ids { if case .person(let id) = $0 { id } else { nil } },
            opportunityIDs: ids { if case .opportunity(let id) = $0 { id } else { nil } }, creatorID: creator, createdAt: createdAt)
        let request = APIRequest(.post, "/notes", body: JSON.encode(body), repeatability: .once)
        return Call(request, CallDescription(.post, "/notes", "note")) { response throws(AffinityError) in
            let made = try JSON.read(V1NoteDTO.self, from: response).note
            try response.require(
                made.records.isEmpty
                    ? NoteText.comparable(made.content) == NoteText.comparable(content, isHTML: format == .html)
                    : !made.records.isDisjoint(with: records))
            return made
        }
    }
}
