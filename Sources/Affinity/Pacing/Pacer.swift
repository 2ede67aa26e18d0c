/// Decides when a request may go: from the live headers, never by a rate that Affinity is believed to have. A state machine
/// without a clock: instants are durations since any fixed start, the same for all calls.
///
/// | what is known | a request |
/// | --- | --- |
/// | as many are under way as may be at once (`ConcurrencyWindow`) | goes when one of them has ended |
/// | nothing of the minute yet | goes |
/// | the minute has calls left, and so much of it has passed (`MinutePace`) | goes |
/// | it has, but they are to last | waits for its turn |
/// | it has none left but for others | waits for the minute's end |
/// | it has none when what other processes have under way is counted too | goes when one of those has ended |
/// | the run's own share of the minute is used | waits for the next token of the share |
/// | the month has no more left than the reserve | stops |
/// | as many were sent as may be in all | stops |
/// | 429, month at 0 | stops |
/// | 429, minute at 0 or nothing said | all wait for the minute's end (60 s when unsaid) |
/// | 429, something left | all wait shortly, and fewer go at once |
package struct Pacer: Sendable {
    package enum Decision: Hashable, Sendable {
        case go
        /// As many are under way as may be: ask again when one has ended.
        case busy
        case wait(until: Duration, WaitReason)
        case stop(AffinityError)
    }

    package let limits: PacerLimits
    package private(set) var inFlight = 0
    private var window: ConcurrencyWindow
    package private(set) var status = RateStatus()

    private var minute = MinutePace()
    /// Requests that other processes of this key have under way.
    private var othersInFlight = 0
    private var monthRemaining: Int?
    private var hold: (until: Duration, reason: WaitReason)?
    private var share: ShareBucket?
    private var sent = 0

    package init(_ limits: PacerLimits) {
        self.limits = limits
        window = ConcurrencyWindow(most: limits.concurrency)
        share = limits.requestsPerMinute.map { ShareBucket(perMinute: $0.count(of: PacerLimits.assumedPerMinute), at: .zero) }
    }

    // MARK: A request wants to go

    /// After `go` the request counts as under way until `answered`, `refused` or `failed` is called for it.
    package mutating func ask(at now: Duration) -> Decision {
        if let most = limits.requests, sent >= most { return .stop(.requestLimit(most)) }
        if let stop = monthStop(inFlight: 0) { return .stop(stop) }
        if let hold {
            if now < hold.until { return .wait(until: hold.until, hold.reason) }
            self.hold = nil
        }
        guard window.allows(inFlight) else { return .busy }
        // The last of the month's calls may be among those under way: let them say so.
        if inFlight > 0, monthStop(inFlight: inFlight) != nil { return .busy }
        if let until = share?.next(at: now) { return .wait(until: until, .share(perMinute: share?.perMinute ?? 0)) }
        switch minute.ask(at: now, own: inFlight, beside: othersInFlight) {
        case .go: break
        case .usedUp(let until): return .wait(until: until, usedUp)
        case .early(let until): return .wait(until: until, .spread(perMinute: minute.limit ?? 0, othersToo: minute.isShared))
        case .taken:
            if inFlight > 0 { return .busy }
            return .wait(until: now + Self.crowdPause, .minuteUsed(limit: minute.limit, othersToo: true))
        }
        share?.take()
        inFlight += 1
        sent += 1
        return .go
    }

    /// How many may be under way at once.
    package var concurrency: Int { window.size }

    /// How many more may go at once.
    package var freeSlots: Int { max(0, concurrency - inFlight) }

    /// The least time that so many calls take; nil where no limit is known.
    package func time(for calls: Double, at now: Duration) -> Duration? {
        let byShare = share.map { Duration.seconds(calls / Double($0.perMinute) * 60) }
        guard let byMinute = minute.time(for: calls, at: now) else { return byShare }
        return max(byMinute, byShare ?? .zero)
    }

    /// Until others are asked again; nobody here can tell when one of theirs ends.
    private static let crowdPause: Duration = .milliseconds(100)

    // MARK: Other processes

    /// Takes over what the processes of this key know together, if they know anything.
    package mutating func hear(_ common: SharedRateWindow, at now: Duration) {
        othersInFlight = common.othersInFlight
        if common.minute.limit != nil { minute = common.minute.shifted(by: now) }
    }

    /// What they are to know now.
    package func tell(_ common: inout SharedRateWindow, at now: Duration) {
        common.ownInFlight = inFlight
        common.minute = minute.shifted(by: .zero - now)
    }

    // MARK: It has ended

    /// An answer came, whatever its status but 429.
    /// - Parameter sent: when its request left; by default just now.
    package mutating func answered(_ status: RateStatus, sent: Duration? = nil, at now: Duration) {
        end()
        learn(status, sent: sent ?? now, at: now)
        window.answered()
    }

    /// No answer came.
    package mutating func failed() {
        end()
    }

    /// A 429 came. Nothing was applied, so the request may ask again (AffinityAPI.md#rate-headers).
    /// - Parameters:
    ///   - retryAfter: seconds, should Affinity ever send that header.
    ///   - sent: when its request left; by default just now.
    /// - Returns: why to stop, if it was the month's limit.
    package mutating func refused(
        _ status: RateStatus, retryAfter: Int? = nil, sent: Duration? = nil, at now: Duration
    ) -> AffinityError? {
        end()
        learn(status, sent: sent ?? now, at: now)
        if let stop = monthStop(inFlight: 0) { return stop }
        if let remaining = status.minute?.remaining, remaining > 0 {
            // Those that were under way together complain together: that counts as one.
            if case .tooManyAtOnce? = hold?.reason, let until = hold?.until, now < until { return nil }
            window.tooMany()
            let pause = retryAfter.map { Duration.seconds(min($0, 60)) } ?? .milliseconds(500 << min(window.complaints - 1, 5))
            holdBack(until: now + pause, .tooManyAtOnce(now: concurrency))
        } else {
            let seconds = retryAfter ?? status.minute?.resetsInSeconds ?? 60
            holdBack(until: now + Self.span(seconds), usedUp)
            minute.refused(until: now + Self.span(seconds))
        }
        return nil
    }

    // MARK: What the headers say

    private mutating func learn(_ new: RateStatus, sent: Duration, at now: Duration) {
        status = RateStatus(minute: new.minute ?? status.minute, month: new.month == .unstated ? status.month : new.month)
        if case .limited(let window) = new.month, let remaining = window.remaining {
            // Answers come out of order; within a month the number only falls. After a reset it jumps up.
            let known = monthRemaining ?? remaining
            monthRemaining = remaining > known + 100 ? remaining : min(known, remaining)
        } else if new.month == .unlimited {
            monthRemaining = nil
        }
        if let share = limits.requestsPerMinute, let limit = new.minute?.limit, limit > 0 {
            self.share?.resize(perMinute: share.count(of: limit), at: now)
        }
        if let said = new.minute { minute.hear(said, sent: sent, at: now, underWay: inFlight + othersInFlight) }
    }

    /// A header's whole seconds may be rounded down: one more is waited, so that the wait is not in vain. A minute's window never
    /// takes longer than two minutes to end, whatever is said.
    private static func span(_ seconds: Int) -> Duration { .seconds(min(max(seconds, 0), 120) + 1) }

    private var usedUp: WaitReason { .minuteUsed(limit: minute.limit, othersToo: minute.isShared) }

    private func monthStop(inFlight: Int) -> AffinityError? {
        guard case .limited(let window) = status.month, let monthRemaining else { return nil }
        let left = monthRemaining - inFlight
        if left <= 0 { return .monthlyLimit(resetsInSeconds: window.resetsInSeconds) }
        guard let allowance = limits.monthlyReserve else { return nil }
        let reserve = allowance.count(of: window.limit ?? monthRemaining)
        guard left <= reserve else { return nil }
        return .monthlyReserve(remaining: left, reserve: reserve, resetsInSeconds: window.resetsInSeconds)
    }

    private mutating func holdBack(until: Duration, _ reason: WaitReason) {
        if let hold, hold.until >= until { return }
        hold = (until, reason)
    }

    private mutating func end() {
        inFlight = max(0, inFlight - 1)
    }
}
