import FerryTestSupport
import Testing

@testable import Affinity

/// The table of failures in Docs/Runs.md, line by line: what is tried again, for how long, and what then.
@Suite("Failures, line by line")
struct FailureTableTests {
    enum Request: CaseIterable, Sendable { case read, fields, create }

    static let minute: Duration = .seconds(60)

    struct Ending: Equatable {
        var error: AffinityError?
        var requests: Int
        var waited: Duration
    }

    /// Sends one request to an Affinity that always answers the same.
    /// - Parameter hasAnswered: whether it answered something else before.
    func send(
        _ request: Request, patience: Duration = minute, hasAnswered: Bool = true, limits: PacerLimits = PacerLimits(),
        to step: ScriptedTransport.Step
    ) async -> Ending {
        let clock = TestClock()
        let greeting: [ScriptedTransport.Step] = hasAnswered ? [.answer(.json(AffinityClientTests.organization))] : []
        let transport = ScriptedTransport(greeting + Array(repeating: step, count: 200))
        let client = AffinityClient(
            transport: transport, limits: limits, retry: RetryPolicy(patience: patience), clock: clock, random: { 1 })
        let fields = AffinityAPI.updateOrganization(OrganizationID(12), name: "Acme")
        if hasAnswered { _ = try? await client.send(fields) }
        let start = clock.now
        var ending = Ending(error: nil, requests: 0, waited: .zero)
        do throws(AffinityError) {
            switch request {
            case .read: _ = try await client.send(AffinityAPI.whoAmI())
            case .fields: _ = try await client.send(fields)
            case .create: _ = try await client.send(AffinityAPI.createOrganization(name: "Acme", domain: nil))
            }
        } catch {
            ending.error = error
        }
        ending.requests = transport.requests.count - (hasAnswered ? 1 : 0)
        ending.waited = start.duration(to: clock.now)
        return ending
    }

    static func isUnreachable(_ error: AffinityError?) -> Bool {
        if case .unreachable? = error { true } else { false }
    }

    static func isUnknown(_ error: AffinityError?) -> Bool {
        if case .outcomeUnknown? = error { true } else { false }
    }

    @Test("no connection: again, creates too, until the patience ends", arguments: Request.allCases)
    func noConnection(request: Request) async {
        let ending = await send(request, to: .fail(TransportError(.notSent, reason: "refused")))
        #expect(Self.isUnreachable(ending.error))
        // 0.5 + 1 + 2 + 4 + 8 + 16 s, and the next wait would pass the minute.
        #expect(ending.requests == 7 && ending.waited == .seconds(31.5))
    }

    @Test("no connection to an address that never answered: five seconds", arguments: Request.allCases)
    func firstContact(request: Request) async {
        let ending = await send(request, hasAnswered: false, to: .fail(TransportError(.notSent, reason: "refused")))
        #expect(Self.isUnreachable(ending.error))
        #expect(ending.requests == 4 && ending.waited == .seconds(3.5))
    }

    @Test("no answer, and server trouble: again", arguments: [Request.read, .fields], [nil, 408, 500, 502, 503, 504])
    func trouble(request: Request, status: Int?) async {
        let ending = await send(request, to: Self.trouble(status))
        #expect(Self.isUnreachable(ending.error))
        #expect(ending.requests == 7 && ending.waited == .seconds(31.5))
    }

    @Test("no answer to a create, and server trouble: never again, to be looked up", arguments: [nil, 408, 500, 502, 503, 504])
    func createInTrouble(status: Int?) async {
        let ending = await send(.create, to: Self.trouble(status))
        #expect(Self.isUnknown(ending.error))
        #expect(ending.requests == 1 && ending.waited == .zero)
    }

    private static func trouble(_ status: Int?) -> ScriptedTransport.Step {
        status.map { .answer(.html(status: $0)) } ?? .fail(TransportError(.noAnswer, reason: "closed"))
    }

    @Test("the minute's limit: again after each minute's end, until the patience ends", arguments: Request.allCases)
    func minuteLimit(request: Request) async {
        let full = APIResponse.json("{}", status: 429, rate: rateHeaders(0, reset: 29))
        let ending = await send(request, to: .answer(full))
        #expect(Self.isUnreachable(ending.error))
        #expect(ending.requests == 3 && ending.waited == .seconds(60))
    }

    @Test("too many at once: again after growing pauses, until the patience ends", arguments: Request.allCases)
    func concurrency(request: Request) async {
        let full = APIResponse.json("{}", status: 429, rate: rateHeaders(800, reset: 29))
        let ending = await send(request, to: .answer(full))
        #expect(Self.isUnreachable(ending.error))
        // 0.5 + 1 + 2 + 4 + 8 + 16 + 16 + 16 s.
        #expect(ending.requests == 9 && ending.waited == .seconds(63.5))
    }

    @Test("the month's limit: at once", arguments: Request.allCases)
    func monthLimit(request: Request) async {
        let full = APIResponse.json("{}", status: 429, rate: rateHeaders(800, month: 0, monthReset: 777))
        let ending = await send(request, to: .answer(full))
        #expect(ending == Ending(error: .monthlyLimit(resetsInSeconds: 777), requests: 1, waited: .zero))
    }

    @Test("the month's reserve: nothing more is sent", arguments: Request.allCases)
    func monthReserve(request: Request) async {
        let clock = TestClock()
        let transport = ScriptedTransport(.json(AffinityClientTests.organization, rate: rateHeaders(800, month: 50, monthReset: 777)))
        let client = AffinityClient(transport: transport, limits: PacerLimits(monthlyReserve: .count(50)), clock: clock, random: { 1 })
        _ = try? await client.send(AffinityAPI.updateOrganization(OrganizationID(12), name: "Acme"))
        await #expect(throws: AffinityError.monthlyReserve(remaining: 50, reserve: 50, resetsInSeconds: 777)) {
            _ = try await client.send(AffinityAPI.createOrganization(name: "Acme", domain: nil))
        }
        #expect(transport.requests.count == 1)
    }

    @Test("refused: never again", arguments: Request.allCases, [400, 404, 409, 422, 501])
    func refused(request: Request, status: Int) async {
        let ending = await send(request, to: .answer(.json(#"["no"]"#, status: status)))
        #expect(ending.error?.consequence == .rejectsRow)
        #expect(ending.requests == 1 && ending.waited == .zero)
    }

    @Test("key or permission: never again", arguments: Request.allCases, [401, 403])
    func notPermitted(request: Request, status: Int) async {
        let ending = await send(request, to: .answer(.json(#"["no"]"#, status: status)))
        #expect(ending.error?.consequence == .stopsRun)
        #expect(ending.requests == 1 && ending.waited == .zero)
    }

    @Test("not Affinity's words: never again; a create is to be looked up", arguments: Request.allCases)
    func unreadable(request: Request) async {
        let ending = await send(request, to: .answer(.html(status: 200)))
        #expect(ending.requests == 1 && ending.waited == .zero)
        #expect(ending.error?.consequence == (request == .create ? .mustBeReconciled : .stopsRun))
    }

    @Test("a failure that passes costs nothing but its wait", arguments: Request.allCases)
    func passing(request: Request) async {
        let ending = await send(request, patience: .zero, to: .answer(.json(AffinityClientTests.organization)))
        #expect(ending.requests == 1 && ending.waited == .zero)
    }
}
