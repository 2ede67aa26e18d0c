import Affinity
import Planning
import Synchronization

/// What the units that are worked at the same time share: counts, the reason to stop, the way to the outside.
final class Session: Sendable {
    let file: RunFile
    let journal: any Journal
    private let writer: any RecordWriter
    let frame: PlanFrame
    let settings: Executor.Options
    /// The options that the run makes.
    let options = NewOptions()
    let clock: any Clock<Duration>
    /// The wall clock, for people to read: nothing is decided by it.
    let now: @Sendable () -> Int64
    /// Since this session began, by the clock that waits are measured with.
    let elapsed: @Sendable () -> Duration
    let slots: Slots
    private let signal: StopSignal
    private let observe: @Sendable (RunEvent) -> Void
    private let state: Mutex<State>

    private struct State {
        var progress: RunProgress
        var stop: StopReason?
        /// In what words Affinity has refused all cells of a row alike.
        var refusalsOfRows: Set<String> = []
        /// When a row that waits for what it made was told of.
        var toldOfWait: Duration?
    }

    init(_ executor: Executor, frame: PlanFrame, outcomes: OutcomeCounts) {
        file = executor.file
        journal = executor.journal
        writer = executor.writer
        settings = executor.options
        clock = executor.clock
        now = executor.now
        elapsed = executor.clock.stopwatch
        slots = Slots(max(1, executor.options.concurrency))
        signal = executor.stop
        observe = executor.observe
        self.frame = frame
        state = Mutex(State(progress: RunProgress(outcomes: outcomes, requests: 0, batches: 0), stop: nil))
    }

    /// The first reason to stop, if there is one.
    var stopReason: StopReason? {
        let end = settings.end.flatMap { elapsed() >= $0.after ? StopReason.until($0.name) : nil }
        let asked = signal.isSet || Task.isCancelled ? StopReason.asked : nil
        return state.withLock { state in
            state.stop = state.stop ?? end ?? asked
            return state.stop
        }
    }

    var isStopping: Bool { stopReason != nil }
    func stop(_ reason: StopReason) {
        state.withLock { if $0.stop == nil { $0.stop = reason } }
    }

    var progress: RunProgress { state.withLock { $0.progress } }

    /// The only way to Affinity: every request is counted where it is sent.
    func ask<Answer: Sendable>(
        _ request: (any RecordWriter) async throws(AffinityError) -> Answer
    ) async throws(AffinityError) -> Answer {
        state.withLock { $0.progress.requests += 1 }
        return try await request(writer)
    }

    func ended(_ row: Int, _ outcome: RowOutcome) {
        let progress = state.withLock { state in
            state.progress.outcomes[outcome] += 1
            state.progress.outcomes.pending -= 1
            return state.progress
        }
        observe(.row(row, outcome, progress))
    }

    /// Remembers words in which all cells of a row were refused alike.
    func refusesRows(_ text: String) {
        state.withLock { if $0.refusalsOfRows.count < 100 { $0.refusalsOfRows.insert(text) } }
    }

    func hasRefusedRows(_ text: String) -> Bool { state.withLock { $0.refusalsOfRows.contains(text) } }

    /// A row that had its outcome has another one.
    func became(_ outcome: RowOutcome, from earlier: RowOutcome) {
        state.withLock { state in
            state.progress.outcomes[earlier] -= 1
            state.progress.outcomes[outcome] += 1
        }
    }

    /// Affinity does not say what happens to some cells.
    func cannotSee(_ what: String, _ reason: String) { observe(.blind(what, reason: reason)) }

    func endedBatch() {
        let progress = state.withLock { state in
            state.progress.batches += 1
            return state.progress
        }
        observe(.batch(progress))
    }

    func looks(_ row: Int, _ label: String) {
        observe(.reconciling(row: row, label: label, atMost: settings.searchLag))
    }

    /// From a second on, and of all rows that wait so one in half a minute.
    func awaits(_ row: Int, _ label: String, _ pause: Duration) {
        guard pause >= .seconds(1) else { return }
        let now = elapsed()
        let isDue = state.withLock { state in
            if let told = state.toldOfWait, now - told < .seconds(30) { return false }
            state.toldOfWait = now
            return true
        }
        if isDue { observe(.awaiting(row: row, label: label, atMost: WriteMachine.pausesForNewRecords.reduce(.zero, +))) }
    }

    /// Waits, unless the run is to stop. Other units are worked meanwhile, if more than one may be.
    /// - Returns: False when it was cut short.
    func pause(_ duration: Duration) async -> Bool {
        guard !isStopping else { return false }
        let givesWay = slots.count > 1
        if givesWay { slots.leave() }
        do { try await clock.sleep(for: duration) } catch { stop(.asked) }
        if givesWay { await slots.enter() }
        return !isStopping
    }
}

extension Clock where Duration == Swift.Duration {
    /// Measures from now on.
    var stopwatch: @Sendable () -> Duration {
        let start = now
        return { start.duration(to: self.now) }
    }
}

/// How many units are worked at once. One that waits for Affinity to catch up gives its place to another meanwhile.
final class Slots: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    let count: Int
    private let state: Mutex<State>

    init(_ count: Int) {
        self.count = count
        state = Mutex(State(free: count))
    }

    /// Waits for a place; who came first goes first. Whoever holds one leaves it, however the run ends, so that nobody waits for ever.
    func enter() async {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
    }

    func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.waiting.isEmpty else {
                state.free += 1
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.resume()
    }
}
