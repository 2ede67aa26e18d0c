import Affinity
import GRDB
import PipelineSpec
import Planning

extension RunFile: Journal {
    func intend(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        // A write that may be repeated is repeated when a power cut takes its intent: nothing of it is lost with that.
        try write(surviving: operation.isToSurvivePower ? .power : .process) { try Self.store(operation, of: row, in: $0) }
    }

    func discardIntent(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try write { db in
            try JournalTable.amend(.operations, of: row, in: db) {
                try db.execute(sql: "DELETE FROM operations WHERE row = ? AND step = ?", arguments: [row, operation.step])
            }
        }
    }

    func markUnanswered(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try write { try Self.store(operation, of: row, in: $0) }
    }

    func finish(
        _ operation: OperationRecord, of row: Int, leavingOut: RowDrift?, ending: RowResult?
    ) throws(RunFileError) -> Bool {
        try write(surviving: operation.isToSurvivePower ? .power : .process) { db in
            if operation.kind.isOnce, operation.state == .done, try Self.isAnothers(operation, of: row, in: db) { return false }
            try Self.store(operation, of: row, in: db)
            if let leavingOut { try Self.skipCells(leavingOut, in: db) }
            if let ending { try Self.store(ending, of: row, in: db) }
            return true
        }
    }

    /// Whether another write of the run has what this one is said to have made.
    private static func isAnothers(_ operation: OperationRecord, of row: Int, in db: Database) throws -> Bool {
        let select = try db.cachedStatement(
            sql: "SELECT EXISTS(SELECT 1 FROM operations WHERE kind = ? AND result = ? AND NOT (row = ? AND step = ?))")
        return try Bool.fetchOne(select, arguments: [operation.kind.rawValue, operation.result, row, operation.step]) == true
    }

    func finish(row: Int, _ ending: RowResult) throws(RunFileError) {
        try write(surviving: .process) { try Self.store(ending, of: row, in: $0) }
    }

    /// Whether the plan or a write of this run knows the record already.
    func knowsRecord(_ id: Int64, kind: RecordKind, except row: Int) throws(RunFileError) -> Bool {
        try read { db in
            let code = StoredRecord.code(kind)
            let known = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS(SELECT 1 FROM operations WHERE kind = ? AND result = ? AND row <> ?)
                        OR EXISTS(SELECT 1 FROM rows WHERE record_id = ? AND record_kind = ?)
                        OR EXISTS(SELECT 1 FROM records WHERE id = ? AND kind = ?)
                    """, arguments: [OperationRecord.Kind.create(kind).rawValue, id, row, id, code, id, code])
            return known == true
        }
    }

    /// Whether another write of this run made it.
    func hasMade(_ id: Int64, _ kind: OperationRecord.Kind) throws(RunFileError) -> Bool {
        try read { db in
            let known = try Bool.fetchOne(
                db, sql: "SELECT EXISTS(SELECT 1 FROM operations WHERE kind = ? AND result = ?)", arguments: [kind.rawValue, id])
            return known == true
        }
    }

    /// What became of the options that the run makes before its rows.
    func optionOperations() throws(RunFileError) -> [OperationRecord] {
        try read { try RowQuery.operations(of: Self.rowOfOptions, in: $0) }
    }

    /// Options belong to no row.
    static let rowOfOptions = 0

    private static func store(_ operation: OperationRecord, of row: Int, in db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO operations(row, step, kind, list, cells, state, result, status, message, sent_at, done_at, attempts,
                    record, entry, part)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try JournalTable.amend(.operations, of: row, in: db) {
            try insert.execute(arguments: [
                row, operation.step, operation.kind.rawValue, operation.list?.rawValue, operation.cells, operation.state.rawValue,
                operation.result, operation.status, operation.message, operation.sentAt, operation.doneAt, operation.attempts,
                operation.record, operation.entry, operation.part,
            ])
        }
    }

    private static func store(_ ending: RowResult, of row: Int, in db: Database) throws {
        try JournalTable.amend(.outcomes, of: row, in: db) {
            try db.cachedStatement(sql: "INSERT OR REPLACE INTO outcomes(row, outcome, at) VALUES (?, ?, ?)")
                .execute(arguments: [row, ending.outcome.rawValue, ending.at])
        }
        try store(ending.problems, of: row, origin: Self.ofRun, in: db)
    }
}

extension OperationRecord {
    /// Taking something back may be repeated, whatever made it.
    fileprivate var isToSurvivePower: Bool { kind.isOnce && state != .undoing && state != .undone }
}
