import Affinity
import Planning

/// How what happens to a write is kept in the run file. What was asked for is on disk when it returns.
protocol WriteLog {
    associatedtype Subject: Write
    /// Before the bytes leave.
    mutating func intend(_ write: Subject) throws(RunFileError)
    mutating func unknown(_ reason: String) throws(RunFileError)
    mutating func inUse(_ refusal: Refusal) throws(RunFileError)
    func discardIntent() throws(RunFileError)
    /// - Returns: False when another write of the run has what it is said to have made; then nothing is stored.
    func finish(_ outcome: WriteMachine.Outcome, _ write: Subject) throws(RunFileError) -> Bool
}

/// Of a write that the run does.
struct OperationLog<Subject: RecordedWrite>: WriteLog {
    let session: Session
    let row: Int
    /// The row keeps its outcome.
    let onlyLooks: Bool
    private var record: OperationRecord
    /// When it left, if it left in this session: what passed since is measured, and not read off two wall clocks.
    private var sent: Duration?

    /// - Parameter earlier: What an earlier session left of the write.
    init(_ write: Subject, after earlier: OperationRecord?, of row: Int, onlyLooks: Bool, in session: Session) {
        self.session = session
        self.row = row
        self.onlyLooks = onlyLooks
        record = earlier ?? write.record
        if earlier == nil { record.attempts = 0 }
    }

    mutating func intend(_ write: Subject) throws(RunFileError) {
        let attempts = record.attempts + 1
        record = write.record
        record.attempts = attempts
        record.sentAt = session.now()
        sent = session.elapsed()
        try session.journal.intend(record, of: row)
    }

    mutating func unknown(_ reason: String) throws(RunFileError) {
        record = answered(.unknown, reason)
        try session.journal.markUnanswered(record, of: row)
    }

    mutating func inUse(_ refusal: Refusal) throws(RunFileError) {
        record = answered(.inUse, refusal.text)
        record.status = refusal.status
        try session.journal.markUnanswered(record, of: row)
    }

    func discardIntent() throws(RunFileError) { try session.journal.discardIntent(record, of: row) }

    func finish(_ outcome: WriteMachine.Outcome, _ write: Subject) throws(RunFileError) -> Bool {
        var operation = finished(outcome)
        let leftOut = write.leftOut
        if let leftOut, operation.state == .done { operation.cells -= leftOut.cells.count }
        return try session.journal.finish(operation, of: row, leavingOut: leftOut, ending: onlyLooks ? nil : write.ending(outcome))
    }

    private func finished(_ outcome: WriteMachine.Outcome) -> OperationRecord {
        switch outcome {
        case .done(let made, let isFound):
            var record = answered(.done, isFound ? "not answered; found by looking" : nil)
            record.result = made.id
            record.entry = made.entry
            record.status = isFound ? nil : 200
            return record
        case .adopted(let made, let refusal):
            let key = record.kind == .createOption ? "the text was in use: option" : "the address was in use: person"
            var record = answered(.adopted, "\(key) \(made.id) was taken")
            record.result = made.id
            record.status = refusal.status
            return record
        case .refused(let refusal):
            var record = answered(.refused, refusal.text)
            record.status = refusal.status
            return record
        case .ambiguous, .undecided, .gone, .kept: return answered(.ambiguous, record.message)
        }
    }

    private func answered(_ state: OperationRecord.State, _ message: String?) -> OperationRecord {
        var record = record
        record.state = state
        record.message = message
        record.doneAt = sent.map { record.sentAt + (session.elapsed() - $0).milliseconds } ?? session.now()
        return record
    }
}

/// Of the taking back of a write: what the file knows of the write itself stays.
struct UndoLog<Target: UndoTarget>: WriteLog {
    let session: Session
    let row: Int
    private var record: OperationRecord

    init(_ step: UndoStep, in session: Session) {
        self.session = session
        row = step.row
        record = step.operation
    }

    mutating func intend(_ write: UndoWrite<Target>) throws(RunFileError) {
        record.state = .undoing
        try session.journal.intend(record, of: row)
    }

    func finish(_ outcome: WriteMachine.Outcome, _ write: UndoWrite<Target>) throws(RunFileError) -> Bool {
        var ended = record
        switch outcome {
        case .done where write.kept == nil, .gone: ended.state = .undone
        default:
            // It stands; nothing was sent that took it back.
            guard record.state == .undoing else { return true }
            ended.state = write.step.operation.state == .undoing ? .done : write.step.operation.state
        }
        return try session.journal.finish(ended, of: row, leavingOut: nil, ending: nil)
    }

    // A write that may be repeated is never in doubt: its intent says that it may have taken effect.
    func unknown(_ reason: String) {}
    func inUse(_ refusal: Refusal) {}
    func discardIntent() {}
}

/// The durable steps of a run: each is on disk when it returns. Tests put themselves between the executor and the file here.
protocol Journal: Sendable {
    /// An intent: before the bytes of a write leave.
    func intend(_ operation: OperationRecord, of row: Int) throws(RunFileError)
    /// The write certainly did not take effect, so the step counts as not begun.
    func discardIntent(_ operation: OperationRecord, of row: Int) throws(RunFileError)
    /// The write was not answered, or with something that has to be looked into.
    func markUnanswered(_ operation: OperationRecord, of row: Int) throws(RunFileError)
    /// What became of a write and, when it was the row's last, of the row: one transaction.
    /// - Parameter leavingOut: cells of the write that the row goes on without.
    /// - Returns: False when another write of the run has what it is said to have made; then nothing is stored.
    func finish(
        _ operation: OperationRecord, of row: Int, leavingOut: RowDrift?, ending: RowResult?
    ) throws(RunFileError) -> Bool
    func finish(row: Int, _ ending: RowResult) throws(RunFileError)
}

/// The outcome of a row.
struct RowResult: Sendable, Hashable {
    var outcome: RowOutcome
    var problems: [RowProblem] = []
    /// Milliseconds since 1970.
    var at: Int64
}
