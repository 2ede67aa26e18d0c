/// Faults at chosen requests, the same in every run: which request gets which is decided by counting and by a seed.
package struct FaultScript: Sendable, Equatable {
    var seed: UInt64
    var rules: [FaultRule]

    /// Reads a script from a YAML or JSON document; `Docs/Simulator.md` describes it.
    /// - Throws: `SeedError` naming the first place that does not fit.
    package init(_ document: SeedValue) throws(SeedError) {
        let root = try SeedReader(value: document, path: "").object(keys: ["seed", "faults"])
        let number = try root.optional("seed")?.number() ?? 1
        guard let seed = UInt64(exactly: number) else { throw SeedError("seed", "this should be a whole number") }
        self.seed = seed
        rules = []
        for item in try root.required("faults").items() { rules.append(try FaultRule(item)) }
    }
}

extension FaultRule {
    private static let kinds = [
        "before", "after", "drop-before", "drop-after", "half", "slow", "minute-limit", "month-limit", "concurrent-limit", "garbage",
        "colleague",
    ]

    init(_ reader: SeedReader) throws(SeedError) {
        let object = try reader.object(
            keys: ["fault", "status", "ms", "steps", "method", "path", "at", "every", "rate", "times"])
        action = try Self.action(object)
        method = try object.text("method")?.uppercased()
        path = try object.text("path").map { $0.split(separator: "/").map(String.init) }
        if let place = object.optional("at") {
            var places = [place]
            if case .list = place.value { places = try place.items() }
            for item in places { at.insert(try item.count()) }
        }
        every = try object.optional("every")?.count()
        times = try object.optional("times")?.count()
        if let place = object.optional("rate") {
            let share = try place.number()
            guard (0...1).contains(share) else { throw place.mismatch("a share from 0 to 1") }
            rate = share
        }
        guard !at.isEmpty || every != nil || rate != nil else { throw SeedError(reader.path, "a fault needs `at`, `every` or `rate`") }
    }

    private static func action(_ object: SeedReader) throws(SeedError) -> FaultAction {
        let kind = try object.required("fault")
        switch try kind.text() {
        case "before": return .before(status: try status(object))
        case "after": return .after(status: try status(object))
        case "drop-before": return .dropBefore
        case "drop-after": return .dropAfter
        case "half": return .half
        case "slow": return .slow(milliseconds: try object.required("ms").count())
        case "minute-limit": return .limit(.minuteExceeded)
        case "month-limit": return .limit(.monthExceeded)
        case "concurrent-limit": return .limit(.tooManyAtOnce)
        case "garbage": return .garbage
        case "colleague":
            var steps: [ColleagueStep] = []
            for item in try object.required("steps").items() { steps.append(try ColleagueStep(item)) }
            return .colleague(steps)
        default: throw kind.mismatch("one of \(kinds.joined(separator: ", "))")
        }
    }

    private static func status(_ object: SeedReader) throws(SeedError) -> Int {
        guard let place = object.optional("status") else { return 503 }
        let status = try place.count()
        guard (500...599).contains(status) else { throw place.mismatch("a status from 500 to 599") }
        return status
    }
}

extension SeedReader {
    /// A whole number from 1.
    fileprivate func count() throws(SeedError) -> Int {
        guard let number = Int(exactly: try number()), number >= 1 else { throw mismatch("a whole number from 1") }
        return number
    }
}

/// One line of a fault script: which requests, and what befalls them.
struct FaultRule: Sendable, Equatable {
    let action: FaultAction
    /// `nil` is any.
    var method: String?
    /// Pieces of the path, `*` for any one of them; `nil` is any path.
    var path: [String]?
    /// Counted among the requests that fit method and path, from 1.
    var at: Set<Int> = []
    var every: Int?
    /// A share from 0 to 1.
    var rate: Double?
    /// How often at most; `nil` means no bound.
    var times: Int?

    func fits(_ request: SimulatedRequest) -> Bool {
        if let method, method != request.method { return false }
        guard let path else { return true }
        let pieces = request.path.split(separator: "/")
        return pieces.count == path.count && zip(path, pieces).allSatisfy { $0 == "*" || $0 == $1 }
    }
}

/// What befalls a request that a rule of a fault script picks.
enum FaultAction: Sendable, Equatable {
    /// Refused with an HTML page before anything happened.
    case before(status: Int)
    /// Done, but the answer is an HTML page.
    case after(status: Int)
    /// The connection is closed before anything happened.
    case dropBefore
    /// Done, but the connection is closed without an answer.
    case dropAfter
    /// Done; the connection is closed in the middle of the answer.
    case half
    /// Done; the answer comes this many milliseconds later.
    case slow(milliseconds: Int)
    /// 429 of one of the three kinds; nothing happened.
    case limit(RateLimiter.Verdict)
    /// Done, but the answer is not JSON although it says so.
    case garbage
    /// Nothing happens to the request, but before it someone else changes the account.
    case colleague([ColleagueStep])
}
