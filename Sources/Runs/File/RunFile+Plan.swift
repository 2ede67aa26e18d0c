import Affinity
import GRDB
package import Planning
import Synchronization

extension RunFile {
    /// Adds rows to the plan, in one transaction. A few thousand at a time is fastest.
    package func append(_ rows: [PlannedRow]) throws(RunFileError) {
        var counts = OutcomeCounts()
        let sum = try write(surviving: .process) { db in
            var insert = try RowInsert(db)
            // By index: a loop over the rows would take a copy of each.
            for index in rows.indices {
                let outcome = rows[index].outcomeByPlan
                counts[outcome] += 1
                try insert.store(rows[index], outcome)
                if case .rejected(let problems) = rows[index].disposition {
                    try Self.store(problems, of: rows[index].row, origin: "plan", in: db)
                }
                try Self.store(rows[index].leftAlone.map(\.problem), of: rows[index].row, origin: Self.ofCells, in: db)
            }
            return insert.checksum
        }
        checksum.withLock { $0.add(sum) }
        tally.withLock { for outcome in RowOutcome.allCases { $0[outcome] += counts[outcome] } }
    }

    /// Makes the plan whole: from here on the file can be applied.
    /// - Parameter broken: The guard rails that it breaks, in words; with any, it never can be.
    package func finishPlan(
        frame: PlanFrame, summary: PlanSummary, warnings: [PlanWarning], broken: [String] = []
    ) throws(RunFileError) {
        let counts = tally.withLock { $0 }
        let sum = checksum.withLock { $0 }
        try write { db in
            try db.execute(sql: RunSchema.afterPlanning)
            for (number, warning) in warnings.enumerated() {
                try db.execute(
                    sql: "INSERT INTO warnings(number, code, message, rows, count, hint) VALUES (?, ?, ?, ?, ?, ?)",
                    arguments: [
                        number, warning.code, warning.message, warning.allRows.text, warning.count,
                        warning.hint,
                    ])
            }
            try MetaKey.frame.store(json: frame, in: db)
            try MetaKey.summary.store(json: summary, in: db)
            try MetaKey.planned.store(json: counts, in: db)
            try MetaKey.broken.store(json: broken, in: db)
            try Self.storeChecksum(of: sum, in: db)
            try MetaKey.state.store((broken.isEmpty ? RunState.planned : .refused).rawValue, in: db)
        }
        try checkpoint()
    }

    /// Moves what stands in the log into the file itself.
    func checkpoint() throws(RunFileError) {
        do {
            _ = try queue.writeWithoutTransaction { try $0.checkpoint(.passive) }
        } catch {
            throw RunFileError(error, path: path)
        }
    }

    /// The origin of problems with cells that are left alone, whose rows go in.
    static let ofCells = "cell"
    /// The origin of problems that came while the run was applied.
    static let ofRun = "run"

    static func store(_ problems: [RowProblem], of row: Int, origin: String, in db: Database) throws {
        guard !problems.isEmpty else { return }
        // What the plan says has a checksum of its own.
        guard origin == ofRun else { return try insert(problems, of: row, origin: origin, in: db) }
        try JournalTable.amend(.problems, of: row, in: db) { try insert(problems, of: row, origin: origin, in: db) }
    }

    private static func insert(_ problems: [RowProblem], of row: Int, origin: String, in db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO problems(row, number, origin, step, field, code, reason, found, question, hint, fix)
                VALUES (?, (SELECT count(*) FROM problems WHERE row = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        for problem in problems {
            try insert.execute(arguments: [
                row, row, origin, problem.step, problem.field, problem.code, problem.reason, problem.found,
                problem.question, problem.hint, problem.fix,
            ])
        }
    }
}

extension PlannedRow {
    /// What the row ends as when nothing is left to do for it; else pending. A row that leans on another of its unit waits for
    /// it, even when it writes nothing itself.
    var outcomeByPlan: RowOutcome {
        switch disposition {
        case .rejected: .rejected
        case .skipped: .skipped
        case .planned: writesSomething || records.indices.contains { records[$0].action == .same } ? .pending : .unchanged
        }
    }

    /// By index, since every row is asked, and a closure would get a copy of each record and cell.
    private var writesSomething: Bool {
        records.indices.contains { records[$0].action == .create || records[$0].rename != nil }
            || entries.indices.contains { entries[$0].action == .add } || cells.indices.contains { cells[$0].isWrite } || !notes.isEmpty
    }
}
