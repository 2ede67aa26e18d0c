import GRDB
import Planning

extension RunFile {
    /// What each of many cells may be refused for with a text of its own: numbers, dates, addresses, sites, ids, places. Where more than
    /// `mostTexts` are, in one field and with one hint, they are one cause. An option that is none is not among them, since each text
    /// of those wants a line of its own in a `map`.
    private static let manyTexts = ["V210", "V211", "V301", "V302", "V303", "V304", "V305", "V311", "V312", "V313", "V320", "V330", "V331"]
    private static let mostTexts = 3
    /// The hints of V305 and V331 tell of their own texts.
    private static let hintKey = "CASE WHEN code IN ('V305', 'V331') THEN '' ELSE ifnull(hint, '') END"

    /// The rejections by reason, the most frequent first, each with its first few rows.
    ///
    /// - Parameter whileApplied: only those that the plan did not know of.
    package func problemGroups(whileApplied: Bool = false, limit: Int = 50) throws(RunFileError) -> [ProblemGroup] {
        let origin = whileApplied ? "origin NOT IN ('plan', '\(Self.ofCells)')" : "origin <> '\(Self.ofCells)'"
        let codes = Self.manyTexts.map { "'\($0)'" }.joined(separator: ", ")
        return try read { db in
            // Of a group the reason, hint and fix are those of its first row: what SQLite gives beside a single min().
            try Row.fetchAll(
                db,
                sql: """
                    WITH causes AS (
                        SELECT step AS s, ifnull(field, '') AS f, code AS c, \(Self.hintKey) AS h FROM problems
                        WHERE \(origin) AND code IN (\(codes)) GROUP BY 1, 2, 3, 4 HAVING count(DISTINCT reason) > \(Self.mostTexts))
                    SELECT step, field, code, reason, hint, count(*), min(row), fix, count(DISTINCT reason), h FROM problems
                    LEFT JOIN causes ON step = s AND ifnull(field, '') = f AND code = c AND \(Self.hintKey) = h
                    WHERE \(origin) GROUP BY step, field, code, CASE WHEN s IS NULL THEN reason ELSE h END, s IS NULL
                    ORDER BY count(*) DESC, min(row) LIMIT ?
                    """, arguments: [limit]
            ).map { group in
                let problem = RowProblem(
                    step: try group.at(0), field: try group.at(1), code: try group.at(2), reason: try group.at(3), hint: try group.at(4),
                    fix: try group.at(7))
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
