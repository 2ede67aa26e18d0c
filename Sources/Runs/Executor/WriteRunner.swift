import Affinity
import Planning

/// One write: what to send, and what to look for before it, or when nobody knows what became of it.
protocol Write: Sendable {
    /// The row's; nil for what belongs to no row.
    var label: String? { get }
    mutating func send() async -> Result<WriteResult, AffinityError>
    mutating func meaning(of refusal: Refusal) -> WriteMachine.Meaning
    mutating func look(for question: WriteMachine.Question) async throws(RunFileError) -> Result<[WriteMachine.Candidate], AffinityError>
    /// Whether a look that was refused may be allowed in a moment, or is not an obstacle.
    func mayPass(_ refusal: Refusal) -> Bool
}

/// A write that the run file keeps as an operation of its own.
protocol RecordedWrite: Write {
    /// As it is saved before it leaves.
    var record: OperationRecord { get }
    /// See `WriteMachine.isKeyItsOwn`.
    var isKeyItsOwn: Bool { get }
    /// Cells that its row goes on without, since Affinity does not take them; nil for none.
    var leftOut: RowDrift? { get }
    /// What its row ends as; nil when the row goes on, and for what belongs to no row.
    func ending(_ outcome: WriteMachine.Outcome) -> RowResult?
}

extension RecordedWrite {
    var leftOut: RowDrift? { nil }
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
    func run<Subject: RecordedWrite>(
        _ write: inout Subject, after earlier: OperationRecord?
    ) async throws(RunFileError) -> Ending {
        let machine = WriteMachine(
            isOnce: write.record.kind.isOnce, isKeyItsOwn: write.isKeyItsOwn, lag: session.settings.searchLag, onlyLooks: onlyLooks)
        let log = OperationLog(write, after: earlier, of: row, onlyLooks: onlyLooks, in: session)
        return try await run(machine, &write, log, beginning: earlier.map(Self.earlier) ?? .nothing)
    }

    /// Takes back what a write did.
    func run<Target>(_ write: inout UndoWrite<Target>) async throws(RunFileError) -> Ending {
        let machine = WriteMachine(isOnce: false, lag: session.settings.searchLag, takesBack: true)
        let isBegun = write.step.operation.state == .undoing
        return try await run(machine, &write, UndoLog(write.step, in: session), beginning: isBegun ? .unanswered : .nothing)
    }

    private func run<Log: WriteLog>(
        _ machine: WriteMachine, _ write: inout Log.Subject, _ log: Log, beginning earlier: WriteMachine.Earlier
    ) async throws(RunFileError) -> Ending {
        var machine = machine
        var log = log
        var isTold = false
        var input = WriteMachine.Input.begin(earlier)
        while true {
            var next = WriteMachine.Input.stopRequested
            let actions = machine.handle(input, at: session.elapsed())
            if actions.isEmpty { session.stop(.asked) }
            steps: for action in actions {
                switch action {
                case .saveIntent:
                    isTold = false
                    try log.intend(write)
                case .saveUnknown(let reason): try log.unknown(reason)
                case .saveInUse(let refusal): try log.inUse(refusal)
                case .discardIntent: try log.discardIntent()
                case .pause(let duration):
                    if machine.state == .intended, let label = write.label { session.awaits(row, label, duration) }
                    guard await session.pause(duration) else { break steps }
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
                    if try log.finish(outcome, write) { return .finished(outcome) }
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
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 { components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000 }
}
