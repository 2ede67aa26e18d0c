package import Affinity
package import Planning
import Synchronization

/// What an undo asks of the account, and how it takes something back there.
package protocol UndoTarget: Sendable {
    /// Who has built on what is to be taken back.
    func look(_ step: UndoStep, _ written: WrittenCells) async throws -> UndoFinding
    func takeBack(_ kind: UndoStep.Kind) async throws(AffinityError)
}

package enum UndoFinding: Sendable {
    case free
    /// It stays; why.
    case kept(String)
    /// Of a change of cells only these are put back; why the others stay.
    case partly([PlannedCell], kept: String)
}

/// One write of a run on its way back.
struct UndoWrite<Target: UndoTarget>: Write {
    let target: Target
    let written: WrittenCells
    let step: UndoStep
    private var kind: UndoStep.Kind
    /// Why a part of it stays.
    private(set) var kept: String?

    init(_ step: UndoStep, _ written: WrittenCells, _ target: Target) {
        self.target = target
        self.written = written
        self.step = step
        kind = step.kind
    }

    var label: String? { step.label }

    mutating func send() async -> Result<WriteResult, AffinityError> {
        do throws(AffinityError) {
            try await target.takeBack(kind)
            return .success(WriteResult(id: step.operation.result ?? 0))
        } catch {
            return .failure(error)
        }
    }

    func meaning(of refusal: Refusal) -> WriteMachine.Meaning { refusal.isGone ? .gone : .final }

    mutating func look(
        for question: WriteMachine.Question
    ) async throws(RunFileError) -> Result<[WriteMachine.Candidate], AffinityError> {
        do {
            switch try await target.look(step, written) {
            case .free: break
            case .kept(let reason): return .success([WriteMachine.Candidate(id: 0, label: reason)])
            case .partly(let cells, let reason):
                if case .restoreCells(let holder, _) = kind { kind = .restoreCells(holder, cells) }
                kept = reason
            }
            return .success([])
        } catch let error as AffinityError {
            return .failure(error)
        } catch let error as RunFileError {
            throw error
        } catch {
            return .failure(.cancelled)
        }
    }

    /// What a look finds to be gone is nobody's any more; whether it is gone, the answer to the write says.
    func mayPass(_ refusal: Refusal) -> Bool { refusal.isGone }
}

/// One unit of a run on its way back.
package struct UndoUnit: Sendable {
    package var steps: [UndoStep]
    /// What the run has put into cells of the unit's records.
    package var written: WrittenCells
}

/// The units of a run that have something to take back, the last first, read from the file as they are needed.
package struct UndoUnits {
    private static let batch = 100

    private let run: RunFile
    private let frame: PlanFrame
    private var numbers: ArraySlice<Int> = []
    private var last: Int?

    package init(run: RunFile, frame: PlanFrame) {
        self.run = run
        self.frame = frame
    }

    mutating func next() throws(RunFileError) -> UndoUnit? {
        if numbers.isEmpty { numbers = try run.unitsToUndo(before: last, limit: Self.batch)[...] }
        guard let number = numbers.popFirst() else { return nil }
        last = number
        return try run.unitToUndo(number, in: frame)
    }

    package func forEachUnit(_ body: (UndoUnit) throws -> Void) throws {
        var units = self
        while let unit = try units.next() { try body(unit) }
    }
}

/// What came of an undo, or of as much of it as was done.
package struct UndoResult: Sendable {
    /// A write that stays, and why.
    package struct Kept: Sendable, Encodable {
        /// 0 for what belongs to no row.
        package var row: Int
        package var label: String
        package var reason: String
    }

    /// How many of those that stay are remembered; all are counted.
    static let mostKept = 10_000

    package var undone = 0
    package var gone = 0
    package private(set) var keptCount = 0
    package private(set) var kept: [Kept] = []
    /// Why it stopped before its end.
    package var stop: (any Error)?

    package init() {}

    package mutating func keep(_ row: Int, _ label: String, _ reason: String) {
        keptCount += 1
        if kept.count < Self.mostKept { kept.append(Kept(row: row, label: label, reason: reason)) }
    }

    package mutating func sort() { kept.sort { $0.row < $1.row } }

    fileprivate mutating func add(_ step: UndoStep, _ outcome: WriteMachine.Outcome, _ rest: String?) {
        switch outcome {
        case .done, .gone(isOurs: true):
            if let rest { keep(step.row, step.label, rest) } else { undone += 1 }
        case .gone: gone += 1
        case .kept(let users): keep(step.row, step.label, users.first?.label ?? "somebody uses it")
        case .refused(let refusal): keep(step.row, step.label, "Affinity refused: \(refusal.text)")
        case .adopted, .ambiguous, .undecided: keep(step.row, step.label, "nobody can tell what became of it")
        }
    }
}

/// An undo at work: the last rows first, each write as `WriteMachine` decides. What is done already is not looked at again, so a stopped
/// undo goes on where it was.
package final class Undoing: Sendable {
    private let session: Session
    private let observe: @Sendable (UndoProgress) -> Void
    private let state: Mutex<State>

    private struct State {
        var result = UndoResult()
        var progress: UndoProgress
    }

    fileprivate init(_ session: Session, _ progress: UndoProgress, _ observe: @escaping @Sendable (UndoProgress) -> Void) {
        self.session = session
        self.observe = observe
        state = Mutex(State(progress: progress))
    }

    package var hasUndone: Bool { state.withLock { $0.result.undone > 0 } }

    /// Waits, and ends the undo when it is to stop meanwhile.
    package func pause(_ duration: Duration) async throws {
        guard await session.pause(duration) else { throw CancellationError() }
    }

    /// Takes back what rows wrote, units side by side.
    package func rows(_ target: some UndoTarget) async throws {
        var units = UndoUnits(run: session.file, frame: session.frame)
        try await withThrowingDiscardingTaskGroup { group in
            while !group.isCancelled, !session.isStopping, let unit = try units.next() {
                await session.slots.enter()
                group.addTask { [self] in
                    defer { session.slots.leave() }
                    for step in unit.steps where !session.isStopping { try await takeBack(step, unit.written, target) }
                }
            }
        }
    }

    /// Takes back what belongs to no row, one after another.
    package func options(_ steps: [UndoStep], _ target: some UndoTarget) async throws {
        for step in steps where !session.isStopping { try await takeBack(step, WrittenCells(), target) }
    }

    private func takeBack(_ step: UndoStep, _ written: WrittenCells, _ target: some UndoTarget) async throws(RunFileError) {
        switch step.kind {
        case .deletedWithRecord:
            try session.file.undid(step: step.operation.step, of: step.row)
            tell { $0.progress.undid() }
        case .stays(let reason): tell { $0.result.keep(step.row, step.label, reason) }
        default:
            var write = UndoWrite(step, written, target)
            guard case .finished(let outcome) = try await WriteRunner(session: session, row: step.row).run(&write) else { return }
            let rest = write.kept
            tell { state in
                let before = state.result.keptCount
                state.result.add(step, outcome, rest)
                if state.result.keptCount == before { state.progress.undid() }
            }
        }
    }

    private func tell(_ body: (inout State) -> Void) {
        observe(
            state.withLock { state in
                body(&state)
                return state.progress
            })
    }

    fileprivate var result: UndoResult { state.withLock { $0.result } }
}

extension UndoProgress {
    fileprivate mutating func undid() {
        undone += 1
        left -= 1
    }
}

extension Executor {
    /// Takes the run back. What is under way when it is to stop is finished and kept.
    package func undo(
        observe: @escaping @Sendable (UndoProgress) -> Void, _ body: @escaping @Sendable (Undoing) async throws -> Void
    ) async throws(RunFileError) -> UndoResult {
        let session = Session(self, frame: try file.frame(), outcomes: try file.counts())
        let undoing = Undoing(session, try file.undoProgress(), observe)
        let failure = Mutex<(any Error)?>(nil)
        await untilStopped(session) {
            do { try await body(undoing) } catch { failure.withLock { $0 = error } }
        }
        var result = undoing.result
        result.sort()
        result.stop =
            switch session.stopReason {
            case .affinity(let error): error
            case .runFile(let error): error
            case .asked, .batches, .until: CancellationError()
            case nil: failure.withLock { $0 }
            }
        if result.stop == nil { try file.endUndo() }
        return result
    }
}
