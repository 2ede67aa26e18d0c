/// What the processes on this machine that use one key know of its minute together.
package struct SharedRateWindow: Hashable, Sendable {
    /// Its instants are counted from now on.
    package var minute: MinutePace
    /// Requests that the other processes have under way.
    package var othersInFlight: Int
    /// Requests that this process has under way.
    package var ownInFlight: Int

    package init(minute: MinutePace = MinutePace(), othersInFlight: Int = 0, ownInFlight: Int = 0) {
        self.minute = minute
        self.othersInFlight = othersInFlight
        self.ownInFlight = ownInFlight
    }
}

/// Where processes that use one key tell each other of its minute.
package protocol SharedBudget: Sendable {
    /// Looks at what is known together and changes it, while no other process does. Where that fails, the minute is an empty one and
    /// what `body` makes of it is dropped: the pace is then this process's own.
    func update<Result>(_ body: (inout SharedRateWindow) -> Result) -> Result
}

/// A token bucket for the run's own share of the minute: evenly, with a small burst, and never more than the share in any 60
/// seconds (the burst is taken out of the rate).
struct ShareBucket: Sendable {
    private(set) var perMinute: Int
    private var tokens: Double
    private var last: Duration

    init(perMinute: Int, at now: Duration) {
        self.perMinute = max(1, perMinute)
        last = now
        tokens = 0
        tokens = burst
    }

    /// A twentieth of the share may go at once.
    private var burst: Double { max(1, (Double(perMinute) / 20).rounded(.down)) }
    private var perSecond: Double { max(0.5, Double(perMinute) - burst) / 60 }

    /// When to ask again, if there is no token now.
    mutating func next(at now: Duration) -> Duration? {
        refill(at: now)
        return tokens >= 1 ? nil : now + .milliseconds(Int(((1 - tokens) / perSecond * 1000).rounded(.up)))
    }

    /// Takes a token, which must be there.
    mutating func take() {
        tokens -= 1
    }

    mutating func resize(perMinute: Int, at now: Duration) {
        guard perMinute != self.perMinute else { return }
        refill(at: now)
        // What was already taken stays taken, even if the new share would not have allowed it.
        let taken = burst - tokens
        self.perMinute = max(1, perMinute)
        tokens = burst - taken
    }

    private mutating func refill(at now: Duration) {
        guard now > last else { return }
        tokens = min(burst, tokens + (now - last).inSeconds * perSecond)
        last = now
    }
}

extension Duration {
    var inSeconds: Double {
        let (seconds, attoseconds) = components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
