import Affinity
import PipelineSpec
import Planning

/// Cells of a record or list entry that was there when the plan was made, as one row writes them.
struct WatchedCells: Sendable {
    var row: Int
    var unit: Int
    var holder: CellHolder
    var cells: [PlannedCell]
    /// The write left and was not answered.
    var isSent: Bool

    /// Those that the row is still to write.
    static func ahead(_ row: RowRecord, in frame: PlanFrame) -> [WatchedCells] {
        guard row.outcome == .pending else { return [] }
        return all(of: row, in: frame) { $0?.hasResult != true }
    }

    /// Those that it has written.
    static func written(_ row: RowRecord, in frame: PlanFrame) -> [WatchedCells] {
        all(of: row, in: frame) { $0?.state == .done }
    }

    private static func all(
        of row: RowRecord, in frame: PlanFrame, where isWanted: (OperationRecord?) -> Bool
    ) -> [WatchedCells] {
        RowStep.steps(of: row.planned, in: frame).compactMap { step in
            let operation = row.operation(step)
            guard let holder = holder(step, row.planned), isWanted(operation) else { return nil }
            return WatchedCells(
                row: row.planned.row, unit: row.planned.unit, holder: holder, cells: step.cells(in: row.planned, frame),
                isSent: operation != nil)
        }
    }

    /// Nil for what the run makes itself: nobody else has put anything there that a plan could have seen.
    private static func holder(_ step: RowStep, _ row: PlannedRow) -> CellHolder? {
        switch step.kind {
        case .updateEntry(let list, _):
            row.entries.first { $0.record == step.record.index && $0.list == list && $0.action == .present }?.id.map { .entry(list, $0) }
        case .updateRecord: step.record.action == .match ? step.record.id.map { .record(step.record.kind, $0) } : nil
        case .create, .rename, .addEntry, .addNote: nil
        }
    }

    var entry: (list: ListID, id: ListEntryID)? { if case .entry(let list, let id) = holder { (list, id) } else { nil } }
    var record: (kind: RecordKind, id: RecordID)? { if case .record(let kind, let id) = holder { (kind, id) } else { nil } }
}
