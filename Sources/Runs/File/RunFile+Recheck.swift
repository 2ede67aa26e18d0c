import GRDB
package import Planning

extension RunFile {
    /// When the plan was last known to fit what is in Affinity: when it was made, or compared again. Milliseconds since 1970.
    package func checkedAt() throws(RunFileError) -> Int64 {
        let created = try binding().createdAt
        return try read { max(created, try MetaKey.checkedAt.number(in: $0) ?? created) }
    }

    /// Of these rows those that are still to be done, in units of which nothing was sent yet, or only writes of cells whose outcome is not
    /// known: those whose view of Affinity the run itself has not changed but for these cells.
    /// - Parameter body: is also given the fields, by index in the frame, that hold either what they held or what the run wrote.
    package func forEachUntouched(among rows: [Int], _ body: (PlannedRow, _ sent: Set<Int>) throws -> Void) throws {
        let frame = try frame()
        do {
            try queue.read { db in
                for start in stride(from: 0, to: rows.count, by: Self.mostCompared) {
                    let slice = rows[start..<min(start + Self.mostCompared, rows.count)].map(String.init).joined(separator: ",")
                    let query = try RowQuery(
                        db,
                        where: """
                            r.row IN (\(slice)) AND r.outcome = 'pending' AND o.row IS NULL AND r.unit NOT IN
                                (SELECT begun.unit FROM rows begun CROSS JOIN operations ON operations.row = begun.row
                                WHERE begun.unit IN (SELECT unit FROM rows WHERE row IN (\(slice))) AND NOT
                                    (operations.state = 'sent' AND operations.kind IN ('update-entry', 'update-organization', 'update-person')))
                            """)
                    while let row = try query.next() {
                        let sent = RowStep.steps(of: row.planned, in: frame).filter { row.operation($0) != nil }
                        try body(row.planned, Set(sent.flatMap { $0.cells(in: row.planned, frame) }.map(\.field)))
                    }
                }
            }
        } catch let error as DatabaseError {
            throw RunFileError(error, path: path)
        }
    }

    /// Rows that one statement names.
    private static let mostCompared = 500

    /// A record as it stood in the spreadsheet.
    package struct Source: Sendable {
        package var row: Int
        /// UTF-8, without its line ending.
        package var bytes: [UInt8]
        package var isBelowTable: Bool
    }

    /// Records in the order of the spreadsheet.
    package func sources(after row: Int, atMost limit: Int) throws(RunFileError) -> [Source] {
        try read { db in
            try Row.fetchAll(
                db,
                sql: "SELECT row, source, outcome = 'skipped' AND note IS ? FROM rows WHERE row > ? ORDER BY row LIMIT ?",
                arguments: [RowStatus.belowTable, row, limit]
            ).map { Source(row: try $0.at(0), bytes: Bytes.array(try $0.at(1)), isBelowTable: try $0.at(2)) }
        }
    }

    /// Takes out of the plan what Affinity has overtaken: rows that mean another record now are conflicts, with the rest of their
    /// unit; of others only the cells that moved are left alone.
    /// - Parameters:
    ///   - time: When Affinity was looked at, in milliseconds since 1970.
    ///   - forEachDrift: gives them one after another; those of a unit in the order of their rows.
    package func skipCells(at time: Int64, _ forEachDrift: (_ body: (RowDrift) throws -> Void) throws -> Void) throws(RunFileError) {
        let frame = try frame()
        try write { db in
            try forEachDrift { drift in
                if let problem = drift.problem {
                    try Self.conflict(drift.row, [problem], at: time, in: db)
                    try Self.conflictRest(of: drift.unit, because: drift.row, frame, at: time, in: db)
                }
                try Self.skipCells(drift, in: db)
            }
            try MetaKey.checkedAt.store(time, in: db)
        }
    }

    /// Leaves cells of a row alone that turned out to hold something else while it was worked.
    func skipCells(_ drift: RowDrift) throws(RunFileError) {
        try write { db in try Self.skipCells(drift, in: db) }
    }

    static func skipCells(_ drift: RowDrift, in db: Database) throws {
        for cell in drift.cells {
            try JournalTable.amend(.skippedCells, of: drift.row, in: db) {
                try db.execute(
                    sql: "INSERT OR REPLACE INTO skipped_cells(row, field, conflicts) VALUES (?, ?, ?)",
                    arguments: [drift.row, cell.field, cell.why.rawValue])
            }
        }
        let problems = drift.cells.filter { !$0.isAsPlanned }.map(\.problem)
        if !problems.isEmpty { try store(problems, of: drift.row, origin: Self.ofRun, in: db) }
    }

    private static func conflict(_ row: Int, _ problems: [RowProblem], at time: Int64, in db: Database) throws {
        var isNew = false
        try JournalTable.amend(.outcomes, of: row, in: db) {
            try db.execute(
                sql: "INSERT INTO outcomes(row, outcome, at) VALUES (?, ?, ?) ON CONFLICT(row) DO NOTHING",
                arguments: [row, RowOutcome.conflict.rawValue, time])
            isNew = db.changesCount > 0
        }
        if isNew { try store(problems, of: row, origin: Self.ofRun, in: db) }
    }

    private static func conflictRest(of unit: Int, because row: Int, _ frame: PlanFrame, at time: Int64, in db: Database) throws {
        let others = try RowQuery(db, where: "r.unit = ? AND r.outcome = 'pending' AND r.row <> ?", arguments: [unit, row]).all()
        for other in others.map(\.planned) {
            let shared = other.records.first { $0.action == .same } ?? other.records.first
            let problem = RowProblem(
                step: frame.step(of: shared?.index ?? 0), code: RunCode.C605,
                reason: "row \(row), which means the same record, is in conflict",
                hint: "plan again: the new plan starts from what is there now")
            try conflict(other.row, [problem], at: time, in: db)
        }
    }

    /// The pipeline file as it was when the plan was made.
    package func pipelineBytes() throws(RunFileError) -> [UInt8] {
        try read { Array((try MetaKey.pipeline.text(in: $0) ?? "").utf8) }
    }

    /// The guard rails that the plan breaks, in words; none for a plan that may be applied.
    package func brokenGuardRails() throws(RunFileError) -> [String] {
        try read { try MetaKey.broken.value([String].self, in: $0) }
    }
}

extension RunFile {
    /// What was known of the writes to the account when the plan was made, or last compared; nil in files that do not say.
    package func seen() throws(RunFileError) -> AccountMark? {
        try read { db in try MetaKey.seen.text(in: db) == nil ? nil : try MetaKey.seen.value(AccountMark.self, in: db) }
    }

    package func saw(_ mark: AccountMark) throws(RunFileError) {
        try write { try MetaKey.seen.store(json: mark, in: $0) }
    }
}
