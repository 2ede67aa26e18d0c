import Affinity
import Planning

/// One write: what to send, and what to look for when nobody knows what became of it.
protocol Write: Sendable {
    /// As it is saved before it leaves.
    var record: OperationRecord { get }
    /// See `WriteMachine.isKeyItsOwn`.
    var isKeyItsOwn: Bool { get }
    /// The row's; nil for what belongs to no row.
    var label: String? { get }
    mutating func send() async -> Result<Made, AffinityError>
    mutating func meaning(of refusal: Refusal) -> WriteMachine.Meaning
    mutating func look(for question: WriteMachine.Question) async throws(RunFileError) -> Result<[WriteMachine.Candidate], AffinityError>
    /// Whether a look that was refused may be allowed in a moment.
    func mayPass(_ refusal: Refusal) -> Bool
    /// What its row ends as; nil when the row goes on, and for what belongs to no row.
    func ending(_ outcome: WriteMachine.Outcome) -> RowEnding?
}

/// Does what `WriteMachine` decides: the one place where intents and outcomes are saved, and where writes leave.
struct WriteRunner: Sendable {
    enum Ending: Sendable {
        case finished(WriteMachine.Outcome)
        /// The run stops, and the write with it.
        case stopped
    }

    let session: Session
    let row: Int
    /// Before an undo: nothing is sent, the row keeps its outcome, and what cannot be decided stays open.
    var onlyLooks = false

    /// - Parameter earlier: What an earlier session left of the write.
    func run(_ write: inout some Write, after earlier: OperationRecord?) async throws(RunFileError) -> Ending {
        var machine = WriteMachine(
            isOnce: write.record.kind.isOnce, isKeyItsOwn: write.isKeyItsOwn, lag: session.settings.searchLag,
            onlyLooks: onlyLooks)
        var record = earlier ?? write.record
        if earlier == nil { record.attempts = 0 }
        var sent: Duration?
        var isTold = false
        var input = WriteMachine.Input.begin(earlier.map(Self.earlier) ?? .nothing)
        while true {
            var next = WriteMachine.Input.stopRequested
            let actions = machine.handle(input, at: session.elapsed())
            if actions.isEmpty { session.stop(.asked) }
            steps: for action in actions {
                switch action {
                case .saveIntent:
                    let attempts = record.attempts + 1
                    record = write.record
                    record.attempts = attempts
                    record.sentAt = session.now()
                    sent = session.elapsed()
                    isTold = false
                    try session.journal.intend(record, of: row)
                case .saveUnknown(let reason):
                    record = answered(record, .unknown, reason, since: sent)
                    try session.journal.markUnanswered(record, of: row)
                case .saveInUse(let refusal):
                    record = answered(record, .inUse, refusal.text, since: sent)
                    record.status = refusal.status
                    try session.journal.markUnanswered(record, of: row)
                case .withdraw: try session.journal.withdraw(record, of: row)
                case .pause(let duration): guard await session.pause(duration) else { break steps }
                case .send:
                    guard !session.isStopping else { break steps }
                    next = await send(&write)
                case .look(let question):
                    guard !session.isStopping else { break steps }
                    if question == .made, !isTold, let label = write.label { session.looks(row, label) }
                    isTold = true
                    next = try await look(for: question, &write)
                case .finish(let outcome):
                    if onlyLooks, outcome.isOpen { return .finished(outcome) }
                    let ended = finished(record, outcome, since: sent)
                    if try session.journal.finish(ended, of: row, ending: onlyLooks ? nil : write.ending(outcome)) {
                        return .finished(outcome)
                    }
                    next = .belongsToAnother
                case .stop(let error):
                    if let error { session.stop(error == .cancelled ? .asked : .affinity(error)) }
                    return .stopped
                }
            }
            if actions.isEmpty { return .stopped }
            input = next
        }
    }

    private static func earlier(_ record: OperationRecord) -> WriteMachine.Earlier {
        guard record.state == .inUse else { return .unanswered }
        return .inUse(Refusal(status: record.status ?? 422, messages: [.init(text: record.message ?? "")], request: ""))
    }

    private func send(_ write: inout some Write) async -> WriteMachine.Input {
        switch await write.send() {
        case .success(let made): .carriedOut(made)
        case .failure(.refused(let refusal)): .refused(refusal, write.meaning(of: refusal))
        case .failure(.outcomeUnknown(let reason)): .unanswered(reason)
        case .failure(let error): .failed(error)
        }
    }

    private func look(
        for question: WriteMachine.Question, _ write: inout some Write
    ) async throws(RunFileError) -> WriteMachine.Input {
        switch try await write.look(for: question) {
        case .success(let found): .found(found)
        case .failure(.refused(let refusal)): .lookRefused(refusal, mayPass: write.mayPass(refusal))
        case .failure(let error): .lookFailed(error)
        }
    }

    private func finished(_ record: OperationRecord, _ outcome: WriteMachine.Outcome, since sent: Duration?) -> OperationRecord {
        switch outcome {
        case .done(let made, let isFound):
            var record = answered(record, .done, isFound ? "not answered; found by looking" : nil, since: sent)
            record.result = made.id
            record.entry = made.entry
            record.status = isFound ? nil : 200
            return record
        case .adopted(let made, let refusal):
            let key = record.kind == .createOption ? "the text was in use: option" : "the address was in use: person"
            var record = answered(record, .adopted, "\(key) \(made.id) was taken", since: sent)
            record.result = made.id
            record.status = refusal.status
            return record
        case .refused(let refusal):
            var record = answered(record, .refused, refusal.text, since: sent)
            record.status = refusal.status
            return record
        case .ambiguous, .undecided: return answered(record, .ambiguous, record.message, since: sent)
        }
    }

    /// - Parameter sent: when it left, if it left in this session: what passed since is measured, and not read off two wall clocks.
    private func answered(
        _ record: OperationRecord, _ state: OperationRecord.State, _ message: String?, since sent: Duration?
    ) -> OperationRecord {
        var record = record
        record.state = state
        record.message = message
        record.doneAt = sent.map { record.sentAt + (session.elapsed() - $0).milliseconds } ?? session.now()
        return record
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
