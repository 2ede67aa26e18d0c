import GRDB

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
            let rows = try Row.fetchAll(db, sql: "SELECT kind, count(*), sum(cells) FROM operations WHERE state = 'done' GROUP BY kind")
            for row in rows {
                let kind: String = row[0]
                switch OperationRecord.Kind(rawValue: kind) {
                case .createOrganization: totals.organizations += row[1]
                case .createPerson: totals.persons += row[1]
                case .createOpportunity:
                    totals.opportunities += row[1]
                    totals.entries += row[1]
                case .createOption: totals.options += row[1]
                case .addEntry: totals.entries += row[1]
                case .addNote: totals.notes += row[1]
                case .updateEntry, .updateOrganization, .updatePerson: totals.cells += row[2]
                case .renameOrganization, .renamePerson, .renameOpportunity: totals.renamed += row[1]
                case nil: break
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
