import Affinity
import PipelineSpec
import Text

/// What new persons and opportunities are made with, and the notes of a row.
struct ExtrasDrafter: Sendable {
    private let bound: BoundPipeline

    /// Nil where there is nothing of the kind.
    init?(_ bound: BoundPipeline) {
        guard bound.stages.contains(where: { $0.kind != .organization || !$0.notes.isEmpty }) else { return nil }
        self.bound = bound
    }

    /// - Parameter cell: the text of the row in a column.
    func add(to draft: inout RowDraft, _ cell: (Int) -> String) {
        for stage in bound.stages {
            let isAbsent = draft.keys[stage.index].isAbsent && stage.index > 0
            draft.details.append(isAbsent || stage.kind == .organization ? nil : details(stage, &draft, cell))
            if !isAbsent { addNotes(stage, &draft, cell) }
        }
    }

    // MARK: New records

    private func details(_ stage: BoundStage, _ draft: inout RowDraft, _ cell: (Int) -> String) -> PlannedRecord.Details {
        let source = stage.source
        var details = PlannedRecord.Details()
        if stage.kind == .person {
            let keys = draft.keys[stage.index]
            // A person without a name is made of its address.
            let name = PersonName.split(keys.key.map(PersonName.ofAddress) ?? "")
            details.firstName = keys.firstName ?? name.first
            details.lastName = keys.lastName ?? (keys.firstName == nil ? name.last : "")
            details.emails = draft.keys[stage.index].emails
            for email in details.emails where EmailText.parse(email) == nil {
                draft.problems.append(
                    RowProblem(
                        step: source.step, field: "emails", code: PlanningCode.V210,
                        reason: "\"\(CellText.shown(email))\" is not an e-mail address",
                        hint: "correct it; where a cell holds several, say split: with what stands between them"))
            }
        }
        details.list = source.list?.id
        details.organizations = links(source.organizations, own: source.ownOrganization, kind: .organization, stage, &draft, cell)
        details.persons = links(source.persons, own: source.ownPerson, kind: .person, stage, &draft, cell)
        return details
    }

    private func text(_ reader: ValueReader?, _ cell: (Int) -> String) -> String? {
        if case .text(let text)? = reader?.read(cell) { text } else { nil }
    }

    /// The records that a new one belongs to: those that the pipeline names, else the row's own of an earlier step.
    private func links(
        _ assignment: BoundAssignment?, own: Int?, kind: RecordKind, _ stage: BoundStage, _ draft: inout RowDraft, _ cell: (Int) -> String
    ) -> [PlannedRecord.Details.Link] {
        guard let assignment else {
            guard let own, !draft.keys[own].isAbsent else { return [] }
            return [.record(own)]
        }
        guard case .text(let text) = assignment.reader.read(cell) else { return [] }
        draft.noteMerges(by: assignment, cell)
        var links: [PlannedRecord.Details.Link] = []
        for part in assignment.conversion.parts(of: text) {
            // A page on a host of many is that of the row's own, and of no other that has the host.
            if let own, kind == .organization, case .sharedHost(let host) = draft.keys[own].website,
                Website(cell: part).reading.host == host
            {
                links.append(.record(own))
                continue
            }
            do throws(ConversionProblem) {
                for scalar in try assignment.conversion.convert(part)?.scalars ?? [] {
                    if let id = scalar.company?.id.rawValue ?? scalar.person?.id.rawValue { links.append(.id(id)) }
                }
            } catch {
                // What Affinity does not have yet may be what this very row makes.
                if let own, Self.names(part, draft.keys[own], kind) {
                    links.append(.record(own))
                } else {
                    draft.add(error, step: stage.source.step, field: kind.plural)
                }
            }
        }
        return links
    }

    private static func names(_ text: String, _ keys: StageKeys, _ kind: RecordKind) -> Bool {
        guard let identity = keys.identity else { return false }
        if kind == .person {
            return StageKeyReader.emails(text, separator: nil).first == identity.unique || kind.nameKey(text) == identity.nameKey
        }
        return CompanyKey(text).domain.map { $0 == identity.unique } ?? false || kind.nameKey(text) == identity.nameKey
    }

    // MARK: Notes

    private func addNotes(_ stage: BoundStage, _ draft: inout RowDraft, _ cell: (Int) -> String) {
        for note in stage.notes {
            guard let content = text(note.content, cell) else { continue }
            var planned = PlannedNote(
                record: stage.index, content: note.isMarkdown ? NoteText.html(fromMarkdown: content) : content, isHTML: note.isMarkdown)
            do throws(ConversionProblem) {
                if let written = text(note.createdAt, cell) { planned.createdAt = try createdAt(written, note.dates) }
                if let creator = note.creator, let text = text(creator.reader, cell),
                    case .one(.person(let person))? = try creator.conversion.convert(text)
                {
                    planned.creator = person.id
                }
                draft.notes.append(planned)
            } catch {
                draft.add(error, step: .addNote, field: nil)
            }
        }
    }

    /// A calendar date counts from noon UTC, which is the same day from Honolulu to Tokyo.
    private func createdAt(_ text: String, _ dates: DateReader) throws(ConversionProblem) -> String {
        if Instant(rfc3339: text) != nil { return text }
        return "\(try dates.read(text))T12:00:00Z"
    }
}
