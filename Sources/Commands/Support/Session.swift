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
    private let countdown: WaitCountdown

    /// - Parameter connection: of the pipeline or run that the work is for.
    /// - Throws: `ConnectionProblem` when there is no usable key, or the address cannot be used.
    @inline(never)  // Swift 6.3.1 crashes in an optimized build when this becomes a part of `with`.
    static func open(
        _ terminal: Terminal, via connection: Connection? = nil, pacing: PacerLimits = PacerLimits(),
        patience: RetryPolicy = RetryPolicy(), onWait: @escaping @Sendable (WaitNotice) -> Void = { _ in }
    ) throws -> Session {
        try open(terminal, by: try Route(terminal, connection), pacing: pacing, patience: patience, onWait: onWait)
    }

    /// - Throws: `ConnectionProblem` when the proxy of this machine or its certificates cannot be used.
    @inline(never)
    static func open(
        _ terminal: Terminal, by route: Route, pacing: PacerLimits = PacerLimits(), patience: RetryPolicy = RetryPolicy(),
        onWait: @escaping @Sendable (WaitNotice) -> Void = { _ in }
    ) throws -> Session {
        let context = terminal.context
        let transport = HTTPTransport(
            baseURL: route.baseURL, key: route.key, proxy: route.proxy,
            outbound: try OutboundProxy(for: route.baseURL, environment: context.environment),
            trust: try TrustRoots(environment: context.environment), version: FerryVersion.text, concurrency: pacing.concurrency)
        let notices = WaitNotices(context.clock)
        let countdown = WaitCountdown(context.clock, onWait)
        let client = AffinityClient(
            transport: FinishingTransport(transport, grace: StopGrace.writes, clock: context.clock), limits: route.pacing(pacing),
            retry: patience,
            shared: CacheFolder.budget(of: route, context), clock: context.clock, random: context.random
        ) { event in
            switch event {
            case .waiting(let duration, let reason):
                countdown.begin(
                    WaitNotice(seconds: duration / .seconds(1), reason: "\(reason)", isNews: notices.isDue(reason)))
            case .attempt(let attempt):
                countdown.answered(after: attempt.duration / .seconds(1))
                terminal.detail(LogRecord(attempt))
            }
        }
        return Session(client: client, route: route, surroundings: terminal.surroundings, transport: transport, countdown: countdown)
    }

    /// The account for a use case, which tells a line what it is doing.
    func account(_ line: EventLine) -> AccountSession {
        line.follow(client)
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
        onWait: @escaping @Sendable (WaitNotice) -> Void = { _ in }, _ work: @escaping @Sendable (Session) async throws -> Result
    ) async throws -> Result {
        let session = try open(terminal, via: connection, pacing: pacing, patience: patience, onWait: onWait)
        session.route.warnOfKeyFile(terminal)
        let context = terminal.context
        let outcome = await withTaskGroup(of: Void.self) { group -> Swift.Result<Result, any Error> in
            // Where lines stay there is nothing to count down.
            if context.errors.isTerminal { group.addTask { await session.countdown.run(context.clock) } }
            defer { group.cancelAll() }
            do {
                return .success(isReading ? try await interruptible(by: context.stop) { try await work(session) } : try await work(session))
            } catch {
                return .failure(error)
            }
        }
        await session.close()
        return try outcome.get()
    }
}
