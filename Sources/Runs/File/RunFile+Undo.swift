package import Affinity
import GRDB
import PipelineSpec
package import Planning

/// How far an undo is: writes of the run that are taken back, and those that are still to be.
package struct UndoProgress: Sendable, Hashable {
    package var undone: Int
    package var left: Int

    package var all: Int { undone + left }
}

extension RunFile {
    /// From here on the run is being taken back: `resume` has no say any more.
    package func beginUndo() throws(RunFileError) {
        try write { db in
            try MetaKey.state.store(RunState.undoing.rawValue, in: db)
            try MetaKey.stopped.remove(in: db)
        }
    }

    /// Everything was looked at; what is not taken back stays, since somebody has built on it.
    package func endUndo() throws(RunFileError) {
        try write { db in try MetaKey.state.store(RunState.undone.rawValue, in: db) }
    }

    /// A write that has nothing of its own to take back.
    func undid(step: Int, of row: Int) throws(RunFileError) {
        try write(surviving: .process) { db in
            try JournalTable.amend(.operations, of: row, in: db) {
                try db.execute(
                    sql: "UPDATE operations SET state = ? WHERE row = ? AND step = ?",
                    arguments: [OperationRecord.State.undone.rawValue, row, step])
            }
        }
    }

    package func undoProgress() throws(RunFileError) -> UndoProgress {
        try read { db in
            var progress = UndoProgress(undone: 0, left: 0)
            let found = try Row.fetchAll(db, sql: "SELECT state, count(*) FROM operations GROUP BY state")
            for row in found {
                let state: String = try row.at(0)
                let count: Int = try row.at(1)
                switch OperationRecord.State(rawValue: state) {
                case .undone: progress.undone += count
                case .done, .sent, .unknown, .undoing: progress.left += count
                case .adopted, .inUse, .refused, .ambiguous, nil: break
                }
            }
            return progress
        }
    }

    /// How many writes have no answer, so that nobody knows whether Affinity has them.
    package func unansweredCount() throws(RunFileError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM operations WHERE state IN ('sent', 'unknown', 'in-use')") ?? 0 }
    }

    /// The units with such writes.
    func unansweredUnits() throws(RunFileError) -> [Int] {
        try read {
            try Int.fetchAll(
                $0,
                sql: """
                    SELECT DISTINCT r.unit FROM operations o JOIN rows r ON r.row = o.row
                    WHERE o.state IN ('sent', 'unknown', 'in-use') ORDER BY r.unit
                    """)
        }
    }

    /// The next units that have something to take back, the last first.
    /// - Parameter unit: The one before them; nil for the first ones.
    func unitsToUndo(before unit: Int?, limit: Int) throws(RunFileError) -> [Int] {
        try read { db in
            try Int.fetchAll(
                db,
                sql: """
                    SELECT r.unit FROM rows r WHERE r.unit < ? AND EXISTS
                        (SELECT 1 FROM operations o WHERE o.row = r.row AND o.state IN ('done', 'sent', 'unknown', 'undoing'))
                    GROUP BY r.unit ORDER BY r.unit DESC LIMIT ?
                    """, arguments: [unit ?? Int.max, limit])
        }
    }

    /// A unit of the run, to be taken back: its writes, the last first, and what its rows have put into cells.
    func unitToUndo(_ unit: Int, in frame: PlanFrame) throws(RunFileError) -> UndoUnit {
        var steps: [UndoStep] = []
        var written = WrittenCells()
        for row in try rows(of: unit).reversed() {
            written.add(row, in: frame)
            steps += UndoStep.steps(of: row, in: frame)
        }
        return UndoUnit(steps: steps, written: written)
    }

    /// What the run has put into the cells of one entry or record, as far as it still stands.
    package func writtenCells(of holder: CellHolder, in frame: PlanFrame) throws -> WrittenCells {
        let (kinds, id): ([OperationRecord.Kind], Int64) =
            switch holder {
            case .entry(_, let id): ([.updateEntry], id.rawValue)
            case .record(.person, let id): ([.updatePerson], id.rawValue)
            case .record(_, let id): ([.updateOrganization], id.rawValue)
            }
        var written = WrittenCells()
        do {
            try queue.read { db in
                let condition = "r.row IN (SELECT row FROM operations WHERE kind = ? AND result = ? AND state IN ('done', 'undoing'))"
                for kind in kinds {
                    let rows = try RowQuery(db, where: condition, arguments: [kind.rawValue, id])
                    while let row = try rows.next() { written.add(row, in: frame) }
                }
            }
        } catch let error as DatabaseError {
            throw RunFileError(error, path: path)
        }
        return written
    }

    /// What became of something that the run made: `done` while it stands, `undone` when it was taken back; nil for what it did not make.
    package func standing(ofMade id: Int64, _ kind: OperationRecord.Kind) throws(RunFileError) -> OperationRecord.State? {
        try read { db in
            let states = try String.fetchAll(
                db,
                sql: "SELECT state FROM operations WHERE kind = ? AND result = ? AND state IN ('done', 'undoing', 'undone')",
                arguments: [kind.rawValue, id])
            return states.first.map { $0 == OperationRecord.State.undone.rawValue ? .undone : .done }
        }
    }

    /// The options that the run made and that stand.
    package func writtenOptions() throws(RunFileError) -> [(option: PlannedOption, id: DropdownOptionID, operation: OperationRecord)] {
        let options = try frame().options
        return try optionOperations().compactMap { operation in
            guard operation.state == .done || operation.state == .undoing, let id = operation.result,
                options.indices.contains(operation.step)
            else { return nil }
            return (options[operation.step], DropdownOptionID(id), operation)
        }
    }
}
