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
    private let gate: Mutex<Gate>
    private let recorder: RequestRecorder?
    private let defaultVersion: APIVersion

    /// - Throws: when the file for the record cannot be opened.
    package init(configuration: SimulatorConfiguration, world: World) throws {
        self.configuration = configuration
        self.world = world
        let lags = [configuration.searchLag, configuration.readLag, configuration.v1ReadLag].map(\.seconds)
        world.account.withLock { account in
            account.current.hiddenValues = configuration.hiddenValues
            account.current.mergedIsMissing = configuration.mergedIsMissing
            account.keepCopies(lagging: lags)
        }
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
            world.account.withLock { account in
                for step in steps { account.change(at: now) { Colleague(now: now).take(step, &$0) } }
            }
        }
        if case .limit(let pretended) = fault {
            verdict = pretended
            limiter.pretend(pretended, at: now)
        }
        if let message = Self.message(verdict) {
            return (isV2 ? V2Error.rateLimit(message) : V1Error.rateLimit(message), limiter)
        }
        if let answer = Self.instead(fault) { return (answer, limiter) }
        let answer: SimulatedResponse
        if isV2 {
            answer = answerV2(request, version: version, limiter: limiter, now: now)
        } else {
            answer = answerV1(request, limiter: limiter, now: now)
        }
        return (Self.spoiled(answer, fault), limiter)
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

    private func answerV2(_ request: SimulatedRequest, version: APIVersion?, limiter: RateLimiter, now: Double) -> SimulatedResponse {
        guard let version else {
            return V2Error.validation(
                "X-Affinity-Api-Version", "The provided version: '\(request.apiVersion ?? "")' is not valid.")
        }
        let call = V2Call(
            configuration: configuration, request: request, version: version,
            path: Array(request.path.split(separator: "/").dropFirst()), query: QueryString(request.query.utf8), limiter: limiter, now: now)
        return answer(call, readLag: configuration.readLag)
    }

    private func answerV1(_ request: SimulatedRequest, limiter: RateLimiter, now: Double) -> SimulatedResponse {
        let call = V1Call(
            configuration: configuration, request: request, path: request.path.split(separator: "/"),
            query: QueryString(request.query.utf8), limiter: limiter, now: now)
        return answer(call, readLag: configuration.v1ReadLag)
    }

    /// Writes go to the account as it is, reads to what lags behind it.
    private func answer(_ call: some APICall, readLag: Duration) -> SimulatedResponse {
        world.account.withLock { account in
            guard call.isRead else { return account.change(at: call.now) { call.answer(&$0) } }
            var call = call
            if call.isSearch && configuration.searchLag > .zero {
                call.index = account.seen(configuration.searchLag.seconds, before: call.now)
            }
            guard readLag > .zero else { return account.seen(at: call.now) { call.answer(&$0) } }
            var seen = account.seen(readLag.seconds, before: call.now)
            return call.answer(&seen)
        }
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
