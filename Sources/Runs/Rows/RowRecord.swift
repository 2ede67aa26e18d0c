package import Affinity
package import Planning

/// A row of a run: what was planned and what became of it.
package struct RowRecord: Sendable, Equatable {
    package var planned: PlannedRow
    package var outcome: RowOutcome
    /// Why it was refused, by the plan or by Affinity.
    package var problems: [RowProblem]
    /// The writes that were begun, in their order.
    package var operations: [OperationRecord]
    /// What the rows before it in its unit found or made, for a row that leans on them.
    var shared = Shared()

    struct Shared: Sendable, Equatable {
        /// By index in `PlanFrame.records`.
        var records: [Int: RecordID] = [:]
        var entries: [EntryPlace: ListEntryID] = [:]
        /// The records, by index, that were not made after all, since they were there.
        var adopted: Set<Int> = []
    }

    package init(planned: PlannedRow, outcome: RowOutcome, problems: [RowProblem] = [], operations: [OperationRecord] = []) {
        self.planned = planned
        self.outcome = outcome
        self.problems = problems
        self.operations = operations
    }

    /// One of the records that the row is about, as far as it was found or made by now.
    /// - Parameter index: in `PlanFrame.records`.
    package func id(ofRecord index: Int) -> RecordID? {
        planned.record(index)?.id
            ?? operations.last { $0.kind.isCreate && $0.record == index && $0.hasResult }?.result.map { RecordID($0) }
            ?? shared.records[index]
    }

    /// Whether the plan would make a record that turned out to be there.
    func wasAdopted(_ record: PlannedRecord) -> Bool {
        shared.adopted.contains(record.index) || operations.contains { $0.record == record.index && $0.wasAdopted }
    }

    /// Its first organization.
    package var organization: RecordID? { planned.organization.flatMap { id(ofRecord: $0.index) } }

    /// The entry of a record on a list of the plan, as far as it was there or was added by now.
    package func entry(_ entry: PlannedEntry) -> ListEntryID? {
        let done = operations.last { operation in
            operation.record == entry.record && operation.hasResult && !operation.wasAdopted
                && (operation.kind == .addEntry && operation.list == entry.list || operation.entry != nil)
        }
        if let done, entry.action == .add || entry.action == .made {
            return (done.kind == .addEntry ? done.result : done.entry).map { ListEntryID($0) }
        }
        return entry.id ?? shared.entries[EntryPlace(record: entry.record, list: entry.list)]
    }

    /// The reasons for a person: of a refusal, else why the row was skipped.
    package var reasons: [String] {
        if case .skipped(let reason) = planned.disposition { return [reason] }
        return problems.map(\.reason)
    }
}

/// A record's place on a list.
struct EntryPlace: Sendable, Hashable {
    /// Index into `PlanFrame.records`.
    var record: Int
    var list: ListID
}

/// Rows refused for the same reason.
package struct ProblemGroup: Sendable, Hashable {
    package var problem: RowProblem
    /// The first few.
    package var rows: [Int]
    /// How many in all.
    package var count: Int
    /// How many more texts of cells are refused like the one that the problem tells of.
    package var otherTexts = 0

    package init(problem: RowProblem, rows: [Int], count: Int, otherTexts: Int = 0) {
        self.problem = problem
        self.rows = rows
        self.count = count
        self.otherTexts = otherTexts
    }
}

/// A row that did not go through, for the file that gives it back.
package struct Reject: Sendable, Equatable {
    package var row: Int
    package var line: Int
    /// `rejected` or `conflict`.
    package var outcome: RowOutcome
    /// The record as it stood in the file, as UTF-8, without its line ending.
    package var source: [UInt8]
    package var problems: [RowProblem]

    package init(row: Int, line: Int, outcome: RowOutcome, source: [UInt8], problems: [RowProblem]) {
        self.row = row
        self.line = line
        self.outcome = outcome
        self.source = source
        self.problems = problems
    }
}
