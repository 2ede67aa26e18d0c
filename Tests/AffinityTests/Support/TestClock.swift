import Synchronization

/// A clock that never sleeps: either it jumps to where a sleeper wants to go, or it holds sleepers until they are cancelled.
final class TestClock: Clock, Sendable {
    struct Instant: InstantProtocol {
        var offset: Duration

        func advanced(by duration: Duration) -> Self { Self(offset: offset + duration) }
        func duration(to other: Self) -> Duration { other.offset - offset }
        static func < (a: Self, b: Self) -> Bool { a.offset < b.offset }
    }

    private struct State {
        var now: Duration = .zero
        var slept: [Duration] = []
        var arrival: CheckedContinuation<Void, Never>?
    }

    private let state = Mutex(State())
    private let holds: Bool

    init(holdsSleepers: Bool = false) {
        holds = holdsSleepers
    }

    var now: Instant { Instant(offset: state.withLock { $0.now }) }
    var minimumResolution: Duration { .nanoseconds(1) }
    /// How long each sleeper wanted to sleep.
    var slept: [Duration] { state.withLock { $0.slept } }

    func advance(by duration: Duration) {
        state.withLock { $0.now += duration }
    }

    /// Returns once someone sleeps.
    func sleeper() async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if !state.slept.isEmpty { return true }
                state.arrival = continuation
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    func sleep(until deadline: Instant, tolerance: Duration?) async throws {
        try Task.checkCancellation()
        let arrival = state.withLock { state in
            state.slept.append(deadline.offset - state.now)
            if !holds { state.now = max(state.now, deadline.offset) }
            defer { state.arrival = nil }
            return state.arrival
        }
        arrival?.resume()
        if holds { try await untilCancelled() }
    }

    private func untilCancelled() async throws {
        let (stream, end) = AsyncStream<Never>.makeStream()
        defer { end.finish() }
        for await _ in stream {}
        throw CancellationError()
    }
}
