import Diagnostics
import GRDB
package import Planning

extension RunFile {
    package func binding() throws(RunFileError) -> RunBinding {
        try read { try MetaKey.binding.value(RunBinding.self, in: $0) }
    }

    /// - Throws: `.interruptedPlan` for a plan that is not whole, as do `summary` and `counts`.
    package func frame() throws(RunFileError) -> PlanFrame {
        try read { try whole(.frame, PlanFrame.self, in: $0) }
    }

    package func summary() throws(RunFileError) -> PlanSummary {
        try read { try whole(.summary, PlanSummary.self, in: $0) }
    }

    /// What is written last, so that a plan without it is not whole.
    private func whole<Value: Decodable>(_ key: MetaKey, _ type: Value.Type, in db: Database) throws -> Value {
        if try MetaKey.state.text(in: db) == RunState.planning.rawValue { throw RunFileError.interruptedPlan(path) }
        return try key.value(type, in: db)
    }

    package func state() throws(RunFileError) -> RunState {
        try read { db in try MetaKey.state.text(in: db).flatMap(RunState.init(rawValue:)) ?? .planning }
    }

    /// Why the run stopped before its end, as it was said then.
    package func stopReason() throws(RunFileError) -> String? {
        try read { try MetaKey.stopped.text(in: $0) }
    }

    package func warnings() throws(RunFileError) -> [PlanWarning] {
        try read { db in
            try Row.fetchAll(db, sql: "SELECT code, message, rows, count, hint FROM warnings ORDER BY number").map { row in
                let rows: String = try row.at(2)
                return PlanWarning(
                    code: try row.at(0) as DiagnosticCode, message: try row.at(1), rows: RowNumbers(text: rows),
                    count: try row.at(3), hint: try row.at(4))
            }
        }
    }

    /// What the rows have ended as so far; the counts add up to the rows of the file.
    package func counts() throws(RunFileError) -> OutcomeCounts {
        try read { db in
            var counts = try whole(.planned, OutcomeCounts.self, in: db)
            let found = try Row.fetchCursor(db, sql: "SELECT outcome, count(*) FROM outcomes GROUP BY outcome")
            while let row = try found.next() {
                guard let outcome = RowOutcome(rawValue: try row.at(0)) else { throw BlobReader.damaged }
                let count: Int = try row.at(1)
                counts[outcome] &+= count
                counts.pending &-= count
            }
            return counts
        }
    }

    /// One row with all that is known of it; nil when the file has no such row.
    package func row(_ number: Int) throws(RunFileError) -> RowRecord? {
        try read { db in try RowQuery(db, where: "r.row = ?", arguments: [number]).next() }
    }

    /// Every row in the order of the CSV, one at a time. What `body` throws ends the reading and is thrown on.
    package func forEachRow(_ body: (RowRecord) throws -> Void) throws {
        do {
            try queue.read { db in
                let rows = try RowQuery(db)
                while let row = try rows.next() { try body(row) }
            }
        } catch let error as DatabaseError {
            throw RunFileError(error, path: path)
        }
    }

    /// Rows that the plan writes something for, in the order of the CSV, one at a time.
    ///
    /// - Parameter body: returns whether to go on.
    package func forEachChange(limit: Int? = nil, _ body: (RowRecord) throws -> Bool) throws {
        do {
            try queue.read { db in
                let rows = try RowQuery(db, where: "r.outcome = 'pending'", arguments: [], limit: limit ?? -1)
                while let row = try rows.next(), try body(row) {}
            }
        } catch let error as DatabaseError {
            throw RunFileError(error, path: path)
        }
    }

    /// Rejected and conflicting rows in the order of the CSV, one at a time.
    ///
    /// - Parameter cells: instead the rows that went in without cells that could not be read.
    package func forEachReject(cells: Bool = false, _ body: (Reject) throws -> Void) throws {
        let those =
            cells
            ? "r.row IN (SELECT row FROM problems WHERE origin = '\(Self.ofCells)')"
            : "coalesce(o.outcome, r.outcome) IN ('rejected', 'conflict')"
        do {
            try queue.read { db in
                let rows = try Row.fetchCursor(
                    db,
                    sql: """
                        SELECT r.row, r.line, coalesce(o.outcome, r.outcome) AS outcome, r.source FROM rows r
                        LEFT JOIN outcomes o ON o.row = r.row WHERE \(those) ORDER BY r.row
                        """)
                while let row = try rows.next() {
                    let number: Int = try row.at(0)
                    try body(
                        Reject(
                            row: number, line: try row.at(1), outcome: RowOutcome(rawValue: try row.at(2)) ?? .rejected,
                            source: Bytes.array(try row.at(3)), problems: try RowQuery.problems(of: number, cells: cells, in: db)))
                }
            }
        } catch let error as DatabaseError {
            throw RunFileError(error, path: path)
        }
    }
}

extension RunFile {
    /// What each of many cells may be refused for with a text of its own: numbers, dates, addresses, sites, ids, places. Where more than
    /// `mostTexts` are, in one field and with one hint, they are one cause. An unknown option is not among them, since each text
    /// of those wants a line of its own in a `map`.
    private static let manyTexts: [PlanningCode] = [
        .V210, .V211, .V301, .V302, .V303, .V304, .V305, .V311, .V312, .V313, .V320, .V330, .V331,
    ]
    private static let mostTexts = 3
    /// The hints of V305 and V331 tell of their own texts.
    private static let hintKey = "CASE WHEN code IN ('V305', 'V331') THEN '' ELSE ifnull(question, '') || ifnull(hint, '') END"

    /// The rejections by reason, the most frequent first, each with its first few rows.
    ///
    /// - Parameter whileApplied: only those that the plan did not know of.
    package func problemGroups(whileApplied: Bool = false, limit: Int = 50) throws(RunFileError) -> [ProblemGroup] {
        let origin = whileApplied ? "origin NOT IN ('plan', '\(Self.ofCells)')" : "origin <> '\(Self.ofCells)'"
        let codes = Self.manyTexts.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        return try read { db in
            // Of a group the reason, hint and fix are those of its first row: what SQLite gives beside a single min().
            try Row.fetchAll(
                db,
                sql: """
                    WITH causes AS (
                        SELECT step AS s, ifnull(field, '') AS f, code AS c, \(Self.hintKey) AS h FROM problems
                        WHERE \(origin) AND code IN (\(codes)) GROUP BY 1, 2, 3, 4 HAVING count(DISTINCT reason) > \(Self.mostTexts))
                    SELECT step, field, code, reason, hint, count(*), min(row), fix, count(DISTINCT reason), h, found, question FROM problems
                    LEFT JOIN causes ON step = s AND ifnull(field, '') = f AND code = c AND \(Self.hintKey) = h
                    WHERE \(origin) GROUP BY step, field, code, CASE WHEN s IS NULL THEN reason ELSE h END, s IS NULL
                    ORDER BY count(*) DESC, min(row) LIMIT ?
                    """, arguments: [limit]
            ).map { group in
                let problem = RowProblem(
                    step: try group.at(0), field: try group.at(1), code: try group.at(2) as DiagnosticCode, reason: try group.at(3),
                    found: try group.at(10), question: try group.at(11), hint: try group.at(4), fix: try group.at(7))
                let cause: String? = try group.at(9)
                let rows = try Int.fetchAll(
                    db,
                    sql: """
                        SELECT row FROM problems WHERE step = ? AND field IS ? AND code = ? AND \(cause == nil ? "reason" : Self.hintKey) = ?
                        AND \(origin) ORDER BY row LIMIT 8
                        """, arguments: [problem.step, problem.field, problem.code, cause ?? problem.reason])
                return ProblemGroup(
                    problem: problem, rows: rows, count: try group.at(5), otherTexts: cause == nil ? 0 : try group.at(8) - 1)
            }
        }
    }
}
