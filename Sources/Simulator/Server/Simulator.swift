import Synchronization

/// An Affinity without sockets: requests in, answers out, over one world. Safe to call from many tasks at once; each request is
/// answered whole before the next.
package final class Simulator: Sendable {
    /// What stands between a request and its route.
    private struct Gate {
        var limiter: RateLimiter
        var dice: FaultDice
        var player: FaultPlayer
    }

    package let configuration: SimulatorConfiguration
    package let world: World
    let webhooks: WebhookSender
    private let gate: Mutex<Gate>
    private let recorder: RequestRecorder?
    private let defaultVersion: APIVersion

    /// - Throws: when the file for the record cannot be opened.
    package init(configuration: SimulatorConfiguration, world: World) throws {
        self.configuration = configuration
        self.world = world
        let lags = [configuration.searchLag, configuration.readLag, configuration.v1ReadLag, configuration.fieldLag].map(\.seconds)
        world.account.withLock { account in
            account.current.hiddenValues = configuration.hiddenValues
            account.current.mergedIsMissing = configuration.mergedIsMissing
            account.current.linkLag = configuration.linkLag.seconds
            account.current.dayOfOffset = configuration.dayOfOffset
            account.keepCopies(lagging: lags)
        }
        webhooks = WebhookSender(world: world, behavior: configuration.webhooks)
        let limiter = RateLimiter(
            perMinute: configuration.perMinuteLimit, perMonth: configuration.monthlyLimit, atOnce: configuration.concurrentLimit,
            monthUsed: configuration.monthlyUsed)
        gate = Mutex(
            Gate(
                limiter: limiter, dice: FaultDice(rate: configuration.failRate, seed: configuration.randomSeed),
                player: FaultPlayer(configuration.faults)))
        recorder = try configuration.recordFile.map { path in try RequestRecorder(path: path) }
        defaultVersion = APIVersion(header: configuration.defaultAPIVersion) ?? .january2024
    }

    /// Answers one request.
    /// - Parameter inFlight: requests under way, this one included.
    package func handle(_ request: SimulatedRequest, inFlight: Int = 1) -> SimulatedResponse {
        guard Host.isLoopback(request.host) else { return Host.refusal }
        if request.method == "HEAD" {
            var asked = request
            asked.method = "GET"
            var answer = handle(asked, inFlight: inFlight)
            answer.body = []
            return answer
        }
        guard let nango = configuration.nango, request.path.hasPrefix(SimulatedNango.root + "/") else {
            return answer(request, inFlight: inFlight)
        }
        do throws(SimulatedResponse) {
            return nango.passedBack(answer(try nango.passedOn(request, key: configuration.apiKey), inFlight: inFlight))
        } catch {
            return error
        }
    }

    private func answer(_ request: SimulatedRequest, inFlight: Int) -> SimulatedResponse {
        let now = world.now()
        let isV2 = request.path == "/v2" || request.path.hasPrefix("/v2/")
        var version = defaultVersion
        var isKnownVersion = true
        if isV2, let header = request.apiVersion {
            if let named = APIVersion(header: header) { version = named } else { isKnownVersion = false }
        }
        var (answer, limiter) = answer(request, isV2: isV2, version: isKnownVersion ? version : nil, inFlight: inFlight, now: now)
        limiter.advance(to: now)
        answer.headers += limiter.headers(at: now, isV2: isV2, unlimited: configuration.unlimitedHeaders)
        if isV2 { answer.headers.append((name: "x-affinity-api-version", value: version.name)) }
        answer.headers.append((name: "date", value: Timestamp.http(now)))
        recorder?.record(request, status: answer.status, at: now)
        return answer
    }

    /// - Parameter version: `nil` when the request names one that does not exist.
    private func answer(
        _ request: SimulatedRequest, isV2: Bool, version: APIVersion?, inFlight: Int, now: Double
    ) -> (SimulatedResponse, RateLimiter) {
        guard Credentials.fit(request.authorization, key: configuration.apiKey, allowBasic: !isV2) else {
            return (isV2 ? V2Error.authentication : V1Error.authentication, gate.withLock { $0.limiter })
        }
        let isExempt = ["/rate-limit", "/auth/whoami", "/v2/rate-limit", "/v2/auth/whoami"].contains(request.path)
        var (verdict, fault, steps, limiter) = gate.withLock { gate -> (RateLimiter.Verdict, FaultAction?, [ColleagueStep], RateLimiter) in
            let verdict = gate.limiter.admit(at: now, inFlight: inFlight, countsMonthly: !isExempt)
            guard verdict == .allowed else { return (verdict, nil, [], gate.limiter) }
            let played = gate.player.play(request)
            return (verdict, played.fault ?? gate.dice.roll(), played.steps, gate.limiter)
        }
        if !steps.isEmpty {
            let announcements = world.account.withLock { account in
                for step in steps { account.change(at: now) { Colleague(now: now).take(step, &$0) } }
                return account.takeAnnouncements()
            }
            webhooks.add(announcements, at: now)
        }
        if case .limit(let pretended) = fault {
            verdict = pretended
            limiter.pretend(pretended, at: now)
        }
        if let message = Self.message(verdict) {
            return (isV2 ? V2Error.rateLimit(message) : V1Error.rateLimit(message), limiter)
        }
        if let answer = Self.instead(fault) { return (answer, limiter) }
        return (Self.spoiled(routed(request, isV2: isV2, version: version, limiter: limiter, now: now), fault), limiter)
    }

    /// The answer to a request that is not carried out.
    private static func instead(_ fault: FaultAction?) -> SimulatedResponse? {
        switch fault {
        case .before(let status): return FaultDice.page(status)
        case .dropBefore:
            var answer = FaultDice.page(503)
            answer.delivery = .none
            return answer
        default: return nil
        }
    }

    /// What is left of the answer to a request that was carried out.
    private static func spoiled(_ answer: SimulatedResponse, _ fault: FaultAction?) -> SimulatedResponse {
        var answer = answer
        switch fault {
        case .after(let status): return FaultDice.page(status)
        case .dropAfter: answer.delivery = .none
        case .half: answer.delivery = .half
        case .slow(let milliseconds): answer.delayMilliseconds = milliseconds
        case .garbage:
            answer.status = 200
            answer.contentType = "application/json"
            answer.body = Array("{\"data\":[{\"id\":".utf8)
        default: break
        }
        return answer
    }

    private func routed(
        _ request: SimulatedRequest, isV2: Bool, version: APIVersion?, limiter: RateLimiter, now: Double
    ) -> SimulatedResponse {
        guard isV2 else { return answer(v1Call(request, limiter: limiter, now: now), readLag: configuration.v1ReadLag) }
        guard let version else {
            return V2Error.validation(
                "X-Affinity-Api-Version", "The provided version: '\(request.apiVersion ?? "")' is not valid.")
        }
        return answer(v2Call(request, version: version, limiter: limiter, now: now), readLag: configuration.readLag)
    }

    private func v1Call(_ request: SimulatedRequest, limiter: RateLimiter, now: Double) -> V1Call {
        V1Call(
            configuration: configuration, request: request, query: QueryString(request.query.utf8), limiter: limiter, now: now)
    }

    private func v2Call(_ request: SimulatedRequest, version: APIVersion, limiter: RateLimiter, now: Double) -> V2Call {
        V2Call(
            configuration: configuration, request: request, version: version, query: QueryString(request.query.utf8), limiter: limiter,
            now: now)
    }

    /// The address that is called before a request is carried out: that of a webhook which it makes, moves or wakes (AffinityAPI.md#webhooks).
    /// Found by carrying it out on a copy, so that nobody is called for a request that would be refused.
    func receiverToTest(_ request: SimulatedRequest) -> String? {
        let isV2 = request.path.hasPrefix("/v2/webhooks")
        guard isV2 || request.path.hasPrefix("/webhook"), request.method != "GET", Host.isLoopback(request.host),
            Credentials.fit(request.authorization, key: configuration.apiKey, allowBasic: !isV2)
        else { return nil }
        let (limiter, now) = (gate.withLock { $0.limiter }, world.now())
        var state = world.account.withLock { $0.current }
        let before = state.webhooks
        if isV2 {
            let version = request.apiVersion.flatMap { APIVersion(header: $0) } ?? defaultVersion
            _ = v2Call(request, version: version, limiter: limiter, now: now).answer(&state)
        } else {
            _ = v1Call(request, limiter: limiter, now: now).answer(&state)
        }
        return state.receiverToTest(before: before)
    }

    /// Writes go to the account as it is, reads to what lags behind it.
    private func answer(_ call: some APICall, readLag: Duration) -> SimulatedResponse {
        let readLag = call.isFieldList ? max(readLag, configuration.fieldLag) : readLag
        let (answer, announcements) = world.account.withLock { account in
            (carryOut(call, readLag: readLag, on: &account), account.takeAnnouncements())
        }
        webhooks.add(announcements, at: call.now)
        return answer
    }

    private func carryOut(_ call: some APICall, readLag: Duration, on account: inout Account) -> SimulatedResponse {
        guard call.isRead else { return account.change(at: call.now) { call.answer(&$0) } }
        var call = call
        if call.isSearch && configuration.searchLag > .zero {
            call.index = account.seen(configuration.searchLag.seconds, before: call.now)
        }
        guard readLag > .zero else { return account.seen(at: call.now) { call.answer(&$0) } }
        var seen = account.seen(readLag.seconds, before: call.now)
        return call.answer(&seen)
    }

    private static func message(_ verdict: RateLimiter.Verdict) -> String? {
        switch verdict {
        case .allowed: nil
        case .minuteExceeded: "You have exceeded the rate limit of requests per minute."
        case .monthExceeded: "You have exceeded the monthly limit of requests of your account."
        case .tooManyAtOnce: "There are too many concurrent requests."
        }
    }
}
