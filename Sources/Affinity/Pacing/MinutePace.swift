/// The minute of one key, as answers tell it, and the pace that uses it up evenly and to its end. Without a clock: instants are
/// durations since any fixed start, the same for all calls.
///
/// A minute begins at any second, by Affinity's clock or with its first call: nobody says which, and `reset` is in whole seconds, rounded
/// one way or the other. So two ends are known of it, and each answer brings them closer to each other. By the earlier one all is
/// sent, evenly; with the later one the next minute begins.
///
/// | of the minute | goes |
/// | --- | --- |
/// | the first three quarters | at once, if the pace before was slower than even: a short piece of work need not wait |
/// | the rest, and all of it in a run that goes on | evenly over the time that it has left |
/// | the last calls: a 450th, and what others may have taken since the last answer and half a second more | to others: whoever uses the last one gets everyone refused |
///
/// Others are whoever uses the minute without this file: what is used, less what was answered here. Of the even pace `a`, of which
/// others take `c`, there goes `a² / (a + 2c)`: less the more they take, so that a steady user is yielded to, and several that all pace
/// themselves like this come to equal shares, two of them to halves.
package struct MinutePace: Hashable, Sendable {
    package struct Window: Hashable, Sendable {
        package var remaining: Int
        /// When that was.
        package var heard: Duration
        package var earliestEnd: Duration
        package var latestEnd: Duration
        /// When it was first heard of.
        package var since: Duration
        /// Used by then, by whomever.
        package var before: Int
        /// Answers to Ferry from then on.
        package var ours: Int
        /// Calls of others from then on, as many as are sure.
        package var others: Int

        package init(
            remaining: Int, heard: Duration, earliestEnd: Duration, latestEnd: Duration, since: Duration, before: Int = 0, ours: Int = 0,
            others: Int = 0
        ) {
            self.remaining = remaining
            self.heard = heard
            self.earliestEnd = earliestEnd
            self.latestEnd = latestEnd
            self.since = since
            self.before = before
            self.ours = ours
            self.others = others
        }
    }

    package enum Decision: Hashable, Sendable {
        case go
        /// All that is left is under way.
        case taken
        /// Not before the even pace allows it.
        case early(until: Duration)
        case usedUp(until: Duration)
    }

    /// Calls a minute, as last heard; it outlives the window.
    package var limit: Int?
    /// The latest that is known of, though it may be over.
    package var window: Window?
    /// Calls that others took a second, until that window.
    package var othersBefore = 0.0
    /// Calls that went ahead of the even pace.
    package var ahead = 0.0
    /// When `ahead` was so.
    package var paced = Duration.zero

    package init() {}

    // MARK: Asking

    /// After `go` the call counts as sent.
    /// - Parameters:
    ///   - own: requests that this process has under way.
    ///   - beside: those of the other processes that share this.
    package mutating func ask(at now: Duration, own: Int, beside: Int = 0) -> Decision {
        guard let limit else { return .go }
        let left = left(at: now) - own
        if left <= 0, let open = open(at: now) { return .usedUp(until: open.latestEnd) }
        guard left - beside > 0 else { return .taken }
        let rate = rate(for: left - beside, at: now)
        let most = Double(limit * 3 / 4)
        let atOnce = max(1, min(most, Double(left - beside - limit / 4) - others(at: now) * timeLeft(at: now)))
        ahead = min(max(ahead - max(0, (now - paced).inSeconds) * rate, most - atOnce), most)
        // The sooner a minute begins the sooner it ends.
        if own + beside == 0, open(at: now) == nil { ahead = min(ahead, most - 1) }
        paced = now
        let missing = 1 - (most - ahead)
        guard missing < 1e-6 else {
            let next = now + .milliseconds(Int((min(missing / rate, 60) * 1000).rounded(.up)))
            return .early(until: open(at: now).map { min(next, $0.latestEnd) } ?? next)
        }
        ahead += 1
        return .go
    }

    /// The least time that so many calls take; nil where no limit is known.
    package func time(for calls: Double, at now: Duration) -> Duration? {
        guard let limit else { return nil }
        guard calls > 0 else { return .zero }
        let left = Double(max(0, left(at: now)))
        guard calls > left else {
            let atOnce = min(left, Double(limit * 3 / 4) - ahead)
            return calls > atOnce ? Self.span((calls - atOnce) / rate(for: Int(left), at: now)) : .zero
        }
        let even = Double(limit) / 60
        let next = open(at: now).map { $0.latestEnd - now } ?? .seconds(60)
        return next + Self.span((calls - left) / Self.yielding(even, to: others(at: now)))
    }

    /// Of so many seconds; of a thousand years where there are more.
    private static func span(_ seconds: Double) -> Duration { .seconds(min(seconds, 3e10)) }

    private func open(at now: Duration) -> Window? { window.flatMap { now < $0.latestEnd ? $0 : nil } }

    /// Calls of the minute that Ferry may still make.
    private func left(at now: Duration) -> Int {
        guard let limit else { return 0 }
        guard let open = open(at: now) else { return limit }
        let unheard = others(at: now) * (max(0, (now - open.heard).inSeconds) + 0.5)
        return open.remaining - limit / 450 - min(Int(unheard.rounded(.up)), limit / 4)
    }

    /// Seconds.
    private func timeLeft(at now: Duration) -> Double { max(0.25, (open(at: now).map { $0.earliestEnd - now } ?? .seconds(60)).inSeconds) }

    /// Calls a second.
    private func rate(for left: Int, at now: Duration) -> Double {
        Self.yielding(Double(left) / timeLeft(at: now), to: others(at: now))
    }

    private static func yielding(_ even: Double, to others: Double) -> Double { even > 0 ? even * even / (even + 2 * others) : 0 }

    /// Calls that others take a second: in this window, and before, which counts as five seconds of it.
    private func others(at now: Duration) -> Double {
        guard let window else { return othersBefore }
        let seconds = max(0, (min(now, window.latestEnd) - window.since).inSeconds)
        return (Double(window.others) + othersBefore * 5) / (seconds + 5)
    }

    /// Whether others use the minute too, by more than may be requests under way.
    package var isShared: Bool {
        guard let window, let limit else { return false }
        let used = limit - window.remaining
        return used - window.ours > max(10, used / 20)
    }

    // MARK: Hearing

    /// An answer came.
    /// - Parameters:
    ///   - sent: when its request left.
    ///   - underWay: the requests that still are, of all processes that share this.
    package mutating func hear(_ said: RateStatus.Window, sent: Duration, at now: Duration, underWay: Int) {
        if let limit = said.limit, limit > 0 { self.limit = limit }
        guard let remaining = said.remaining, let reset = said.resetsInSeconds, reset > 0 else { return }
        let limit = limit ?? max(remaining, PacerLimits.assumedPerMinute)
        self.limit = limit
        let earliest = sent + .seconds(min(reset, 121) - 1)
        let latest = now + Self.longest(reset)
        let used = max(0, limit - remaining)
        guard var known = window, earliest <= known.latestEnd else {
            othersBefore = others(at: now)
            window = Window(
                remaining: remaining, heard: now, earliestEnd: earliest, latestEnd: latest, since: now, before: max(0, used - 1), ours: 1)
            return
        }
        // A late answer of the window before says nothing of this one.
        guard now < known.latestEnd, latest >= known.earliestEnd else { return }
        known.ours += 1
        // Answers come out of order; within a window the number only falls.
        if remaining <= known.remaining { (known.remaining, known.heard) = (remaining, now) }
        known.others = max(known.others, used - known.before - known.ours - underWay)
        known.latestEnd = min(known.latestEnd, latest)
        known.earliestEnd = min(max(known.earliestEnd, earliest), known.latestEnd)
        window = known
    }

    /// A call of the minute was refused: whoever waits for that minute's end goes on evenly, and not all at once.
    package mutating func refused(until end: Duration) {
        ahead = Double(limit ?? 0)
        paced = max(paced, end)
    }

    /// A minute that has sixty seconds left has just begun, and takes sixty seconds from then on; a little more, for two clocks. Of others
    /// the seconds may be rounded down. It never takes longer than two minutes, whatever is said.
    private static func longest(_ reset: Int) -> Duration {
        reset < 60 ? .seconds(reset + 1) : reset == 60 ? .milliseconds(60_050) : .seconds(min(reset, 120) + 1)
    }

    /// The same with other instants.
    package func shifted(by time: Duration) -> Self {
        var shifted = self
        shifted.paced += time
        shifted.window?.heard += time
        shifted.window?.since += time
        shifted.window?.earliestEnd += time
        shifted.window?.latestEnd += time
        return shifted
    }
}
