/// A moment of a clock whose kind is not known, to measure from.
struct StartedClock: Sendable {
    private let elapsed: @Sendable () -> Duration

    init(_ elapsed: @escaping @Sendable () -> Duration) {
        self.elapsed = elapsed
    }

    var secondsSince: Double { elapsed() / .seconds(1) }
}

extension Clock where Duration == Swift.Duration {
    var started: StartedClock {
        let start = now
        return StartedClock { start.duration(to: self.now) }
    }
}
