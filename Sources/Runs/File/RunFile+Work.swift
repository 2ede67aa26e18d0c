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

/// What a run has written to Affinity so far.
package struct RunTotals: Sendable, Hashable {
    package var organizations = 0
    package var persons = 0
    package var opportunities = 0
    package var options = 0
    package var notes = 0
    package var renamed = 0
    package var entries = 0
    package var cells = 0

    package var isEmpty: Bool { self == RunTotals() }

    package init() {}

    /// What came after `earlier`.
    package func since(_ earlier: RunTotals) -> RunTotals {
        var since = self
        since.organizations -= earlier.organizations
        since.persons -= earlier.persons
        since.opportunities -= earlier.opportunities
        since.options -= earlier.options
        since.notes -= earlier.notes
        since.renamed -= earlier.renamed
        since.entries -= earlier.entries
        since.cells -= earlier.cells
        return since
    }
}

extension RunFile {
    /// What Affinity has accepted, over all sessions of the run.
    package func totals() throws(RunFileError) -> RunTotals {
        try read { db in
            var totals = RunTotals()
            let rows = try Row.fetchAll(
                db, sql: "SELECT kind, count(*), sum(cells) FROM operations WHERE state IN ('done', 'undoing') GROUP BY kind")
            for row in rows {
                let kind: String = try row.at(0)
                let count: Int = try row.at(1)
                switch OperationRecord.Kind(rawValue: kind) {
                case .createOrganization: totals.organizations += count
                case .createPerson: totals.persons += count
                case .createOpportunity:
                    totals.opportunities += count
                    totals.entries += count
                case .createOption: totals.options += count
                case .addEntry: totals.entries += count
                case .addNote: totals.notes += count
                case .updateEntry, .updateOrganization, .updatePerson: totals.cells &+= try row.at(2)
                case .renameOrganization, .renamePerson, .renameOpportunity: totals.renamed += count
                case nil: throw BlobReader.damaged
                }
            }
            return totals
        }
    }

    /// How many rows `changes` has in all.
    package func changeCount() throws(RunFileError) -> Int {
        try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM rows WHERE outcome = 'pending'") ?? 0 }
    }
}
