import Synchronization

/// The pacer shared between tasks: lets each request pass when it may go.
final class RequestGate: Sendable {
    private struct State {
        var pacer: Pacer
        var waiting: [(id: Int, continuation: CheckedContinuation<Void, Never>)] = []
        var nextID = 0
        var announced: Duration?
        /// How long the pacer has held something back in all, and until when it does.
        var held = (total: Duration.zero, until: Duration.zero)
        var counters = ClientCounters()
        var hasAnswered = false
    }

    private let state: Mutex<State>
    private let time: TimeSource
    private let shared: (any SharedBudget)?
    private let observe: @Sendable (ClientEvent) -> Void

    init(_ limits: PacerLimits, shared: (any SharedBudget)?, time: TimeSource, observe: @escaping @Sendable (ClientEvent) -> Void) {
        state = Mutex(State(pacer: Pacer(limits)))
        self.shared = shared
        self.time = time
        self.observe = observe
    }

    var counters: ClientCounters { state.withLock { $0.counters } }
    var inFlight: Int { state.withLock { $0.pacer.inFlight } }
    var status: RateStatus { state.withLock { $0.pacer.status } }
    var outlook: PaceOutlook { state.withLock { PaceOutlook($0.pacer, held: $0.held, at: time.now()) } }
    var hasAnswered: Bool { state.withLock { $0.hasAnswered } }

    /// Waits until the request may go; it then counts as under way.
    /// - Throws: `monthlyLimit`, `monthlyReserve`, `requestLimit`, `cancelled`.
    func enter(isRetry: Bool) async throws(AffinityError) {
        do throws(AffinityError) {
            while true {
                if Task.isCancelled { throw AffinityError.cancelled }
                switch ask(isRetry: isRetry) {
                case .go: return
                case .busy: await waitForSlot()
                case .wait(let until, let reason): try await wait(until: until, reason)
                case .stop(let error): throw error
                }
            }
        } catch {
            // A slot that was handed to this request must not stay empty.
            wakeWaiting()
            throw error
        }
    }

    /// Ends what `enter` began.
    func leave(_ update: (inout Pacer) -> AffinityError?, answered: Bool) -> AffinityError? {
        let now = time.now()
        let error = state.withLock { state in
            state.hasAnswered = state.hasAnswered || answered
            return together(&state.pacer, at: now, update)
        }
        wakeWaiting()
        return error
    }

    /// Sleeps, and says so once for all that wait for the same instant.
    func wait(until: Duration, _ reason: WaitReason) async throws(AffinityError) {
        let now = time.now()
        guard until > now else { return }
        let isNews = state.withLock { state in
            if let announced = state.announced, announced > now, until <= announced { return false }
            state.announced = until
            return true
        }
        if isNews, until - now >= .seconds(1) { observe(.waiting(until - now, reason)) }
        do {
            try await time.sleep(until - now)
        } catch {
            throw .cancelled
        }
    }

    private func ask(isRetry: Bool) -> Pacer.Decision {
        let now = time.now()
        return state.withLock { state in
            let decision = together(&state.pacer, at: now) { $0.ask(at: now) }
            if decision == .go {
                state.counters.requests += 1
                if isRetry { state.counters.retries += 1 }
            }
            if case .wait(let until, _) = decision {
                state.held.total += max(.zero, until - max(now, state.held.until))
                state.held.until = max(until, state.held.until)
            }
            return decision
        }
    }

    /// Lets the pacer decide or learn with the other processes of the key, if there may be some.
    private func together<Result>(_ pacer: inout Pacer, at now: Duration, _ body: (inout Pacer) -> Result) -> Result {
        guard let shared else { return body(&pacer) }
        return shared.update { common in
            pacer.hear(common, at: now)
            let result = body(&pacer)
            pacer.tell(&common, at: now)
            return result
        }
    }

    private func waitForSlot() async {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.withLock { state in
                    // The last one under way may have ended since the decision, and then nobody would wake this one.
                    if state.pacer.inFlight == 0 || Task.isCancelled { return false }
                    state.waiting.append((id, continuation))
                    return true
                }
                if !waits { continuation.resume() }
            }
        } onCancel: {
            let continuation = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard let index = state.waiting.firstIndex(where: { $0.id == id }) else { return nil }
                return state.waiting.remove(at: index).continuation
            }
            continuation?.resume()
        }
    }

    private func wakeWaiting() {
        let awake = state.withLock { state in
            let count = min(state.pacer.freeSlots, state.waiting.count)
            let awake = state.waiting.prefix(count).map(\.continuation)
            state.waiting.removeFirst(count)
            return awake
        }
        for continuation in awake { continuation.resume() }
    }
}

/// A clock reduced to what waiting needs, its instants as durations since it was made.
struct TimeSource: Sendable {
    let now: @Sendable () -> Duration
    let sleep: @Sendable (Duration) async throws -> Void

    init<C: Clock>(_ clock: C) where C.Duration == Duration {
        let start = clock.now
        now = { start.duration(to: clock.now) }
        sleep = { try await clock.sleep(for: $0) }
    }
}
