/// What one row does to its record of one stage.
struct StageRow: Sendable {
    /// Nil for a row that does nothing in the stage.
    var record: PlannedRecord?
    var entries: [PlannedEntry] = []
    var cells: [PlannedCell] = []
    var notes: [PlannedNote] = []
    /// Rejected or skipped by the stage.
    var disposition: PlannedRow.Disposition?
}
