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
