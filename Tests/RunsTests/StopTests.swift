import Affinity
import FerryTestSupport
import Planning
import Synchronization
import Testing

@testable import Runs

@Suite("Stopping, and going on")
struct StopTests: ExecutorSuite {
    let folder: TemporaryFolder
    let clock = TestClock()
    /// So that the order of things is known.
    let unitsAtOnce = 1

    init() throws { folder = try TemporaryFolder(inMemory: true) }

    @Test("A stop asked for during any call lets that call finish and sends no other; resuming ends the same")
    func stopAtEveryCall() async throws {
        let rows = (1...12).map { $0 % 4 == 0 ? Plans.same($0, unit: $0 - 1) : Plans.new($0) }
        let whole = FakeAffinity(clock: clock)
        let expected = try await run(try Plans.file(rows, in: folder, name: "whole"), whole)
        for count in 1...whole.calls.count {
            let stop = StopSignal()
            let calls = Mutex(0)
            let affinity = FakeAffinity(
                clock: clock,
                hook: { _, moment in
                    guard moment == .beforeEffect else { return }
                    let now = calls.withLock { calls in
                        calls += 1
                        return calls
                    }
                    if now == count { stop.stop() }
                })
            let file = try Plans.file(rows, in: folder, name: "stop-\(count)")
            let first = try await run(file, affinity, stop: stop)
            #expect(affinity.calls.count == count)
            #expect(first.stop == (first.outcomes.pending > 0 ? .asked : nil))
            #expect(first.outcomes.rows == 12)
            let second = try await run(file, affinity)
            #expect(second.outcomes == expected.outcomes)
            #expect(affinity.contents == whole.contents)
            // Nothing was in doubt, so nothing was looked up or sent twice.
            #expect(affinity.calls.count == whole.calls.count)
        }
    }

    @Test("A run ends at its time, and goes on later with nothing lost or sent twice")
    func ending() async throws {
        let affinity = FakeAffinity(clock: clock)
        let file = try Plans.file((1...40).map { Plans.new($0) }, in: folder)
        let first = try await run(file, affinity, sleeping: StandingClock(base: clock)) {
            $0.end = Executor.End(after: .seconds(1), name: "06:00")
        }
        #expect(first.stop == .until("06:00"))
        #expect(affinity.calls.count == 20, "a call takes 50 ms")
        #expect(try file.stopReason() == "stopped at 06:00, as asked")
        let second = try await run(file, affinity)
        #expect(second.stop == nil && second.outcomes.created == 40)
        #expect(affinity.contents.count == 40)
    }

    @Test(
        "Key, permission, limits and network stop the run with their reason, and nothing is lost",
        arguments: [
            AffinityError.unauthorized(message: "Unauthorized API Key."), .forbidden(message: "no"), .monthlyLimit(resetsInSeconds: 60),
            .monthlyReserve(remaining: 1, reserve: 2, resetsInSeconds: nil), .requestLimit(7), .unreachable(reason: "down"),
            .notAffinity(status: 200, contentType: "text/html", reason: "HTML"),
        ])
    func stopReasons(error: AffinityError) async throws {
        let rows = (1...5).map { Plans.new($0) }
        let affinity = FakeAffinity(clock: clock, script: { _, world in world.calls.count >= 6 ? .fail(error) : nil })
        let file = try Plans.file(rows, in: folder)
        let first = try await run(file, affinity)
        #expect(first.stop == .affinity(error))
        #expect(first.outcomes.created == 1)
        #expect(first.outcomes.pending == 4)
        #expect(try file.state() == .stopped)
        #expect(try file.stopReason() == error.description(at: clock.milliseconds))
        let healthy = FakeAffinity(clock: clock)
        healthy.edit { $0 = affinity.state }
        let second = try await run(file, healthy)
        #expect(second.stop == nil)
        #expect(second.outcomes.created == 5)
        #expect(healthy.contents.count == 5)
    }

    @Test("With several units under way, all of them end or stay pending; none is half-forgotten")
    func stopConcurrently() async throws {
        let rows = (1...30).map { Plans.new($0) }
        let stop = StopSignal()
        let counted = Mutex(0)
        let affinity = FakeAffinity(
            clock: clock,
            hook: { _, moment in
                guard moment == .afterEffect else { return }
                let now = counted.withLock { count in
                    count += 1
                    return count
                }
                if now == 37 { stop.stop() }
            })
        let file = try Plans.file(rows, in: folder)
        let first = try await run(file, affinity, stop: stop) { $0.concurrency = 6 }
        #expect(first.stop == .asked)
        let second = try await run(file, affinity) { $0.concurrency = 6 }
        #expect(second.outcomes.created == 30)
        #expect(affinity.state.organizations.count == 30)
        #expect(affinity.state.entries.count == 30)
        #expect(affinity.calls.count == 120)
    }

    @Test("A cancelled wait ends the wait, and the run stops as asked")
    func stopWhileSettling() async throws {
        let stop = StopSignal()
        let affinity = FakeAffinity(
            clock: clock,
            script: { call, _ in
                if case .find = call { stop.stop() }
                if case .create = call { return .loseRequest }
                return nil
            })
        let file = try Plans.file([Plans.new(1)], in: folder)
        let result = try await run(file, affinity, stop: stop)
        #expect(result.stop == .asked)
        #expect(result.outcomes.pending == 1)
        #expect(affinity.writes.count == 1)
    }

    @Test("A transport that finishes: cancelling the waiting task does not cut the request")
    func finishingTransport() async throws {
        let inner = GatedTransport()
        let transport = FinishingTransport(inner, clock: ContinuousClock())
        let task = Task { try await transport.send(APIRequest(.post, "/organizations", repeatability: .once)) }
        await inner.entered()
        task.cancel()
        inner.open()
        #expect(try await task.value.status == 200)
        #expect(inner.wasCancelled == false)
        #expect(inner.count == 1)
    }

    @Test("A transport that finishes: what is not answered when the grace ends is cut off")
    func finishingIsBounded() async throws {
        let inner = GatedTransport()
        // The test's clock is there at once.
        let transport = FinishingTransport(inner, grace: .seconds(30), clock: clock)
        let start = clock.now
        let task = Task { try await transport.send(APIRequest(.post, "/organizations", repeatability: .once)) }
        await inner.entered()
        task.cancel()
        await inner.cancelled()
        inner.open()
        _ = try await task.value
        #expect(start.duration(to: clock.now) == .seconds(30))
    }

    @Test("A transport that finishes: a read hears of the cancellation")
    func readsAreCancelled() async throws {
        let inner = GatedTransport()
        let transport = FinishingTransport(inner, clock: ContinuousClock())
        let task = Task { try await transport.send(APIRequest(.get, "/organizations")) }
        await inner.entered()
        task.cancel()
        inner.open()
        _ = try await task.value
        #expect(inner.wasCancelled)
    }
}

/// Answers when it is let.
final class GatedTransport: Transport, Sendable {
    private let state = Mutex((count: 0, isOpen: false, cancelled: false))

    var count: Int { state.withLock { $0.count } }
    var wasCancelled: Bool { state.withLock { $0.cancelled } }
    func open() { state.withLock { $0.isOpen = true } }
    func cancelled() async { while !wasCancelled { await Task.yield() } }
    func entered() async { while count == 0 { await Task.yield() } }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        state.withLock { $0.count += 1 }
        while !state.withLock({ $0.isOpen }) {
            if Task.isCancelled { state.withLock { $0.cancelled = true } }
            await Task.yield()
        }
        if Task.isCancelled { state.withLock { $0.cancelled = true } }
        return APIResponse(status: 200)
    }
}
