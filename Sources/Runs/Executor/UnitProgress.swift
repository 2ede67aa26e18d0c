import Affinity
import PipelineSpec
import Planning

/// What the rows of a unit share while they are worked: their records, the entries of these, and what went wrong with them.
struct UnitProgress: Sendable {
    struct Failure: Sendable, Hashable {
        var row: Int
        var reason: String
    }

    /// One record that rows of the unit share.
    struct Place: Sendable, Hashable {
        var index: Int
        var owner: Int

        init(_ record: PlannedRecord) {
            index = record.index
            owner = record.owner
        }
    }

    struct Entry: Sendable, Hashable {
        var record: Place
        var list: ListID
    }

    private(set) var records: [Place: RecordID] = [:]
    private var entries: [Entry: ListEntryID] = [:]
    private var recordFailures: [Place: Failure] = [:]
    private var entryFailures: [Entry: Failure] = [:]
    private var taken: Set<Place> = []
    /// Made a moment ago: v2 may not see it yet (AffinityAPI.md#consistency).
    private(set) var hasNewRecords = false

    func id(of record: PlannedRecord) -> RecordID? { records[Place(record)] }

    /// Whether the run was to make it and found that it was there.
    func isTaken(_ record: PlannedRecord) -> Bool { taken.contains(Place(record)) }

    func entry(of record: PlannedRecord, on list: ListID) -> ListEntryID? { entries[Entry(record: Place(record), list: list)] }

    /// Takes over what the plan knows of the row.
    mutating func begin(_ row: PlannedRow) {
        for record in row.records { if let id = record.id { records[Place(record)] = id } }
        for entry in row.entries {
            if let id = entry.id, entry.action != .add, let record = row.record(entry.record) {
                entries[Entry(record: Place(record), list: entry.list)] = id
            }
        }
    }

    /// Takes over what a write made.
    mutating func took(_ step: RowStep, _ made: Made?) {
        guard let made else { return }
        switch step.kind {
        case .create:
            records[Place(step.record)] = RecordID(made.id)
            if made.isTaken { taken.insert(Place(step.record)) }
            if let entry = made.entry, let list = step.record.details?.list {
                entries[Entry(record: Place(step.record), list: list)] = ListEntryID(entry)
            }
        case .addEntry(let list): entries[Entry(record: Place(step.record), list: list)] = ListEntryID(made.id)
        case .rename, .updateEntry, .updateRecord, .addNote: return
        }
        hasNewRecords = true
    }

    mutating func merged(_ record: PlannedRecord, into id: RecordID) { records[Place(record)] = id }

    /// Takes over that the row made nothing for the rows after it.
    mutating func failed(_ row: RowRecord, _ problems: [RowProblem]) {
        let failure = Failure(row: row.planned.row, reason: problems.first?.reason ?? "it was \(row.outcome.rawValue)")
        for record in row.planned.records where records[Place(record)] == nil && recordFailures[Place(record)] == nil {
            recordFailures[Place(record)] = failure
        }
        for entry in row.planned.entries where entry.action == .add || entry.action == .made {
            guard let record = row.planned.record(entry.record) else { continue }
            let place = Entry(record: Place(record), list: entry.list)
            if entries[place] == nil { entryFailures[place] = failure }
        }
    }

    /// Why the row can't be worked: what it leans on was not made.
    func missing(for row: PlannedRow, in frame: PlanFrame) -> RowProblem? {
        for record in row.records where record.action == .same && records[Place(record)] == nil {
            let kind = record.kind.rawValue
            let reason =
                recordFailures[Place(record)].map { "row \($0.row), which was to make or find this \(kind), was refused: \($0.reason)" }
                ?? "no earlier row made or found this \(kind)"
            return RowProblem(
                step: frame.step(of: record.index), code: "A001", reason: reason, hint: "put the other row right and import both again")
        }
        for entry in row.entries where entry.action == .same {
            guard let record = row.record(entry.record) else { continue }
            let place = Entry(record: Place(record), list: entry.list)
            guard entries[place] == nil else { continue }
            let reason =
                entryFailures[place].map { "row \($0.row), which was to add the list entry, was refused: \($0.reason)" }
                ?? "no earlier row added the list entry"
            return RowProblem(step: "add-to-list", code: "A002", reason: reason, hint: "put the other row right and import both again")
        }
        return nil
    }
}
