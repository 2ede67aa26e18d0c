package import Diagnostics

/// `create-organizations`, `create-persons` or `create-opportunities`: finds each row's record, or makes it.
package struct CreateRecords: Sendable {
    /// What a row and a record of Affinity are compared by.
    package enum Key: Sendable, Hashable {
        case domain, email, name
        /// A column of Affinity ids.
        case id
        /// A field whose values are unique, as the pipeline writes it; its value is the one of `set-fields`.
        case field(String)

        /// As the language writes it.
        package var text: String {
            switch self {
            case .domain: "domain"
            case .email: "email"
            case .name: "name"
            case .id: "id"
            case .field(let field): field
            }
        }
    }

    package enum WhenMissing: String, CaseIterable, Sendable { case create, skip, reject }
    package enum WhenAmbiguous: String, CaseIterable, Sendable { case reject, first, skip }
    package enum WhenFound: String, CaseIterable, Sendable {
        case keep
        case updateName = "update-name"
    }
    /// Whether a company that the account lacks is looked for in Affinity's shared directory.
    package enum SharedDirectory: String, CaseIterable, Sendable { case use, ignore }

    /// What rows are that share a name, have no other key, and contradict each other.
    package enum RowsOfOneName: String, CaseIterable, Sendable { case ask, merge, separate }

    package var span: SourceSpan
    package var kind: RecordKind
    /// Each with its place, in the order in which they are tried.
    package var match: [Spanned<Key>]
    /// Of an organization or an opportunity; of a person its full name, where first and last name do not stand apart. Nil only for a
    /// person, or where records are found by `id` and never made.
    package var name: ValueSource?
    /// Of an organization.
    package var domain: ValueSource?
    /// Of a person.
    package var firstName: ValueSource?
    package var lastName: ValueSource?
    /// Of a person; `split` parts several, and the first is the key.
    package var emails: ValueSource?
    /// Of `match: [id]`.
    package var id: ValueSource?
    /// Of an opportunity: the list that it is on, by name or id.
    package var list: Spanned<String>?
    /// Of a person or an opportunity: the organizations that it belongs to, by domain, name or id. Nil for the one that an earlier step
    /// of the row found or made.
    package var organizations: ValueSource?
    /// Of an opportunity, likewise, by e-mail address, name or id.
    package var persons: ValueSource?
    package var whenMissing: WhenMissing
    package var whenAmbiguous: WhenAmbiguous
    package var whenFound: WhenFound
    /// Of an organization.
    package var sharedDirectory = SharedDirectory.use
    /// Of opportunities always `merge`: their name is their key.
    package var rowsOfOneName: RowsOfOneName

    package init(
        span: SourceSpan, kind: RecordKind = .organization, match: [Spanned<Key>], name: ValueSource? = nil, domain: ValueSource? = nil,
        whenMissing: WhenMissing = .create, whenAmbiguous: WhenAmbiguous = .reject, whenFound: WhenFound = .keep
    ) {
        self.span = span
        self.kind = kind
        self.match = match
        self.name = name
        self.domain = domain
        self.whenMissing = whenMissing
        self.whenAmbiguous = whenAmbiguous
        self.whenFound = whenFound
        rowsOfOneName = kind == .opportunity ? .merge : .ask
    }

    /// Whether a cell may name several persons, each of whom is made.
    package var splitsName: Bool { kind == .person && name?.options.separator(isMulti: false) != nil }

    package var stepName: StepName {
        switch kind {
        case .organization: .createOrganizations
        case .person: .createPersons
        case .opportunity: .createOpportunities
        }
    }
}

/// `find`: records by their ids, for spreadsheets that came out of Affinity.
package struct FindRecords: Sendable {
    /// What a row that names no record of Affinity is.
    package enum WhenMissing: String, CaseIterable, Sendable { case reject, skip }

    package var span: SourceSpan
    /// Of the record; nil with `list`, whose records they are.
    package var kind: RecordKind?
    /// The list whose entries are named, by name or id.
    package var list: Spanned<String>?
    /// The id of the list entry, or of the record.
    package var id: ValueSource
    package var whenMissing: WhenMissing

    package init(
        span: SourceSpan, kind: RecordKind?, list: Spanned<String>? = nil, id: ValueSource, whenMissing: WhenMissing = .reject
    ) {
        self.span = span
        self.kind = kind
        self.list = list
        self.id = id
        self.whenMissing = whenMissing
    }
}
