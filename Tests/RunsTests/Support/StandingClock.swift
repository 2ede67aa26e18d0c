import FerryTestSupport

@testable import Runs

/// The same time as a test's clock, and whoever sleeps does so until the end of the test.
struct StandingClock: Clock {
    let base: TestClock

    var now: TestClock.Instant { base.now }
    var minimumResolution: Duration { base.minimumResolution }

    func sleep(until deadline: TestClock.Instant, tolerance: Duration?) async throws {
        await StopSignal().wait()
        try Task.checkCancellation()
    }
}
