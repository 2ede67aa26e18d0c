import FerryTestSupport
import Synchronization
import Testing

@testable import Affinity

@Suite("Client")
struct AffinityClientTests {
    static let whoAmI =
        #"{"tenant":{"id":1,"name":"T","subdomain":"t"},"user":{"id":1,"firstName":"J","lastName":"S","emailAddress":"e"},"grant":null}"#
    static let organization = #"{"id":12,"name":"Acme","domain":null,"domains":[],"global":false}"#

    let create = AffinityAPI.createOrganization(name: "Acme", domain: nil)
    let update = AffinityAPI.updateOrganization(OrganizationID(12), name: "Acme")
    let clock = TestClock()

    final class Events: Sendable {
        private let list = Mutex<[ClientEvent]>([])
        var waits: [String] {
            list.withLock {
                $0.compactMap { if case .waiting(let time, let reason) = $0 { "\(time.components.seconds) s: \(reason)" } else { nil } }
            }
        }
        var attempts: [ClientEvent.Attempt] {
            list.withLock { $0.compactMap { if case .attempt(let attempt) = $0 { attempt } else { nil } } }
        }
        func add(_ event: ClientEvent) { list.withLock { $0.append(event) } }
    }

    func client(_ transport: any Transport, _ limits: PacerLimits = PacerLimits(), events: Events = Events()) -> AffinityClient {
        AffinityClient(transport: transport, limits: limits, clock: clock, random: { 0.5 }, observe: events.add)
    }

    static func steps(_ first: ScriptedTransport.Step, then second: APIResponse) -> ScriptedTransport {
        ScriptedTransport([first, .answer(second)])
    }

    @Test("waits for the reset after a 429, says why, and repeats, a create too")
    func limited() async throws {
        let transport = ScriptedTransport(
            .json(#"{"errors":[{"code":"rate-limit","message":"x"}]}"#, status: 429, rate: rateHeaders(0, reset: 12)),
            .json(Self.organization, rate: rateHeaders(899, reset: 60)))
        let events = Events()
        let client = client(transport, events: events)
        #expect(try await client.send(create).id == OrganizationID(12))
        #expect(clock.slept == [.seconds(13)])
        #expect(events.waits == ["13 s: 900 calls a minute used (others use this key too)"])
        #expect(client.counters.requests == 2 && client.counters.retries == 1)
        #expect(events.attempts.map(\.status) == [429, 200])
        #expect(events.attempts.map(\.number) == [1, 2])
        #expect(client.rateStatus.minute?.remaining == 899)
    }

    @Test("gives up when 429 follows 429 for longer than its patience")
    func alwaysLimited() async {
        let transport = ScriptedTransport(Array(repeating: .answer(APIResponse(status: 429)), count: 30))
        let client = client(transport)
        await #expect(throws: AffinityError.unreachable(reason: "it answers POST organization with 429, too many calls, again and again")) {
            try await client.send(create)
        }
        #expect(transport.requests.count == 11)
    }

    @Test("sends a create that is answered with 5xx exactly once, and says that the outcome is unknown", arguments: [500, 502, 503, 504])
    func createFails(status: Int) async {
        let transport = ScriptedTransport(.html(status: status), .json(Self.organization))
        let client = client(transport)
        await #expect(throws: AffinityError.outcomeUnknown(reason: "POST organization was answered with \(status)")) {
            try await client.send(create)
        }
        #expect(transport.requests.count == 1)
    }

    @Test("sends a create whose answer is lost exactly once")
    func createLost() async {
        let transport = Self.steps(.fail(TransportError(.noAnswer, reason: "h closed the connection")), then: .json(Self.organization))
        let client = client(transport)
        await #expect(throws: AffinityError.outcomeUnknown(reason: "POST organization: h closed the connection")) {
            try await client.send(create)
        }
        #expect(transport.requests.count == 1)
    }

    @Test("sends a create again that never left")
    func createNotSent() async throws {
        let transport = Self.steps(.fail(TransportError(.notSent, reason: "refused")), then: .json(Self.organization))
        #expect(try await client(transport).send(create).name == "Acme")
        #expect(transport.requests.count == 2)
    }

    @Test(
        "does not know the outcome of a create whose success cannot be read",
        arguments: [APIResponse.html(), .json("{}"), APIResponse(status: 200)])
    func createUnreadable(_ response: APIResponse) async {
        let transport = ScriptedTransport(response, .json(Self.organization))
        let client = client(transport)
        do {
            _ = try await client.send(create)
            Issue.record("no error")
        } catch {
            #expect(error.consequence == .mustBeReconciled)
        }
        #expect(transport.requests.count == 1)
    }

    @Test("accepts a 201 as well as a 200")
    func created() async throws {
        #expect(try await client(ScriptedTransport(.json(Self.organization, status: 201))).send(create).name == "Acme")
    }

    @Test(
        "repeats idempotent writes and reads after server trouble and lost answers",
        arguments: [
            ScriptedTransport.Step.answer(.html(status: 503)), .answer(.text("", status: 500)),
            .fail(TransportError(.noAnswer, reason: "cut")), .fail(TransportError(.notSent, reason: "refused")),
        ])
    func repeats(_ step: ScriptedTransport.Step) async throws {
        let write = ScriptedTransport([step, step, .answer(.json(Self.organization))])
        #expect(try await client(write).send(update).name == "Acme")
        #expect(write.requests.count == 3)
        #expect(clock.slept == [.milliseconds(250), .milliseconds(500)])
        let read = Self.steps(step, then: .json(Self.whoAmI))
        #expect(try await client(read).send(AffinityAPI.whoAmI()).tenantName == "T")
    }

    @Test("does not repeat what was refused", arguments: [400, 401, 403, 404, 409, 422])
    func refused(status: Int) async {
        let transport = ScriptedTransport(.json(#"["no"]"#, status: status), .json(Self.organization))
        let client = client(transport)
        await #expect(throws: AffinityError.self) { try await client.send(update) }
        #expect(transport.requests.count == 1)
        #expect(clock.slept.isEmpty)
    }

    @Test("gives up in seconds on an endpoint that never answers, in ten minutes on one that did")
    func patience() async {
        let dead = ScriptedTransport(Array(repeating: .fail(TransportError(.notSent, reason: "h refuses the connection")), count: 1000))
        let unreachable = client(dead)
        let start = clock.now.offset
        await #expect(throws: AffinityError.unreachable(reason: "GET whoami: h refuses the connection")) {
            try await unreachable.send(AffinityAPI.whoAmI())
        }
        #expect(clock.now.offset - start < .seconds(6))
        let down = ScriptedTransport(
            [.answer(.json(Self.whoAmI))]
                + Array(repeating: .fail(TransportError(.notSent, reason: "h refuses the connection")), count: 1000))
        let client = client(down)
        _ = try? await client.send(AffinityAPI.whoAmI())
        let before = clock.now.offset
        await #expect(throws: AffinityError.self) { try await client.send(AffinityAPI.whoAmI()) }
        #expect(clock.now.offset - before > .seconds(580) && clock.now.offset - before < .seconds(601))
    }

    @Test("stops at the month's limit without sending more")
    func monthlyLimit() async throws {
        let transport = ScriptedTransport(
            .json(Self.whoAmI, rate: rateHeaders(500, month: 0, monthReset: 7200)), .json(Self.whoAmI))
        let client = client(transport)
        _ = try await client.send(AffinityAPI.whoAmI())
        await #expect(throws: AffinityError.monthlyLimit(resetsInSeconds: 7200)) { try await client.send(AffinityAPI.whoAmI()) }
        #expect(transport.requests.count == 1)
        #expect(clock.slept.isEmpty)
    }

    @Test("a 429 of the month is told as such at once")
    func monthlyLimitRefused() async {
        let transport = ScriptedTransport(APIResponse(status: 429, headers: rateHeaders(700, month: 0, monthReset: 7200)))
        let client = client(transport)
        await #expect(throws: AffinityError.monthlyLimit(resetsInSeconds: 7200)) { try await client.send(create) }
    }

    @Test("a cancelled task stops waiting, and says cancelled, not unknown")
    func cancelWhileWaiting() async {
        let holding = TestClock(holdsSleepers: true)
        let transport = ScriptedTransport(APIResponse(status: 429), .json(Self.organization))
        let client = AffinityClient(transport: transport, clock: holding, random: { 0.5 })
        let create = create
        let task = Task { try await client.send(create) }
        await holding.sleeper()
        task.cancel()
        await #expect(throws: AffinityError.cancelled) { try await task.value }
        #expect(transport.requests.count == 1)
    }

    @Test("a task cancelled before sends nothing")
    func cancelledBefore() async {
        let transport = ScriptedTransport(.json(Self.organization))
        let client = client(transport)
        let create = create
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await client.send(create)
        }
        await #expect(throws: AffinityError.cancelled) { try await task.value }
        #expect(transport.requests.isEmpty)
    }

    @Test("a create cancelled under way is unknown, a read is cancelled")
    func cancelledUnderWay() async {
        let cancelled = ScriptedTransport.Step.fail(TransportError(.cancelled, reason: "cancelled"))
        let client = client(ScriptedTransport([cancelled, cancelled]))
        await #expect(throws: AffinityError.outcomeUnknown(reason: "POST organization: cancelled under way")) {
            try await client.send(create)
        }
        await #expect(throws: AffinityError.cancelled) { try await client.send(AffinityAPI.whoAmI()) }
    }

    @Test("tells each attempt with its path as a template")
    func events() async throws {
        let events = Events()
        _ = try await client(ScriptedTransport(.json(Self.organization)), events: events).send(update)
        #expect(events.attempts.map(\.call.template) == ["/organizations/{organization}"])
        #expect(events.attempts.map(\.status) == [200])
    }
}
