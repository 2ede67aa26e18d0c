/// Decides when a request may go: from the live headers, never by a rate that Affinity is believed to have. A state machine
/// without a clock: instants are durations since any fixed start, the same for all calls.
///
/// | what is known | a request |
/// | --- | --- |
/// | nothing yet | goes, up to the bound on how many are under way at once |
/// | the minute has more left than are under way plus the floor | goes at once |
/// | it has less | waits for the minute's end |
/// | it has less when what other processes have under way is counted too | goes when one of those has ended |
/// | the run's own share of the minute is used | waits for the next token of the share |
/// | the month has no more left than the reserve | stops |
/// | as many were sent as may be in all | stops |
/// | 429, month at 0 | stops |
/// | 429, minute at 0 or nothing said | all wait for the minute's end (60 s when unsaid) |
/// | 429, something left | all wait shortly, and fewer go at once |
///
/// The floor, 10 calls or a twentieth of the limit if that is less, is left to colleagues: whoever uses the last call of a minute
/// gets everyone refused.
package struct Pacer: Sendable {
    package enum Decision: Hashable, Sendable {
        case go
        /// As many are under way as may be: ask again when one has ended.
        case busy
        case wait(until: Duration, WaitReason)
        case stop(AffinityError)
    }

    private struct Minute {
        var limit: Int?
        var remaining: Int
        var end: Duration
        /// Own answers in this window.
        var own = 1
    }

    package let limits: PacerLimits
    package private(set) var inFlight = 0
    /// How many may be under way at once: lower than configured after Affinity complained, and growing back.
    package private(set) var concurrency: Int
    package private(set) var status = RateStatus()

    private var minute: Minute?
    /// Calls a minute, as last heard, by whatever process.
    private var knownLimit: Int?
    /// Requests that other processes of this key have under way.
    private var othersInFlight = 0
    private var monthRemaining: Int?
    private var hold: (until: Duration, reason: WaitReason)?
    private var share: ShareBucket?
    private var sent = 0
    private var complaints = 0
    private var goodSinceComplaint = 0

    package init(_ limits: PacerLimits) {
        self.limits = limits
        concurrency = limits.concurrency
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
        if inFlight >= concurrency { return .busy }
        // The last of the month's calls may be among those under way: let them say so.
        if inFlight > 0, monthStop(inFlight: inFlight) != nil { return .busy }
        if let minute {
            if now >= minute.end {
                self.minute = nil
            } else if minute.remaining - inFlight <= Self.floor(of: minute.limit) {
                return .wait(until: minute.end, Self.reason(minute))
            }
        }
        if isCrowded {
            if inFlight > 0 { return .busy }
            return .wait(until: now + Self.crowdPause, .minuteUsed(limit: knownLimit, othersToo: true))
        }
        if let until = share?.take(at: now) {
            return .wait(until: until, .share(perMinute: share?.perMinute ?? 0))
        }
        inFlight += 1
        sent += 1
        return .go
    }

    /// How many more may go at once.
    package var freeSlots: Int { max(0, concurrency - inFlight) }

    /// Whether other processes have so much under way that the minute might not last for one more.
    private var isCrowded: Bool {
        guard othersInFlight > 0, let left = minute?.remaining ?? knownLimit else { return false }
        return left - inFlight - othersInFlight <= Self.floor(of: minute?.limit ?? knownLimit)
    }

    /// Until others are asked again; nobody here can tell when one of theirs ends.
    private static let crowdPause: Duration = .milliseconds(100)

    // MARK: Other processes

    /// Takes over what the processes of this key know together.
    package mutating func hear(_ common: SharedRateWindow, at now: Duration) {
        othersInFlight = common.othersInFlight
        knownLimit = common.limit ?? knownLimit
        if let window = common.window, window.endsIn > .zero {
            learn(limit: common.limit, remaining: window.remaining, end: now + window.endsIn, own: 0, at: now)
        }
    }

    /// What they are to know now.
    package func tell(_ common: inout SharedRateWindow, at now: Duration) {
        common.ownInFlight = inFlight
        common.limit = knownLimit
        common.window = minute.flatMap { minute in
            minute.end > now ? SharedRateWindow.Window(remaining: minute.remaining, endsIn: minute.end - now) : nil
        }
    }

    // MARK: It has ended

    /// An answer came, whatever its status but 429.
    package mutating func answered(_ status: RateStatus, at now: Duration) {
        end()
        learn(status, at: now)
        guard complaints > 0 else { return }
        goodSinceComplaint += 1
        guard goodSinceComplaint >= 50 else { return }
        goodSinceComplaint = 0
        concurrency = min(limits.concurrency, concurrency + 1)
        if concurrency == limits.concurrency { complaints = 0 }
    }

    /// No answer came.
    package mutating func failed() {
        end()
    }

    /// A 429 came. Nothing was applied, so the request may ask again (AffinityAPI.md#rate-headers).
    /// - Parameter retryAfter: seconds, should Affinity ever send that header.
    /// - Returns: why to stop, if it was the month's limit.
    package mutating func refused(_ status: RateStatus, retryAfter: Int? = nil, at now: Duration) -> AffinityError? {
        end()
        learn(status, at: now)
        if let stop = monthStop(inFlight: 0) { return stop }
        if let remaining = status.minute?.remaining, remaining > 0 {
            // Those that were under way together complain together: that counts as one.
            if case .tooManyAtOnce? = hold?.reason, let until = hold?.until, now < until { return nil }
            complaints += 1
            goodSinceComplaint = 0
            concurrency = max(1, concurrency / 2)
            let pause = retryAfter.map { Duration.seconds(min($0, 60)) } ?? .milliseconds(500 << min(complaints - 1, 5))
            holdBack(until: now + pause, .tooManyAtOnce(now: concurrency))
        } else {
            let seconds = retryAfter ?? status.minute?.resetsInSeconds ?? 60
            let reason = minute.map(Self.reason) ?? .minuteUsed(limit: status.minute?.limit, othersToo: false)
            holdBack(until: now + Self.span(seconds), reason)
        }
        return nil
    }

    // MARK: What the headers say

    private mutating func learn(_ new: RateStatus, at now: Duration) {
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
        guard let window = new.minute, let remaining = window.remaining, let reset = window.resetsInSeconds, reset > 0 else { return }
        learn(limit: window.limit, remaining: remaining, end: now + Self.span(reset), own: 1, at: now)
    }

    /// - Parameter own: how many own answers tell it.
    private mutating func learn(limit: Int?, remaining: Int, end: Duration, own: Int, at now: Duration) {
        knownLimit = limit ?? knownLimit
        if var known = minute, now < known.end, end <= known.end + .seconds(3) {
            // Answers come out of order; within a window the number only falls.
            known.remaining = min(known.remaining, remaining)
            known.limit = limit ?? known.limit
            known.own += own
            minute = known
        } else {
            minute = Minute(limit: limit, remaining: remaining, end: end, own: own)
        }
    }

    /// A header's whole seconds may be rounded down: one more is waited, so that the wait is not in vain. A minute's window never
    /// takes longer than two minutes to end, whatever is said.
    private static func span(_ seconds: Int) -> Duration { .seconds(min(max(seconds, 0), 120) + 1) }

    private static func floor(of limit: Int?) -> Int { min(10, (limit ?? PacerLimits.assumedPerMinute) / 20) }

    private static func reason(_ minute: Minute) -> WaitReason {
        let used = (minute.limit ?? 0) - minute.remaining
        // A few may be our own, sent but not yet answered.
        return .minuteUsed(limit: minute.limit, othersToo: used - minute.own > max(10, used / 20))
    }

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
