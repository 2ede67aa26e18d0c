package import Affinity

/// What one row of the spreadsheet would do. Rows that mean the same organization form a unit: they are worked in order,
/// and only one of them creates it.
package struct PlannedRow: Sendable, Equatable {
    /// The number of the record in the file, the first below the header being 1.
    package var row: Int
    /// The line of the file on which the record starts.
    package var line: Int
    /// What to call the row on a screen: the organization's name, else its domain.
    package var label: String
    /// The row number of the unit's first row; its own for a row that stands alone.
    package var unit: Int
    /// The record as it stands in the file, as UTF-8, without its line ending.
    package var source: [UInt8]
    package var disposition: Disposition
    package var organization: PlannedOrganization?
    /// One for each `add-to-list` step.
    package var entries: [PlannedEntry]
    package var cells: [PlannedCell]

    package enum Disposition: Sendable, Equatable {
        case planned
        /// Nothing of the row is written.
        case rejected([RowProblem])
        case skipped(String)
    }

    package init(
        row: Int, line: Int, label: String, unit: Int, source: [UInt8], disposition: Disposition,
        organization: PlannedOrganization? = nil, entries: [PlannedEntry] = [], cells: [PlannedCell] = []
    ) {
        self.row = row
        self.line = line
        self.label = label
        self.unit = unit
        self.source = source
        self.disposition = disposition
        self.organization = organization
        self.entries = entries
        self.cells = cells
    }
}

/// Why a row is refused: by the plan, or later by Affinity.
package struct RowProblem: Sendable, Hashable {
    /// `create-organizations`, `add-to-list`, `set-fields`.
    package var step: String
    /// The field or column concerned.
    package var field: String?
    /// Stable, such as `V301`.
    package var code: String
    package var reason: String
    package var hint: String?
    /// What to add to the field's value in the pipeline, where that would help every row that has it.
    package var fix: String?

    package init(step: String, field: String? = nil, code: String, reason: String, hint: String? = nil, fix: String? = nil) {
        self.step = step
        self.field = field
        self.code = code
        self.reason = reason
        self.hint = hint
        self.fix = fix
    }
}

/// Which organization the row is about.
package struct PlannedOrganization: Sendable, Hashable {
    package enum Action: String, Sendable {
        /// To be made.
        case create
        /// Found in Affinity.
        case match
        /// The one that an earlier row of the unit makes or found.
        case same
    }

    package var action: Action
    package var name: String
    /// Canonical; nil when the row has none of the company's own.
    package var domain: String?
    /// Of `match`; nil until made otherwise.
    package var id: OrganizationID?
    /// The key that decided: `domain` or `name`.
    package var by: String?
    /// For a person: what was compared, and what was near and not taken.
    package var evidence: String?
    /// A new name for a matched organization (`when-found: update-name`).
    package var rename: String?

    package init(
        action: Action, name: String, domain: String? = nil, id: OrganizationID? = nil, by: String? = nil, evidence: String? = nil,
        rename: String? = nil
    ) {
        self.action = action
        self.name = name
        self.domain = domain
        self.id = id
        self.by = by
        self.evidence = evidence
        self.rename = rename
    }
}

/// The organization's entry on one list.
package struct PlannedEntry: Sendable, Hashable {
    package enum Action: String, Sendable {
        case add
        case present
        /// The one that an earlier row of the unit adds.
        case same
    }

    package var list: ListID
    package var action: Action
    /// Of `present`.
    package var id: ListEntryID?
    /// The day on which a `present` one was added, in UTC; nil where Affinity did not say.
    package var since: CalendarDate?

    package init(list: ListID, action: Action, id: ListEntryID? = nil, since: CalendarDate? = nil) {
        self.list = list
        self.action = action
        self.id = id
        self.since = since
    }
}

/// One cell: what it held when the plan was made and what it shall hold.
package struct PlannedCell: Sendable, Hashable {
    package enum Action: String, Sendable {
        case set, append, clear
        /// It holds the value already.
        case unchanged
        /// A policy leaves it alone.
        case kept
    }

    /// Index into `PlanFrame.fields`.
    package var field: Int
    package var action: Action
    package var before: FieldData?
    /// The whole value after the write; for `unchanged` and `kept` the same as `before`.
    package var after: FieldData?
    /// The policy that decided, as the language writes it: `existing: overwrite`, `blank: keep`.
    package var policy: String

    package init(field: Int, action: Action, before: FieldData?, after: FieldData?, policy: String) {
        self.field = field
        self.action = action
        self.before = before
        self.after = after
        self.policy = policy
    }

    package var isWrite: Bool { action == .set || action == .append || action == .clear }
}
