import GRDB

/// How far the journal of a run is: the changes counted, and a checksum of what stands in it. Both are brought up to date in the
/// transaction of each change, so they fit whenever a process dies.
struct JournalProgress: Sendable, Hashable {
    var changes: Int64 = 0
    var sum = PlanChecksum()

    /// 20 digits, a space, 16 hexadecimal digits.
    var text: String {
        let digits = String(changes)
        return String(repeating: "0", count: max(0, 20 - digits.count)) + digits + " " + sum.text
    }

    init() {}

    init?(_ text: some StringProtocol) {
        let words = text.split(separator: " ")
        guard words.count == 2, words[0].utf8.count == 20, let changes = Int64(words[0]), changes >= 0,
            let sum = PlanChecksum(text: String(words[1]))
        else { return nil }
        self.changes = changes
        self.sum = sum
    }
}

/// The tables of the journal. Whoever changes one does it within `amend`.
enum JournalTable: UInt64, CaseIterable {
    case operations = 6
    case outcomes, problems, skippedCells

    private var select: String {
        switch self {
        case .operations:
            """
            SELECT row, step, kind, list, cells, state, result, status, message, sent_at, done_at, attempts, record, entry, part
            FROM operations WHERE 1
            """
        case .outcomes: "SELECT row, outcome, at FROM outcomes WHERE 1"
        case .problems:
            "SELECT row, number, step, field, code, reason, found, question, hint, fix FROM problems WHERE origin = '\(RunFile.ofRun)'"
        case .skippedCells: "SELECT row, field, conflicts FROM skipped_cells WHERE 1"
        }
    }

    /// Changes what the table has of a row of the spreadsheet, and keeps the checksum.
    static func amend(_ table: JournalTable, of row: Int, in db: Database, _ change: () throws -> Void) throws {
        let before = try table.sum(of: row, in: db)
        try change()
        let after = try table.sum(of: row, in: db)
        var progress = try stored(in: db)
        progress.changes += 1
        progress.sum.add(after)
        progress.sum.subtract(before)
        try MetaKey.journal.store(progress.text, in: db)
    }

    static func stored(in db: Database) throws -> JournalProgress {
        guard let text = try MetaKey.journal.text(in: db), let progress = JournalProgress(text), progress.changes < .max else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "its journal has no checksum")
        }
        return progress
    }

    /// Of all that stands in the journal.
    static func recomputed(in db: Database) throws -> PlanChecksum {
        var sum = PlanChecksum()
        for table in allCases { try RunFile.sum(table.rawValue, try db.makeStatement(sql: table.select), into: &sum, in: db) }
        return sum
    }

    private func sum(of row: Int, in db: Database) throws -> PlanChecksum {
        let statement = try db.cachedStatement(sql: select + " AND row = ?")
        statement.arguments = [row]
        var sum = PlanChecksum()
        try RunFile.sum(rawValue, statement, into: &sum, in: db)
        return sum
    }
}
