import Affinity
import Planning

/// Carries out one write of a row, once. A state machine over three positions: not begun, sent without an answer, answered.
struct StepWorker: Sendable {
    enum Ending: Sendable {
        case done
        /// The row ends here, saved.
        case ended(RowEnding)
        /// The run stops; the row stays pending.
        case stopped
    }

    /// A write without an answer is sent so often in one session, then the run stops.
    static let tries = 4
    /// A request does not live longer: an intent older than this was carried out long ago, or never.
    static let requestLife: Int64 = 3_600_000

    let session: Session
    let row: PlannedRow
    let step: RowStep
    /// Earlier writes of the row.
    let done: [RowStep]
    /// The row's outcome when this write goes through, for its last write.
    let success: RowEnding?

    /// - Parameter earlier: What an earlier session left of the write.
    func work(after earlier: OperationRecord?, _ progress: inout UnitProgress) async throws(RunFileError) -> Ending {
        var record = earlier ?? step.record(at: session.now(), attempts: 0)
        var unanswered = earlier.map(unansweredSince)
        var tries = 0
        while true {
            guard !session.isStopping else { return .stopped }
            if step.isOnce, let since = unanswered {
                session.settles(row)
                switch try await Settlement(worker: self, since: since).settle(&progress) {
                case .found(let made):
                    guard try claim(made, record, &progress) else { continue }
                    return .done
                case .nothing: unanswered = nil
                case .undecided(let problem): return .ended(try refuse(record, .ambiguous, as: .conflict, problem))
                case .stopped: return .stopped
                }
            }
            guard tries < Self.tries else {
                session.stop(.affinity(.unreachable(reason: "\(tries) times in a row a write was not answered")))
                return .stopped
            }
            tries += 1
            record = step.record(at: session.now(), attempts: record.attempts + 1)
            if step.isOnce { try session.journal.intend(record, of: row.row) }
            switch await StepRequest(session: session, row: row, step: step).send(&progress) {
            case .success(let made): return try finish(record, made, &progress)
            case .failure(.refused(let refusal)):
                if let ending = try await takeNamesake(refusal, record, &progress) { return ending }
                record.status = refusal.status
                record.message = refusal.text
                return .ended(try refuse(record, .refused, as: .rejected, refusalProblem(refusal)))
            case .failure(.outcomeUnknown(let reason)):
                unanswered = try doubt(record, reason)
            case .failure(let error):
                try leave(record, error)
                return .stopped
            }
        }
    }

    /// From when on the write can't have been under way any more.
    func unansweredSince(_ record: OperationRecord) -> Int64 {
        if record.state == .unknown { return record.doneAt ?? record.sentAt }
        // The process died between the intent and the outcome; when, nobody knows. It was before this session.
        return session.startedAt - record.sentAt > Self.requestLife ? record.sentAt : session.startedAt
    }

    private func finish(
        _ record: OperationRecord, _ made: Made, status: Int = 200, _ progress: inout UnitProgress
    ) throws(RunFileError) -> Ending {
        var record = record
        record.state = .done
        record.result = made.id
        record.entry = made.entry
        record.status = status
        record.doneAt = session.now()
        try session.journal.finish(record, of: row.row, ending: success)
        progress.took(step, made)
        return success.map { .ended($0) } ?? .done
    }

    /// Takes what a lookup found for what the write made, unless another write was quicker.
    func claim(_ made: Made, _ record: OperationRecord, _ progress: inout UnitProgress) throws(RunFileError) -> Bool {
        var record = record
        record.state = .done
        record.result = made.id
        record.entry = made.entry
        record.doneAt = session.now()
        record.message = "not answered; found by looking"
        guard try session.journal.claim(record, of: row.row) else { return false }
        progress.took(step, made)
        return true
    }

    /// An e-mail address belongs to one person (v1 sheet §11.4): whom the plan did not see yet is found now, and taken.
    private func takeNamesake(
        _ refusal: Refusal, _ record: OperationRecord, _ progress: inout UnitProgress
    ) async throws(RunFileError) -> Ending? {
        guard step.operation == .createPerson, refusal.status == 422, refusal.text.lowercased().contains("email"),
            let emails = step.record.details?.emails, !emails.isEmpty
        else { return nil }
        session.countRequest()
        var found: Set<PersonID> = []
        for email in emails {
            guard let persons = try? await session.writer.findPersons(email) else { return nil }
            found.formUnion(persons.filter { $0.emailAddresses.contains { $0.lowercased() == email } }.map(\.id))
        }
        guard found.count == 1, let person = found.first else { return nil }
        var record = record
        record.message = "the address was in use: person \(person) was taken"
        return try finish(record, Made(id: person.rawValue, isTaken: true), status: refusal.status, &progress)
    }

    private func doubt(_ record: OperationRecord, _ reason: String) throws(RunFileError) -> Int64 {
        var record = record
        let time = session.now()
        record.state = .unknown
        record.message = reason
        record.doneAt = time
        if step.isOnce { try session.journal.doubt(record, of: row.row) }
        return time
    }

    /// The run stops at this write.
    private func leave(_ record: OperationRecord, _ error: AffinityError) throws(RunFileError) {
        // Whatever answered without being Affinity may have passed the request on.
        if case .notAffinity = error {
            _ = try doubt(record, error.description)
        } else if step.isOnce {
            try session.journal.withdraw(record, of: row.row)
        }
        session.stop(error == .cancelled ? .asked : .affinity(error))
    }

    private func refuse(
        _ record: OperationRecord, _ state: OperationRecord.State, as outcome: RowOutcome, _ problem: RowProblem
    ) throws(RunFileError) -> RowEnding {
        var record = record
        record.state = state
        record.doneAt = session.now()
        let ending = RowEnding(outcome: outcome, problems: [problem], at: session.now())
        try session.journal.finish(record, of: row.row, ending: ending)
        return ending
    }
}
