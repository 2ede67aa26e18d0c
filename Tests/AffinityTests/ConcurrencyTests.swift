import FerryTestSupport
import Synchronization
import Testing

@testable import Affinity

/// Holds every request until told to answer, and remembers how many were under way at once.
private final class GatedTransport: Transport, Sendable {
    private struct State {
        var held: [CheckedContinuation<Void, Never>] = []
        var underWay = 0
        var most = 0
        var arrivals = 0
        var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []
    }

    private let state = Mutex(State())
    let answer: APIResponse

    init(_ answer: APIResponse) {
        self.answer = answer
    }

    var most: Int { state.withLock { $0.most } }
    var arrivals: Int { state.withLock { $0.arrivals } }

    func send(_ request: APIRequest) async throws(TransportError) -> APIResponse {
        await withCheckedContinuation { continuation in
            let ready = state.withLock { state in
                state.held.append(continuation)
                state.underWay += 1
                state.arrivals += 1
                state.most = max(state.most, state.underWay)
                let ready = state.waiters.filter { $0.count <= state.arrivals }
                state.waiters.removeAll { $0.count <= state.arrivals }
                return ready
            }
            for waiter in ready { waiter.continuation.resume() }
        }
        return answer
    }

    /// Returns once so many requests have come in all.
    func arrivals(_ count: Int) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.arrivals >= count { return true }
                state.waiters.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Answers the request that has waited longest.
    func answerOne() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard !state.held.isEmpty else { return nil }
            state.underWay -= 1
            return state.held.removeFirst()
        }
        next?.resume()
    }
}

@Suite("Many at once")
struct ConcurrencyTests {
    static let call = AffinityAPI.updateOrganization(OrganizationID(12), name: "Acme")
    static let answer = APIResponse.json(AffinityClientTests.organization, rate: rateHeaders(800))

    @Test("never more than configured are under way, and all come through")
    func bounded() async throws {
        let transport = GatedTransport(Self.answer)
        let client = AffinityClient(transport: transport, limits: PacerLimits(concurrency: 4), clock: TestClock(), random: { 0.5 })
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 1...50 { group.addTask { _ = try await client.send(Self.call) } }
            for sent in 1...50 {
                await transport.arrivals(min(50, sent + 3))
                transport.answerOne()
            }
            try await group.waitForAll()
        }
        #expect(transport.most == 4)
        #expect(client.counters.requests == 50)
    }

    @Test("one that waits for its turn leaves when cancelled, and the next takes its place")
    func cancelInLine() async throws {
        let transport = GatedTransport(Self.answer)
        let client = AffinityClient(transport: transport, limits: PacerLimits(concurrency: 1), clock: TestClock(), random: { 0.5 })
        let first = Task { try await client.send(Self.call) }
        await transport.arrivals(1)
        let second = Task { try await client.send(Self.call) }
        second.cancel()
        await #expect(throws: AffinityError.cancelled) { try await second.value }
        let third = Task { try await client.send(Self.call) }
        transport.answerOne()
        await transport.arrivals(2)
        transport.answerOne()
        _ = try await first.value
        _ = try await third.value
        #expect(transport.arrivals == 2)
    }

    @Test("a wait for the minute is announced once, however many wait for it")
    func oneAnnouncement() async throws {
        let waits = Mutex(0)
        let transport = GatedTransport(.json(AffinityClientTests.organization, rate: rateHeaders(2, reset: 30)))
        let clock = TestClock(holdsSleepers: true)
        let client = AffinityClient(transport: transport, limits: PacerLimits(concurrency: 4), clock: clock, random: { 0.5 }) { event in
            if case .waiting = event { waits.withLock { $0 += 1 } }
        }
        let first = Task { try await client.send(Self.call) }
        await transport.arrivals(1)
        transport.answerOne()
        _ = try await first.value
        let others = (1...5).map { _ in Task { try await client.send(Self.call) } }
        while clock.slept.count < 5 { await Task.yield() }
        for task in others { task.cancel() }
        for task in others { await #expect(throws: AffinityError.cancelled) { try await task.value } }
        #expect(waits.withLock { $0 } == 1)
    }
}
