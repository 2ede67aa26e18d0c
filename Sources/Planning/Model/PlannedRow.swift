import PipelineSpec

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
