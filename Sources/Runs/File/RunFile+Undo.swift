package import Affinity
import GRDB
package import Planning

extension RunFile {
    /// From here on the run is taken back: `resume` has no say any more.
    package func beginUndo() throws(RunFileError) {
        try write { db in try MetaKey.state.store(RunState.undone.rawValue, in: db) }
    }

    /// A write of the run is taken back, or was found to be gone.
    /// - Parameter row: 0 for what belongs to no row.
    package func undid(step: Int, of row: Int) throws(RunFileError) {
        try write { db in
            try db.execute(
                sql: "UPDATE operations SET state = ? WHERE row = ? AND step = ?",
                arguments: [OperationRecord.State.undone.rawValue, row, step])
        }
    }

    /// The rows that wrote something, whether or not it was taken back since, the last first, one at a time.
    package func forEachWritten(_ body: (RowRecord) throws -> Void) throws {
        do {
            try queue.read { db in
                let rows = try RowQuery(
                    db, where: "r.row IN (SELECT row FROM operations WHERE result IS NOT NULL)", order: "r.row DESC")
                while let row = try rows.next() { try body(row) }
            }
        } catch let error as DatabaseError {
            throw RunFileError(error, path: path)
        }
    }

    /// What became of the options that the run made.
    package func writtenOptions() throws(RunFileError) -> [(option: PlannedOption, id: DropdownOptionID, step: Int)] {
        let options = try frame().options
        return try optionOperations().compactMap { operation in
            guard operation.state == .done, let id = operation.result, options.indices.contains(operation.step) else { return nil }
            return (options[operation.step], DropdownOptionID(id), operation.step)
        }
    }
}
