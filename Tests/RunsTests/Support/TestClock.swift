import Runs
import Synchronization

/// A clock without waiting: whoever sleeps moves it on at once. It is the wall clock of a test too.
final class TestClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Self { Self(offset: offset + duration) }
        func duration(to other: Self) -> Duration { other.offset - offset }
        static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
    }

    private let time: Mutex<Instant>

    /// - Parameter start: Milliseconds since 1970.
    init(start: Int64 = 1_795_256_100_000) {
        time = Mutex(Instant(offset: .milliseconds(start)))
    }

    var now: Instant { time.withLock { $0 } }
    var minimumResolution: Duration { .milliseconds(1) }
    var milliseconds: Int64 { now.offset.components.seconds * 1000 + now.offset.components.attoseconds / 1_000_000_000_000_000 }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        time.withLock { $0 = max($0, deadline) }
        await Task.yield()
    }

    func advance(by duration: Duration) { time.withLock { $0 = $0.advanced(by: duration) } }
}

/// The same time, and whoever sleeps does so until the end of the test.
struct StandingClock: Clock {
    let base: TestClock

    var now: TestClock.Instant { base.now }
    var minimumResolution: Duration { base.minimumResolution }

    func sleep(until deadline: TestClock.Instant, tolerance: Duration?) async throws {
        await StopSignal().wait()
        try Task.checkCancellation()
    }
}
