/// A moment of a clock whose kind is not known, to measure from.
package struct StartedClock: Sendable {
    private let elapsed: @Sendable () -> Duration

    package init(_ elapsed: @escaping @Sendable () -> Duration) {
        self.elapsed = elapsed
    }

    package var secondsSince: Double { elapsed() / .seconds(1) }
}

extension Clock where Duration == Swift.Duration {
    package var started: StartedClock {
        let start = now
        return StartedClock { start.duration(to: self.now) }
    }
}
