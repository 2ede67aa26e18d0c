import Synchronization

/// A clock that stands still until a test moves it.
final class TestClock: Sendable {
    private let seconds: Mutex<Double>

    /// 21 November 2026, 10:15 UTC.
    init(_ start: Double = 1_795_256_100) {
        seconds = Mutex(start)
    }

    func now() -> Double { seconds.withLock { $0 } }

    func advance(by amount: Double) {
        seconds.withLock { $0 += amount }
    }
}
