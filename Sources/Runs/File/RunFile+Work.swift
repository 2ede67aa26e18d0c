import GRDB

extension RunFile {
    /// The next units that still have something to do, in the order of their first rows: as many as make up `rows` rows, at
    /// least one; a unit is never split.
    func nextUnits(after unit: Int, rows: Int) throws(RunFileError) -> [Int] {
        try read { db in
            let found = try Row.fetchCursor(
                db,
                sql: """
                    SELECT r.unit, count(*) FROM rows r INDEXED BY rows_by_unit LEFT JOIN outcomes o ON o.row = r.row
                    WHERE r.unit > ? AND r.outcome = 'pending' AND o.row IS NULL GROUP BY r.unit ORDER BY r.unit
                    """, arguments: [unit])
            var units: [Int] = []
            var taken = 0
            while let row = try found.next() {
                let count: Int = try row.at(1)
                if taken > 0, taken + count > rows { break }
                units.append(try row.at(0))
                taken += count
                if taken >= rows { break }
            }
            return units
        }
    }

    /// The rows of a unit, done or not, in their order.
    func rows(of unit: Int) throws(RunFileError) -> [RowRecord] {
        try read { db in try RowQuery(db, where: "r.unit = ?", arguments: [unit]).all() }
    }

    /// A session begins: `apply`, or `resume` after one that ended or was killed.
    func begin(at time: Int64) throws(RunFileError) {
        try write { db in
            if try MetaKey.startedAt.number(in: db) == nil { try MetaKey.startedAt.store(time, in: db) }
            try MetaKey.state.store(RunState.running.rawValue, in: db)
            try MetaKey.stopped.remove(in: db)
        }
    }

    /// The checkpoint at the end of a batch.
    func endBatch() throws(RunFileError) {
        try write { db in
            let batches = try MetaKey.batches.number(in: db) ?? 0
            try MetaKey.batches.store(batches + 1, in: db)
        }
        try checkpoint()
    }

    /// A session ends, whole or not.
    func end(_ reason: StopReason?, at time: Int64) throws(RunFileError) {
        try write { db in
            try MetaKey.state.store((reason == nil ? RunState.finished : .stopped).rawValue, in: db)
            try MetaKey.endedAt.store(time, in: db)
            if let reason { try MetaKey.stopped.store(reason.text(at: time), in: db) }
        }
        try checkpoint()
    }
}
