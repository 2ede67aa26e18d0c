import Affinity
import PipelineSpec
import Planning

/// One write of a row.
struct StepWrite: RecordedWrite {
    let session: Session
    let row: PlannedRow
    let step: RowStep
    /// Its place among the writes of the row, as they were begun.
    let number: Int
    /// Earlier writes of the row.
    let done: [RowStep]
    /// The row's outcome when this write goes through, for its last write.
    let success: RowResult?
    /// What the unit knows by now; a merge that is found here is known to the writes after it.
    var progress: UnitProgress
    /// Of its cells those that Affinity did not take when they were sent last.
    var refused: [RefusedCell] = []
    private var hasFollowed = false

    init(
        session: Session, row: PlannedRow, step: RowStep, number: Int, done: [RowStep], success: RowResult?, progress: UnitProgress
    ) {
        self.session = session
        self.row = row
        self.step = step
        self.number = number
        self.done = done
        self.success = success
        self.progress = progress
    }

    var label: String? { row.label }
    /// An address that is in use by now may have been given by anybody.
    var isKeyItsOwn: Bool { false }

    var record: OperationRecord {
        var record = step.record(at: session.now(), number: number)
        // Of what is written to, the id is known before; who takes an unfinished run back needs it.
        if !step.isOnce { record.result = target }
        return record
    }

    mutating func send() async -> Result<WriteResult, AffinityError> {
        do { return .success(try await request()) } catch { return .failure(error) }
    }

    mutating func meaning(of refusal: Refusal) -> WriteMachine.Meaning {
        if follow(refusal) { return .merged }
        if mayPass(refusal) { return .notYetVisible }
        return step.operation == .createPerson && !emails.isEmpty && refusal.saysInUse ? .keyInUse : .final
    }

    /// Reads go to replicas, of v2 (AffinityAPI.md#consistency) and perhaps of v1: they may not know yet what was made a moment ago.
    func mayPass(_ refusal: Refusal) -> Bool { refusal.isGone && progress.hasNewRecords }

    /// A colleague merged the record into another since the plan (AffinityAPI.md#merged-records).
    mutating func follow(_ refusal: Refusal) -> Bool {
        guard let merge = refusal.merged, !hasFollowed, merge.old == progress.id(of: step.record)?.rawValue else { return false }
        hasFollowed = true
        progress.merged(step.record, into: RecordID(merge.new))
        return true
    }

    func ending(_ outcome: WriteMachine.Outcome) -> RowResult? {
        switch outcome {
        case .done, .adopted:
            success.map { RowResult(outcome: refused.isEmpty ? $0.outcome : .rejected, problems: $0.problems, at: session.now()) }
        // Its cells come back alone.
        case .refused where !refused.isEmpty: success.map { _ in RowResult(outcome: .rejected, at: session.now()) }
        case .refused(let refusal): RowResult(outcome: .rejected, problems: [refusalProblem(refusal)], at: session.now())
        case .ambiguous(let candidates): RowResult(outcome: .conflict, problems: [problem(candidates)], at: session.now())
        case .undecided(let refusal): RowResult(outcome: .conflict, problems: [lookupProblem(refusal)], at: session.now())
        // Of what is taken back.
        case .gone, .kept: nil
        }
    }

    var emails: [String] { step.record.details?.emails ?? [] }

    private mutating func set(_ holder: CellHolder, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await sendCells(updates) { [session] cells throws(AffinityError) in
            try await session.ask { writer throws(AffinityError) in try await writer.update(holder, session.options.resolved(cells)) }
        }
    }

    private mutating func request() async throws(AffinityError) -> WriteResult {
        switch step.kind {
        case .create: return try await create()
        case .rename(let name):
            let id = try existing()
            try await session.ask { writer throws(AffinityError) in try await writer.rename(step.record.kind, id, to: name) }
            return WriteResult(id: id.rawValue)
        case .addEntry(let list):
            let id = try existing()
            return WriteResult(
                id: try await session.ask { writer throws(AffinityError) in try await writer.addEntry(list: list, entity: id) }.rawValue)
        case .updateEntry(let list, let updates):
            guard let entry = entry(on: list) else { throw Self.missing("the list entry") }
            try await set(.entry(list, entry), updates)
            return WriteResult(id: entry.rawValue)
        case .updateRecord(let updates):
            let id = try existing()
            try await set(.record(step.record.kind, id), updates)
            return WriteResult(id: id.rawValue)
        case .addNote(let note):
            let id = try existing()
            return WriteResult(
                id: try await session.ask { writer throws(AffinityError) in
                    try await writer.addNote(note, kind: step.record.kind, id: id)
                })
        }
    }

    private func create() async throws(AffinityError) -> WriteResult {
        let record = step.record
        let details = record.details ?? PlannedRecord.Details()
        switch record.kind {
        case .organization:
            return WriteResult(
                id: try await session.ask { writer throws(AffinityError) in
                    try await writer.createOrganization(name: record.name, domain: record.key)
                }.rawValue)
        case .person:
            let organizations = try links(details.organizations).map { OrganizationID($0) }
            return WriteResult(
                id: try await session.ask { writer throws(AffinityError) in
                    try await writer.createPerson(
                        firstName: details.firstName, lastName: details.lastName, emails: details.emails, organizations: organizations)
                }.rawValue)
        case .opportunity:
            guard let list = details.list else { throw Self.missing("the list of the opportunity") }
            let organizations = try links(details.organizations).map { OrganizationID($0) }
            let persons = try links(details.persons).map { PersonID($0) }
            return try await session.ask { writer throws(AffinityError) in
                try await writer.createOpportunity(name: record.name, list: list, organizations: organizations, persons: persons)
            }
        }
    }

    private func links(_ links: [PlannedRecord.Details.Link]) throws(AffinityError) -> [Int64] {
        var ids: [Int64] = []
        for link in links {
            switch link {
            case .id(let id): ids.append(id)
            case .record(let index):
                guard let record = row.record(index), let id = progress.id(of: record) else { throw Self.missing("the linked record") }
                ids.append(id.rawValue)
            }
        }
        return ids
    }

    private func existing() throws(AffinityError) -> RecordID {
        guard let id = progress.id(of: step.record) else { throw Self.missing("the \(step.record.kind.rawValue)") }
        return id
    }

    /// A row that names an entry of its own means that one.
    private func entry(on list: ListID) -> ListEntryID? {
        let own = row.entries.first { $0.record == step.record.index && $0.list == list && $0.action == .present }?.id
        return own ?? progress.entry(of: step.record, on: list)
    }

    /// The id of what is written to.
    private var target: Int64? {
        if case .updateEntry(let list, _) = step.kind { return entry(on: list)?.rawValue }
        return progress.id(of: step.record)?.rawValue
    }

    /// A plan that writes to something it neither found nor makes: refused here, as Affinity would.
    private static func missing(_ what: String) -> AffinityError {
        .refused(Refusal(status: 404, messages: [.init(text: "the plan does not say which \(what) to write to")], request: "nothing"))
    }
}
