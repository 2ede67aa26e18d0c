import GRDB
import Planning

/// How far the cells that were written have been looked at since.
private struct Looked: Codable {
    /// The last unit up to which they were.
    var until: Int
    /// Units before it that are to be looked at once more.
    var except: Set<Int>
}

extension RunFile {
    func looked(until unit: Int, except units: Set<Int>) throws(RunFileError) {
        try write(surviving: .process) { try MetaKey.looked.store(json: Looked(until: unit, except: units), in: $0) }
    }

    /// Units that wrote cells of list entries and were not looked at since: a session ended too early. None in a run that nobody watched.
    func unitsNotLookedAt() throws(RunFileError) -> [Int] {
        try read { db in
            guard try MetaKey.looked.text(in: db) != nil else { return [] }
            let looked = try MetaKey.looked.value(Looked.self, in: db)
            let later = try Int.fetchAll(
                db,
                sql: """
                    SELECT DISTINCT r.unit FROM rows r JOIN operations o ON o.row = r.row
                    WHERE r.unit > ? AND o.kind = 'update-entry' AND o.state = 'done'
                    """, arguments: [looked.until])
            return looked.except.union(later).sorted()
        }
    }

    /// The cells of a row hold again what somebody had put there: it ends as a conflict.
    /// - Returns: what it had ended as, where that is another outcome now.
    func restored(_ drift: RowDrift, at time: Int64) throws(RunFileError) -> RowOutcome? {
        try write { db in
            try Self.skipCells(drift, in: db)
            let stored = try String.fetchOne(db, sql: "SELECT outcome FROM outcomes WHERE row = ?", arguments: [drift.row])
            guard let earlier = stored.flatMap(RowOutcome.init(rawValue:)), earlier != .rejected, earlier != .conflict else { return nil }
            try JournalTable.amend(.outcomes, of: drift.row, in: db) {
                try db.execute(
                    sql: "UPDATE outcomes SET outcome = ?, at = ? WHERE row = ?",
                    arguments: [RowOutcome.conflict.rawValue, time, drift.row])
            }
            return earlier
        }
    }
}
