import Synchronization

/// Affinity, as the rest of Ferry sees it: takes calls, paces them, repeats what may be repeated, and answers in values.
///
/// One client for one key; its copies share pace and counters, and any number of tasks may send at once: how many requests are
/// really under way, the pacer decides.
package struct AffinityClient: Sendable {
    let transport: any Transport
    let policy: RetryPolicy
    let time: TimeSource
    let gate: RequestGate
    let oddities = Oddities()
    private let affinitysTime = AffinityTime()
    private let random: @Sendable () -> Double
    private let observe: @Sendable (ClientEvent) -> Void
    var cache: (any AnswerCache)?

    /// - Parameters:
    ///   - shared: where this process meets the others of the same key.
    ///   - clock: measures and waits; tests advance theirs by hand.
    ///   - random: 0..<1, spreads the waits before repeated requests.
    ///   - observe: called for every attempt and every longer wait, from any thread, and must return quickly.
    package init<C: Clock>(
        transport: any Transport, limits: PacerLimits = PacerLimits(), retry policy: RetryPolicy = RetryPolicy(),
        shared: (any SharedBudget)? = nil, clock: C,
        random: @escaping @Sendable () -> Double, observe: @escaping @Sendable (ClientEvent) -> Void = { _ in }
    ) where C.Duration == Duration {
        self.transport = transport
        self.policy = policy
        time = TimeSource(clock)
        self.random = random
        self.observe = observe
        gate = RequestGate(limits, shared: shared, time: time, observe: observe)
    }

    /// Requests sent so far.
    package var counters: ClientCounters { gate.counters }
    /// Requests under way.
    package var inFlight: Int { gate.inFlight }
    /// The records that pages held and that are not as known, the first of each once: what is read lacks them.
    package var oddRecords: [String] { oddities.all }
    /// What the last answers said of the minute and the month.
    package var rateStatus: RateStatus { gate.status }
    /// How long calls that are still to come take.
    package var outlook: PaceOutlook { gate.outlook }

    /// What Affinity's clock says now, in milliseconds since 1970; nil before the first answer that said its time.
    package var affinityTime: Int64? { affinitysTime.milliseconds(at: time.now()) }

    /// Sends a call until it has an answer that counts.
    ///
    /// A `once` request that may have left without a readable success ends in `outcomeUnknown`, and is never sent again.
    package func send<Response>(_ call: Call<Response>) async throws(AffinityError) -> Response {
        if let kept = kept(for: call) {
            observe(.kept(call.description, path: call.request.path))
            return kept
        }
        var attempt = 1
        var firstFailure: Duration?
        while true {
            try await gate.enter(isRetry: attempt > 1)
            let (failure, error): (RetryPolicy.Failure, AffinityError)
            switch await attemptOnce(call, number: attempt) {
            case .success(let response): return response
            case .final(let error): throw error
            case .failed(let kind, let reason): (failure, error) = (kind, reason)
            }
            let now = time.now()
            let since = firstFailure ?? now
            firstFailure = since
            let decision = policy.decide(
                failure, attempt: attempt, repeatability: call.request.repeatability, elapsed: now - since,
                hasAnswered: gate.hasAnswered, random: random())
            switch decision {
            case .giveUp: throw error
            case .outcomeUnknown: throw .outcomeUnknown(reason: error.reason)
            case .retry(let delay):
                attempt += 1
                if delay > .zero {
                    try await gate.wait(until: time.now() + delay, .retry(failure: error.reason, attempt: attempt))
                }
            }
        }
    }

    private enum Outcome<Response> {
        case success(Response)
        case final(AffinityError)
        case failed(RetryPolicy.Failure, AffinityError)
    }

    private func attemptOnce<Response>(_ call: Call<Response>, number: Int) async -> Outcome<Response> {
        let started = time.now()
        let isOnce = call.request.repeatability == .once
        let response: APIResponse
        do {
            response = try await transport.send(call.request)
        } catch {
            _ = gate.leave(
                {
                    $0.failed(); return nil
                }, answered: false)
            report(call, status: nil, number: number, started: started)
            let reason = "\(call.description.label): \(error.reason)"
            switch error.kind {
            case .notSent: return .failed(.notSent, .unreachable(reason: reason))
            case .noAnswer: return .failed(.noAnswer, .unreachable(reason: reason))
            case .refusedByProxy: return .final(.proxyRefused(reason: error.reason))
            case .cancelled: return .final(isOnce ? .outcomeUnknown(reason: "\(call.description.label): cancelled under way") : .cancelled)
            }
        }
        let rate = response.rateStatus
        let now = time.now()
        let stop = gate.leave(
            { pacer in
                if response.status == 429 { return pacer.refused(rate, retryAfter: response.retryAfterSeconds, sent: started, at: now) }
                pacer.answered(rate, sent: started, at: now)
                return nil
            }, answered: true)
        report(call, status: response.status, number: number, started: started)
        if let stop { return .final(stop) }
        if let error = AffinityError.error(for: response, to: call.description, repeatability: call.request.repeatability) {
            if response.status == 429 { return .failed(.limited, error) }
            return AffinityError.isServerTrouble(response.status) ? .failed(.serverTrouble, error) : .final(error)
        }
        do {
            let value = try call.decode(response)
            // Whatever is not an answer of Affinity's does not tell its time either.
            affinitysTime.heard(response, at: now)
            if call.request.repeatability == .read { cache?.keep(response, to: call.request) }
            return .success(value)
        } catch {
            // It said success, so the create was probably carried out, but what was created is not known.
            return .final(isOnce ? .outcomeUnknown(reason: "\(call.description.label): \(error.reason)") : error)
        }
    }

    private func report<Response>(_ call: Call<Response>, status: Int?, number: Int, started: Duration) {
        let attempt = ClientEvent.Attempt(
            call: call.description, path: call.request.path, status: status, number: number, duration: time.now() - started,
            rate: gate.status)
        observe(.attempt(attempt))
    }
}

extension AffinityError {
    /// The inner reason where there is one, so that sentences do not nest.
    fileprivate var reason: String {
        switch self {
        case .unreachable(let reason), .outcomeUnknown(let reason), .notAffinity(_, _, let reason): reason
        default: description
        }
    }
}

/// What a client is doing, for progress and logs.
package enum ClientEvent: Sendable {
    /// Nothing is sent for a while. Said once for all requests that wait for the same thing, from one second on.
    case waiting(Duration, WaitReason)
    /// An attempt has ended.
    case attempt(Attempt)
    /// A cache had the answer, and nothing was sent. The path is as that of an attempt.
    case kept(CallDescription, path: String)

    package struct Attempt: Sendable {
        package let call: CallDescription
        /// With the ids of the records that it is about, and without its query, in which names may stand.
        package let path: String
        /// Nil without an answer.
        package let status: Int?
        /// From 1.
        package let number: Int
        package let duration: Duration
        package let rate: RateStatus
    }
}

/// How much a client has sent.
package struct ClientCounters: Hashable, Sendable {
    /// Every attempt that may have left, the unanswered and refused ones too: what counts against the limits at most.
    package var requests = 0
    /// Those of them that repeated another.
    package var retries = 0

    package init() {}
}

/// What was odd about records that were read, for whoever sums up the reading.
final class Oddities: Sendable {
    /// More are not kept: nobody reads on.
    private static let most = 50
    private let seen = Mutex<[String]>([])

    var all: [String] { seen.withLock { $0 } }

    func add(_ odd: [String], of call: CallDescription) {
        guard !odd.isEmpty else { return }
        seen.withLock { seen in
            for text in odd.lazy.map({ "\(call.label): \($0)" }) where seen.count < Self.most && !seen.contains(text) { seen.append(text) }
        }
    }
}
