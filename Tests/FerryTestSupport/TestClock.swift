import Synchronization

/// A clock that never sleeps: either it jumps to where a sleeper wants to go, or it holds sleepers until they are cancelled. It is the wall
/// clock of a test too.
package final class TestClock: Clock, Sendable {
    package struct Instant: InstantProtocol {
        /// Since 1970.
        package var offset: Duration

        package func advanced(by duration: Duration) -> Self { Self(offset: offset + duration) }
        package func duration(to other: Self) -> Duration { other.offset - offset }
        package static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
    }

    private struct State {
        var now: Duration
        var slept: [Duration] = []
        var arrival: CheckedContinuation<Void, Never>?
    }

    private let state: Mutex<State>
    private let holds: Bool

    /// - Parameter start: milliseconds since 1970; 21 November 2026, 10:15 UTC.
    package init(start: Int64 = 1_795_256_100_000, holdsSleepers: Bool = false) {
        state = Mutex(State(now: .milliseconds(start)))
        holds = holdsSleepers
    }

    package var now: Instant { Instant(offset: state.withLock { $0.now }) }
    package var minimumResolution: Duration { .nanoseconds(1) }
    /// Since 1970.
    package var milliseconds: Int64 { now.offset.components.seconds * 1000 + now.offset.components.attoseconds / 1_000_000_000_000_000 }
    /// Since 1970.
    package var seconds: Double {
        // Divided by a second, whole seconds would come a little beside themselves.
        let parts = now.offset.components
        return Double(parts.seconds) + Double(parts.attoseconds) / 1e18
    }
    /// How long each sleeper wanted to sleep.
    package var slept: [Duration] { state.withLock { $0.slept } }

    package func advance(by duration: Duration) {
        state.withLock { $0.now += duration }
    }

    package func advance(by seconds: Double) { advance(by: .seconds(seconds)) }

    /// Returns once someone sleeps.
    package func sleeper() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if !state.slept.isEmpty { return true }
                state.arrival = continuation
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    package func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let arrival = state.withLock { state in
            state.slept.append(deadline.offset - state.now)
            if !holds { state.now = max(state.now, deadline.offset) }
            defer { state.arrival = nil }
            return state.arrival
        }
        arrival?.resume()
        if holds { try await untilCancelled() } else { await Task.yield() }
    }

    private func untilCancelled() async throws {
        let (stream, end) = AsyncStream<Never>.makeStream()
        defer { end.finish() }
        for await _ in stream {}
        throw CancellationError()
    }
}
