import Affinity
import Planning
import Synchronization

/// What the units that are worked at the same time share: counts, the reason to stop, the way to the outside.
final class Session: Sendable {
    let file: RunFile
    let journal: any Journal
    let writer: any RecordWriter
    let frame: PlanFrame
    let settings: Executor.Options
    /// The options that the run makes.
    let options = NewOptions()
    let clock: any Clock<Duration>
    let now: @Sendable () -> Int64
    /// When this session began: a write that an earlier one left without an outcome was sent before.
    let startedAt: Int64
    /// When the plan was made.
    let plannedAt: Int64
    private let signal: StopSignal
    private let observe: @Sendable (RunEvent) -> Void
    private let state: Mutex<State>

    private struct State {
        var progress: RunProgress
        var stop: StopReason?
    }

    init(_ executor: Executor, frame: PlanFrame, plannedAt: Int64, outcomes: OutcomeCounts) {
        file = executor.file
        journal = executor.journal
        writer = executor.writer
        settings = executor.options
        clock = executor.clock
        now = executor.now
        startedAt = executor.now()
        signal = executor.stop
        observe = executor.observe
        self.frame = frame
        self.plannedAt = plannedAt
        state = Mutex(State(progress: RunProgress(outcomes: outcomes, requests: 0, batches: 0), stop: nil))
    }

    /// The first reason to stop, if there is one.
    var stopReason: StopReason? {
        let asked = signal.isSet || Task.isCancelled
        return state.withLock { state in
            if state.stop == nil, asked { state.stop = .asked }
            return state.stop
        }
    }

    var isStopping: Bool { stopReason != nil }

    func stop(_ reason: StopReason) {
        state.withLock { if $0.stop == nil { $0.stop = reason } }
    }

    var progress: RunProgress { state.withLock { $0.progress } }

    func countRequest() {
        state.withLock { $0.progress.requests += 1 }
    }

    func ended(_ row: Int, _ outcome: RowOutcome) {
        let progress = state.withLock { state in
            state.progress.outcomes[outcome] += 1
            state.progress.outcomes.pending -= 1
            return state.progress
        }
        observe(.row(row, outcome, progress))
    }

    func endedBatch() {
        let progress = state.withLock { state in
            state.progress.batches += 1
            return state.progress
        }
        observe(.batch(progress))
    }

    func settles(_ row: PlannedRow) {
        observe(.settling(row: row.row, label: row.label))
    }

    /// Waits, unless the run is to stop.
    /// - Returns: False when it was cut short.
    func pause(_ duration: Duration) async -> Bool {
        guard !isStopping else { return false }
        do { try await clock.sleep(for: duration) } catch { stop(.asked) }
        return !isStopping
    }
}
