import Affinity
import GRDB
import Planning

extension RunFile: Journal {
    func intend(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try write { try Self.store(operation, of: row, in: $0) }
    }

    func withdraw(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try write { db in
            try db.execute(sql: "DELETE FROM operations WHERE row = ? AND step = ?", arguments: [row, operation.step])
        }
    }

    func doubt(_ operation: OperationRecord, of row: Int) throws(RunFileError) {
        try write { try Self.store(operation, of: row, in: $0) }
    }

    func finish(_ operation: OperationRecord, of row: Int, ending: RowEnding?) throws(RunFileError) {
        try write(surviving: operation.kind.isOnce ? .power : .process) { db in
            try Self.store(operation, of: row, in: db)
            if let ending { try Self.store(ending, of: row, in: db) }
        }
    }

    func claim(_ operation: OperationRecord, of row: Int) throws(RunFileError) -> Bool {
        try write { db in
            let claimed = try Bool.fetchOne(
                db, sql: "SELECT EXISTS(SELECT 1 FROM operations WHERE kind = ? AND result = ? AND NOT (row = ? AND step = ?))",
                arguments: [operation.kind.rawValue, operation.result, row, operation.step])
            if claimed == true { return false }
            try Self.store(operation, of: row, in: db)
            return true
        }
    }

    func finish(row: Int, _ ending: RowEnding) throws(RunFileError) {
        try write(surviving: .process) { try Self.store(ending, of: row, in: $0) }
    }

    /// Whether the plan or a write of this run knows the organization already.
    func knowsOrganization(_ id: Int64, except row: Int) throws(RunFileError) -> Bool {
        try read { db in
            let known = try Bool.fetchOne(
                db,
                sql: """
                    SELECT EXISTS(SELECT 1 FROM operations WHERE kind = ? AND result = ? AND row <> ?)
                        OR EXISTS(SELECT 1 FROM rows WHERE organization_id = ?)
                    """, arguments: [OperationRecord.Kind.createOrganization.rawValue, id, row, id])
            return known == true
        }
    }

    /// Whether another write of this run made the entry.
    func knowsEntry(_ id: Int64) throws(RunFileError) -> Bool {
        try read { db in
            let known = try Bool.fetchOne(
                db, sql: "SELECT EXISTS(SELECT 1 FROM operations WHERE kind = ? AND result = ?)",
                arguments: [OperationRecord.Kind.addEntry.rawValue, id])
            return known == true
        }
    }

    private static func store(_ operation: OperationRecord, of row: Int, in db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT OR REPLACE INTO operations(row, step, kind, list, cells, state, result, status, message, sent_at, done_at, attempts)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            row, operation.step, operation.kind.rawValue, operation.list?.rawValue, operation.cells, operation.state.rawValue,
            operation.result, operation.status, operation.message, operation.sentAt, operation.doneAt, operation.attempts,
        ])
    }

    private static func store(_ ending: RowEnding, of row: Int, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO outcomes(row, outcome, at) VALUES (?, ?, ?)")
            .execute(arguments: [row, ending.outcome.rawValue, ending.at])
        try store(ending.problems, of: row, origin: "run", in: db)
    }
}
