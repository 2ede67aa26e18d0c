package import Affinity
package import PipelineSpec
package import Text

/// What one row of the spreadsheet would do. Rows that share a record form a unit: they are worked in order, and only one of them
/// creates it.
package struct PlannedRow: Sendable, Equatable {
    /// The number of the record in the file, the first below the header being 1.
    package var row: Int
    /// The line of the file on which the record starts.
    package var line: Int
    /// What to call the row on a screen: the record's name, else its key.
    package var label: String
    /// The row number of the unit's first row; its own for a row that stands alone.
    package var unit: Int
    /// The record as it stands in the file, as UTF-8, without its line ending.
    package var source: [UInt8]
    package var disposition: Disposition
    /// The records that the row is about, in the order of the pipeline's steps; none in a row that is rejected or skipped.
    package var records: [PlannedRecord]
    /// One for each `add-to-list` step, and one for each list whose entries a step finds or makes with its record.
    package var entries: [PlannedEntry]
    package var cells: [PlannedCell]
    package var notes: [PlannedNote]
    /// What of the row could not be read (`invalid: skip`); none in a row that is rejected or skipped. A run file keeps them apart from
    /// its rows.
    package var leftAlone: [LeftAloneCell] = []

    package enum Disposition: Sendable, Equatable {
        case planned
        /// Nothing of the row is written.
        case rejected([RowProblem])
        case skipped(String)
    }

    package init(
        row: Int, line: Int, label: String, unit: Int, source: [UInt8], disposition: Disposition,
        organization: PlannedRecord? = nil, records: [PlannedRecord] = [], entries: [PlannedEntry] = [], cells: [PlannedCell] = [],
        notes: [PlannedNote] = []
    ) {
        self.row = row
        self.line = line
        self.label = label
        self.unit = unit
        self.source = source
        self.disposition = disposition
        self.records = organization.map { [$0] } ?? records
        self.entries = entries
        self.cells = cells
        self.notes = notes
    }

    /// The row's record of a step, by its index in `PlanFrame.records`.
    package func record(_ index: Int) -> PlannedRecord? { records.first { $0.index == index } }

    /// The first organization that the row is about.
    package var organization: PlannedRecord? { records.first { $0.kind == .organization } }
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
    package var policy: DecidingPolicy

    package init(field: Int, action: Action, before: FieldData?, after: FieldData?, policy: DecidingPolicy) {
        self.field = field
        self.action = action
        self.before = before
        self.after = after
        self.policy = policy
    }

    package var isWrite: Bool { action == .set || action == .append || action == .clear }
}

/// The policy that decided about a cell, or what stands above all policies.
package enum DecidingPolicy: Sendable, Hashable {
    case existing(Assignment.Existing)
    case blank(Assignment.Blank)
    /// Every option of the cell is unknown, and those are skipped.
    case skippedOptions
    /// The cell cannot be read, and such cells are left alone.
    case skippedCell
    /// The row holds `#N/A`.
    case clearingText
    /// A row of the same record decides.
    case row(Int, of: RecordKind)
    /// Someone has changed the cell since the plan.
    case changedSince
    /// Someone has set the cell to the planned value since the plan.
    case setSince
    /// Affinity refused the cell.
    case refused

    /// As the language writes it, where it is a word of the language.
    package var text: String {
        switch self {
        case .existing(let existing): "existing: \(existing.rawValue)"
        case .blank(let blank): "blank: \(blank.rawValue)"
        case .skippedOptions: "unknown-option: skip"
        case .skippedCell: "invalid: skip"
        case .clearingText: "#N/A"
        case .row(let row, let kind): "row \(row) of the same \(kind.rawValue) decides"
        case .changedSince: "changed in Affinity since the plan"
        case .setSince: "set by someone else since the plan"
        case .refused: "refused by Affinity"
        }
    }
}

/// The entry of one of the row's records on one list.
package struct PlannedEntry: Sendable, Hashable {
    package enum Action: String, Sendable {
        case add
        /// Made by Affinity together with its record, which is an opportunity.
        case made
        case present
        /// The one that an earlier row of the unit adds.
        case same
    }

    package var list: ListID
    /// Index into `PlanFrame.records` of the record that is on the list.
    package var record: Int
    package var action: Action
    /// Of `present`.
    package var id: ListEntryID?
    /// The day on which a `present` one was added, in UTC; nil where Affinity did not say.
    package var since: CalendarDate?
    /// The record's entries that were there beside the one to be added (`when-present: add-again`).
    package var others: [ListEntryID]

    package init(
        list: ListID, record: Int = 0, action: Action, id: ListEntryID? = nil, since: CalendarDate? = nil, others: [ListEntryID] = []
    ) {
        self.list = list
        self.record = record
        self.action = action
        self.id = id
        self.since = since
        self.others = others
    }
}
