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

    /// Takes a token.
    /// - Returns: when to ask again, if there is none now.
    mutating func take(at now: Duration) -> Duration? {
        refill(at: now)
        if tokens >= 1 {
            tokens -= 1
            return nil
        }
        return now + .milliseconds(Int(((1 - tokens) / perSecond * 1000).rounded(.up)))
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
