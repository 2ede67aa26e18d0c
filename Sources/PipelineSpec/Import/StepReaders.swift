import Diagnostics
import YAMLTree

/// `add-to-list:`.
struct AddToListReader {
    let of: Spanned<RecordKind>?

    func read(_ slot: Slot) -> AddToList? {
        let expected = "a mapping such as { list: Dealflow }"
        guard let reader = slot.mapping(Vocabulary.addToList, expected: expected) else { return nil }
        let list = reader.required("list")?.text(expected: "the name or id of a list")
        let whenPresent: AddToList.WhenPresent? = reader.slot("when-present")?.choice()?.value
        guard let list else { return nil }
        return AddToList(span: slot.head, list: list, whenPresent: whenPresent ?? .keep, of: of)
    }
}

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

/// `find:`, as a step or at the top of the pipeline.
struct FindReader {
    let sink: DiagnosticSink

    func read(_ slot: Slot) -> FindRecords? {
        let expected = "a mapping such as { list: Dealflow, list-entry: Affinity Row ID }"
        guard let reader = slot.mapping(Vocabulary.find, expected: expected) else { return nil }
        let whenMissing: FindRecords.WhenMissing = reader.slot("when-missing")?.choice()?.value ?? .reject
        let list = reader.slot("list")
        let records = RecordKind.allCases.compactMap { kind in reader.slot(kind.rawValue).map { (kind, $0) } }
        var named = records.map(\.1)
        if let first = list ?? reader.slot("list-entry") { named.append(first) }
        named.sort { $0.head.start < $1.head.start }
        for extra in named.dropFirst() {
            sink.add(.secondRecord(extra.key, first: named[0].key, at: sink.location(extra.head)))
        }
        let values = records.map { (kind: $0.0, id: ValueReader(.id, sink: sink).read($0.1)) }
        if list != nil || reader.slot("list-entry") != nil {
            let entry = entry(reader)
            let list = reader.required("list")?.text(expected: "the name or id of a list")
            guard let list, let entry else { return nil }
            return FindRecords(span: slot.head, kind: nil, list: list, id: entry, whenMissing: whenMissing)
        }
        guard let record = values.first else {
            if !reader.hasUnknownKeys {
                let example = "list: and list-entry:, or organization:, person: or opportunity: with the column of the ids"
                sink.add(.missingKey("list", of: reader.name, example: example, at: sink.location(reader.head)))
            }
            return nil
        }
        return record.id.map { FindRecords(span: slot.head, kind: record.kind, id: $0, whenMissing: whenMissing) }
    }

    private func entry(_ reader: MappingReader) -> ValueSource? {
        if let slot = reader.slot("list-entry") { return ValueReader(.id, sink: sink).read(slot) }
        if !reader.mayMean("list-entry") {
            let example = "list-entry: with the column of the entries' ids"
            sink.add(.missingKey("list-entry", of: reader.name, example: example, at: sink.location(reader.head)))
        }
        return nil
    }
}

extension Diagnostic {
    static func secondRecord(_ key: String, first: String, at location: Location) -> Diagnostic {
        Diagnostic(
            .error, code: PipelineCode.P136, "\"find\" is by one id, and \"\(first)\" is here already", at: location,
            hint: "for a second record add a step \"- find: { \(key): … }\"")
    }
}
