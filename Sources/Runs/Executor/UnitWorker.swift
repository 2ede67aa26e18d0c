import Affinity
import Diagnostics
import PipelineSpec
import Planning

/// Works the rows of one unit in their order.
struct UnitWorker: Sendable {
    let session: Session

    func work(_ unit: Int) async throws(RunFileError) {
        var progress = UnitProgress()
        for row in try session.file.rows(of: unit) {
            progress.begin(row.planned)
            if row.outcome == .pending {
                guard !session.isStopping else { return }
                guard let ending = try await work(row, &progress) else { return }
                session.ended(row.planned.row, ending.outcome)
                if !ending.problems.isEmpty { progress.failed(row, ending.problems) }
            } else {
                for step in RowStep.steps(of: row.planned, in: session.frame) {
                    progress.record(step, row.operation(step)?.made)
                }
                if row.outcome == .rejected || row.outcome == .conflict { progress.failed(row, row.problems) }
            }
        }
    }

    /// - Returns: Nil when the run stops before the row has its outcome.
    private func work(_ record: RowRecord, _ progress: inout UnitProgress) async throws(RunFileError) -> RowResult? {
        var row = record
        if let failure = progress.missing(for: row.planned, in: session.frame) ?? session.options.missing(for: row.planned, session.frame) {
            let ending = RowResult(outcome: .rejected, problems: [failure], at: session.now())
            try session.journal.finish(row: row.planned.row, ending)
            return ending
        }
        let steps = RowStep.steps(of: row.planned, in: session.frame)
        var done: [RowStep] = []
        var number = (row.operations.map(\.step).max() ?? -1) + 1
        for step in steps {
            let earlier = row.operation(step)
            if let earlier, earlier.hasResult {
                progress.record(step, earlier.made)
                done.append(step)
                continue
            }
            guard !session.isStopping else { return nil }
            if earlier == nil, case .instead(let ending) = try await protectExisting(step, of: row, &progress) { return ending }
            let success = step.target == steps.last?.target ? ending(row, done + [step]) : nil
            var write = StepWrite(
                session: session, row: row.planned, step: step, number: earlier?.step ?? number, done: done, success: success,
                progress: progress)
            if earlier == nil { number += 1 }
            let end = try await WriteRunner(session: session, row: row.planned.row).run(&write, after: earlier)
            progress = write.progress
            switch end {
            case .finished(let outcome):
                progress.record(step, outcome.made)
                if let ending = write.ending(outcome) { return ending }
                row.problems += (write.leftOut?.cells ?? []).map(\.problem)
                if outcome.made != nil { done.append(step) }
            case .stopped: return nil
            }
        }
        // Nothing to write, or killed between the last write and the row's outcome.
        let ending = ending(row, done)
        try session.journal.finish(row: row.planned.row, ending)
        return ending
    }

    private enum Protection {
        case free
        /// The row has ended, or the run stops when it is nil.
        case instead(RowResult?)
    }

    /// Sees to it that a write does not go over what a person holds who was there when the run came to make them.
    private func protectExisting(_ step: RowStep, of row: RowRecord, _ progress: inout UnitProgress) async throws(RunFileError)
        -> Protection
    {
        guard progress.wasAdopted(step.record), let id = progress.id(of: step.record) else { return .free }
        switch await AdoptedPerson(session: session, row: row.planned, step: step, id: id).look() {
        case .free: return .free
        case .held(let drift):
            try session.file.skipCells(drift)
            guard let rest = try session.file.row(row.planned.row) else { return .instead(nil) }
            return .instead(try await work(rest, &progress))
        case .onList(let problem):
            let ending = RowResult(outcome: .conflict, problems: [problem], at: session.now())
            try session.journal.finish(row: row.planned.row, ending)
            return .instead(ending)
        case .failed(let error):
            session.stop(error == .cancelled ? .asked : .affinity(error))
            return .instead(nil)
        }
    }

    private func ending(_ row: RowRecord, _ done: [RowStep]) -> RowResult {
        // Cells that were refused or had moved were left out; why, the file knows already.
        if row.problems.contains(where: \.isRefusal) { return RowResult(outcome: .rejected, at: session.now()) }
        if !row.problems.isEmpty { return RowResult(outcome: .conflict, at: session.now()) }
        let created = done.contains { $0.operation.isCreate }
        return RowResult(outcome: created ? .created : done.isEmpty ? .unchanged : .changed, at: session.now())
    }
}

extension RowRecord {
    func operation(_ step: RowStep) -> OperationRecord? { operations.first { $0.target == step.target } }
}

extension OperationRecord {
    /// What the write made, if it did.
    var made: WriteResult? { hasResult ? result.map { WriteResult(id: $0, entry: entry, wasAdopted: wasAdopted) } : nil }
}

extension WriteMachine.Outcome {
    /// Nobody can tell what became of the write.
    var isOpen: Bool {
        switch self {
        case .ambiguous, .undecided: true
        case .done, .adopted, .refused, .gone, .kept: false
        }
    }

    var made: WriteResult? {
        switch self {
        case .done(let made, _): made
        case .adopted(let made, _): WriteResult(id: made.id, entry: made.entry, wasAdopted: true)
        case .refused, .ambiguous, .undecided, .gone, .kept: nil
        }
    }
}

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
    private var adopted: Set<Place> = []
    /// Made a moment ago: v2 may not see it yet (AffinityAPI.md#consistency).
    private(set) var hasNewRecords = false

    func id(of record: PlannedRecord) -> RecordID? { records[Place(record)] }

    /// Whether the run was to make it and found that it was there.
    func wasAdopted(_ record: PlannedRecord) -> Bool { adopted.contains(Place(record)) }

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
    mutating func record(_ step: RowStep, _ made: WriteResult?) {
        guard let made else { return }
        switch step.kind {
        case .create:
            records[Place(step.record)] = RecordID(made.id)
            if made.wasAdopted { adopted.insert(Place(step.record)) }
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
                step: frame.step(of: record.index), code: RunCode.A001, reason: reason,
                hint: "put the other row right and import both again")
        }
        for entry in row.entries where entry.action == .same {
            guard let record = row.record(entry.record) else { continue }
            let place = Entry(record: Place(record), list: entry.list)
            guard entries[place] == nil else { continue }
            let reason =
                entryFailures[place].map { "row \($0.row), which was to add the list entry, was refused: \($0.reason)" }
                ?? "no earlier row added the list entry"
            return RowProblem(
                step: .addToList, code: RunCode.A002, reason: reason, hint: "put the other row right and import both again")
        }
        return nil
    }
}

extension RowProblem {
    /// In Affinity's words.
    fileprivate var isRefusal: Bool { RunCode(rawValue: code.text).map(RunCode.refusals.contains) ?? false }
}
