package import Diagnostics

package enum ImportStep: Sendable {
    case create(CreateRecords)
    case find(FindRecords)
    case addToList(AddToList)
    case setFields(SetFields)
    case addNote(AddNote)

    /// As the language writes it.
    package var name: String {
        let name: StepName =
            switch self {
            case .create(let step): step.stepName
            case .find: .find
            case .addToList: .addToList
            case .setFields: .setFields
            case .addNote: .addNote
            }
        return name.rawValue
    }

    /// The record that the step says it acts on.
    package var of: Spanned<RecordKind>? {
        switch self {
        case .create, .find: nil
        case .addToList(let step): step.of
        case .setFields(let step): step.of
        case .addNote(let step): step.of
        }
    }
}

/// The steps, as the language writes them.
package enum StepName: String, CaseIterable, Sendable, Hashable, Codable {
    case createOrganizations = "create-organizations"
    case createPersons = "create-persons"
    case createOpportunities = "create-opportunities"
    case find
    case addToList = "add-to-list"
    case setFields = "set-fields"
    case addNote = "add-note"
    /// No step: a row of the source that is broken before any step reads it.
    case source
    /// No step: a row of which `where` cannot tell.
    case condition = "where"
}

/// Affinity's kinds of records, as `of:` names them.
package enum RecordKind: String, CaseIterable, Sendable, Hashable, Codable {
    case organization, person, opportunity

    /// `organizations` and similar ones.
    package var plural: String {
        switch self {
        case .organization: "organizations"
        case .person: "persons"
        case .opportunity: "opportunities"
        }
    }

    /// `an organization`.
    package var withArticle: String { self == .person ? "a person" : "an \(rawValue)" }
}

package struct AddToList: Sendable {
    package enum WhenPresent: String, CaseIterable, Sendable {
        case keep
        case addAgain = "add-again"
        case reject
    }

    package var span: SourceSpan
    /// Name or id.
    package var list: Spanned<String>
    package var whenPresent: WhenPresent
    /// The record that goes on the list; nil for that of the last `create-*` or `find` before.
    package var of: Spanned<RecordKind>?

    package init(span: SourceSpan, list: Spanned<String>, whenPresent: WhenPresent = .keep, of: Spanned<RecordKind>? = nil) {
        self.span = span
        self.list = list
        self.whenPresent = whenPresent
        self.of = of
    }
}

package struct SetFields: Sendable {
    package var span: SourceSpan
    package var assignments: [Assignment]
    /// Whose fields; nil for those of the record of the last `create-*` or `find` before, and its entry.
    package var of: Spanned<RecordKind>?

    package init(span: SourceSpan, assignments: [Assignment], of: Spanned<RecordKind>? = nil) {
        self.span = span
        self.assignments = assignments
        self.of = of
    }
}

/// `add-note`: one note on the record.
package struct AddNote: Sendable {
    package enum Format: String, CaseIterable, Sendable { case text, markdown }

    package var span: SourceSpan
    /// Without a text no note is added.
    package var content: ValueSource
    package var format: Format
    /// A date, or a date with a time; nil for the moment of the run.
    package var createdAt: ValueSource?
    /// Who is named as its author, by e-mail address, name or id; nil for the key's owner.
    package var creator: ValueSource?
    package var of: Spanned<RecordKind>?

    package init(
        span: SourceSpan, content: ValueSource, format: Format = .text, createdAt: ValueSource? = nil, creator: ValueSource? = nil,
        of: Spanned<RecordKind>? = nil
    ) {
        self.span = span
        self.content = content
        self.format = format
        self.createdAt = createdAt
        self.creator = creator
        self.of = of
    }
}
