import Diagnostics

/// `add-note:`.
struct AddNoteReader {
    let sink: DiagnosticSink
    let of: Spanned<RecordKind>?

    func read(_ slot: Slot) -> AddNote? {
        guard let reader = slot.mapping(Vocabulary.addNote, expected: "a mapping such as { content: Comment }") else { return nil }
        let content = reader.required("content").flatMap { ValueReader(.noteContent, sink: sink).read($0) }
        let format: AddNote.Format? = reader.slot("format")?.choice()?.value
        let createdAt = reader.slot("created-at").flatMap { ValueReader(.noteDate, sink: sink).read($0) }
        let creator = reader.slot("creator").flatMap { ValueReader(.noteCreator, sink: sink).read($0) }
        guard let content else { return nil }
        return AddNote(span: slot.head, content: content, format: format ?? .text, createdAt: createdAt, creator: creator, of: of)
    }
}
