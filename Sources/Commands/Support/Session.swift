import Affinity
import AffinityHTTP
import Application
import Diagnostics
import PipelineSpec
import Runs
import Text

/// A connection to one account: the key, the way there, and the client that paces itself on both.
struct Session: Sendable {
    let client: AffinityClient
    let route: Route
    private let surroundings: Surroundings
    private let reads: ReadCache?
    private let transport: HTTPTransport
    private let countdown: WaitCountdown
    /// Nil where a pipeline says the way: a shell that completes knows of none.
    private let names: NamesFile?

    /// - Parameters:
    ///   - connection: of the pipeline or run that the work is for.
    ///   - account: of the run; nil for that of the pipeline that was typed.
    /// - Throws: `ConnectionProblem` when there is no usable key, or the address cannot be used.
    @inline(never)  // Swift 6.3.1 crashes in an optimized build when this becomes a part of `with`.
    static func open(
        _ terminal: Terminal, via connection: Connection? = nil, account: String? = nil, pacing: PacerLimits = PacerLimits(),
        patience: RetryPolicy = RetryPolicy(), onWait: @escaping @Sendable (WaitNotice) -> Void = { _ in }
    ) throws -> Session {
        try open(
            terminal, by: try Route(terminal, connection, account: account), account: account, pacing: pacing, patience: patience,
            onWait: onWait)
    }

    /// - Throws: `ConnectionProblem` when the proxy of this machine or its certificates cannot be used.
    @inline(never)
    static func open(
        _ terminal: Terminal, by route: Route, account: String? = nil, pacing: PacerLimits = PacerLimits(),
        patience: RetryPolicy = RetryPolicy(), onWait: @escaping @Sendable (WaitNotice) -> Void = { _ in }
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
                let seconds = duration / .seconds(1)
                countdown.begin(WaitNotice(seconds: seconds, reason: "\(reason)", isNews: notices.isDue(reason, for: seconds)))
            case .kept(let call, let path): terminal.detail(LogRecord(kept: call, path))
            case .attempt(let attempt):
                countdown.answered(after: attempt.duration / .seconds(1))
                terminal.detail(LogRecord(attempt))
            }
        }
        return Session(
            client: client, route: route, surroundings: terminal.surroundings, reads: CacheFolder.reads(of: route, context),
            transport: transport, countdown: countdown,
            names: route.proxy == nil ? NamesFile(terminal, account: account) : nil)
    }

    /// The account for a use case, which tells a line what it is doing.
    func account(_ line: EventLine) -> AccountSession {
        line.follow(client)
        let address = route.baseURL
        return AccountSession(
            client,
            at: .init(
                host: address.host, place: address.isLoopback ? address.authority : "affinity", variable: route.addressName),
            surroundings
        ) { event in
            if case .named(let names) = event { remember { $0.take(names) } }
            line.show(event)
        }
    }

    /// The same account for a plan, which may use what earlier plans have read.
    func account(_ line: EventLine, _ cache: CacheOption) -> AccountSession {
        var account = account(line)
        account.readCache = cache.isUsed ? reads : nil
        return account
    }

    /// A profile that says whose its key is does not work for anybody else.
    private func checkProfile() async throws {
        guard let profile = route.profile, let expected = profile.profile.account else { return }
        let account = try await client.send(AffinityAPI.whoAmI()).subdomain
        guard account.lowercased() != expected.lowercased() else { return }
        throw Failure(
            .refused, code: CommandCode.A103,
            "the profile \(profile.name) is for the account \"\(expected)\", and its key belongs to \"\(account)\"",
            hint: "give it a key of \(expected), or write account: \(account)")
    }

    /// Leaves behind what the account's lists, views and fields are called, for a shell to complete.
    func remember(_ change: (inout CompletionNames) -> Void) { names?.update(change) }

    func close() async {
        await transport.shutdown()
    }

    /// Opens, works, closes, whatever happens in between.
    ///
    /// - Parameters:
    ///   - connection: of the pipeline or run that the work is for.
    ///   - account: of the run; nil for that of the pipeline that was typed.
    ///   - isReading: the work writes nothing, so that Ctrl-C may drop it at any point.
    static func with<Result: Sendable>(
        _ terminal: Terminal, via connection: Connection? = nil, account: String? = nil, isReading: Bool = true,
        pacing: PacerLimits = PacerLimits(),
        patience: RetryPolicy = RetryPolicy(),
        onWait: @escaping @Sendable (WaitNotice) -> Void = { _ in }, _ work: @escaping @Sendable (Session) async throws -> Result
    ) async throws -> Result {
        let session = try open(terminal, via: connection, account: account, pacing: pacing, patience: patience, onWait: onWait)
        session.route.warnOfKeyFile(terminal)
        let context = terminal.context
        let outcome = await withTaskGroup(of: Void.self) { group -> Swift.Result<Result, any Error> in
            // Where lines stay there is nothing to count down.
            if context.errors.isTerminal { group.addTask { await session.countdown.run(context.clock) } }
            defer { group.cancelAll() }
            do {
                try await interruptible(by: context.stop) { try await session.checkProfile() }
                return .success(isReading ? try await interruptible(by: context.stop) { try await work(session) } : try await work(session))
            } catch {
                return .failure(error)
            }
        }
        await session.close()
        return try outcome.get()
    }
}
