import Affinity
import AffinityHTTP
import Application
import PipelineSpec
import Runs
import Text

/// A connection to one account: the key, the way there, and the client that paces itself on both.
struct Session: Sendable {
    let client: AffinityClient
    let route: Route
    private let surroundings: Surroundings
    private let transport: HTTPTransport

    /// - Parameter connection: of the pipeline or run that the work is for.
    /// - Throws: `ConnectionProblem` when there is no usable key, or the address is none.
    @inline(never)  // Swift 6.3.1 crashes in an optimized build when this becomes a part of `with`.
    static func open(
        _ terminal: Terminal, via connection: Connection? = nil, pacing: PacerLimits = PacerLimits(),
        patience: RetryPolicy = RetryPolicy(), onWait: @escaping @Sendable (String) -> Void = { _ in }
    ) throws -> Session {
        let context = terminal.context
        let route = try Route(terminal, connection)
        let transport = HTTPTransport(
            baseURL: route.baseURL, key: route.key, proxy: route.proxy,
            outbound: try OutboundProxy(for: route.baseURL, environment: context.environment),
            trust: try TrustRoots(environment: context.environment), version: FerryVersion.text, concurrency: pacing.concurrency)
        let notices = WaitNotices(context.clock)
        let client = AffinityClient(
            transport: FinishingTransport(transport, grace: StopGrace.writes, clock: context.clock), limits: route.pacing(pacing),
            retry: patience,
            shared: CacheFolder.budget(of: route, context), clock: context.clock, random: context.random
        ) { event in
            switch event {
            case .waiting(let duration, let reason):
                if notices.isDue(reason) { onWait("waiting \(Numbers.duration(duration)): \(reason)") }
            case .attempt(let attempt):
                terminal.detail(Self.line(attempt))
            }
        }
        return Session(client: client, route: route, surroundings: terminal.surroundings, transport: transport)
    }

    /// `GET /v2/lists 200 in 41 ms`: what `--verbose` shows of a request. Neither ids nor queries are in it.
    private static func line(_ attempt: ClientEvent.Attempt) -> String {
        let status = attempt.status.map(String.init) ?? "no answer"
        let milliseconds = Int(attempt.duration / .milliseconds(1))
        let again = attempt.number > 1 ? " (attempt \(attempt.number))" : ""
        return "\(attempt.call.method.rawValue) \(attempt.call.template) \(status) in \(milliseconds) ms\(again)"
    }

    /// The account for a use case, which tells a line what it is doing.
    func account(_ line: EventLine) -> AccountSession {
        let address = route.baseURL
        return AccountSession(
            client,
            at: .init(
                host: address.host, place: address.isLoopback ? address.authority : "affinity", variable: route.addressName),
            surroundings, observe: line.show)
    }

    func close() async {
        await transport.shutdown()
    }

    /// Opens, works, closes, whatever happens in between.
    ///
    /// - Parameters:
    ///   - connection: of the pipeline or run that the work is for.
    ///   - isReading: the work writes nothing, so that Ctrl-C may drop it at any point.
    static func with<Result: Sendable>(
        _ terminal: Terminal, via connection: Connection? = nil, isReading: Bool = true, pacing: PacerLimits = PacerLimits(),
        patience: RetryPolicy = RetryPolicy(),
        onWait: @escaping @Sendable (String) -> Void = { _ in }, _ work: @escaping @Sendable (Session) async throws -> Result
    ) async throws -> Result {
        let session = try open(terminal, via: connection, pacing: pacing, patience: patience, onWait: onWait)
        let outcome: Swift.Result<Result, any Error>
        do {
            outcome = .success(
                isReading ? try await interruptible(by: terminal.context.stop) { try await work(session) } : try await work(session))
        } catch {
            outcome = .failure(error)
        }
        await session.close()
        return try outcome.get()
    }
}
