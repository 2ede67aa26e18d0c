/// Plays a fault script: counts what each rule fits and decides by seed where a rule goes by chance.
struct FaultPlayer: Sendable {
    private let rules: [FaultRule]
    private var seen: [Int]
    private var played: [Int]
    private var dice: SeedDice

    init(_ script: FaultScript?) {
        rules = script?.rules ?? []
        seen = Array(repeating: 0, count: rules.count)
        played = seen
        dice = SeedDice(seed: script?.seed ?? 1)
    }

    /// What befalls the next request: all colleagues that are due, and the first other fault.
    mutating func play(_ request: SimulatedRequest) -> (fault: FaultAction?, steps: [ColleagueStep]) {
        var fault: FaultAction?
        var steps: [ColleagueStep] = []
        for (index, rule) in rules.enumerated() where rule.fits(request) {
            seen[index] += 1
            guard played[index] < rule.times ?? .max, isDue(rule, at: seen[index]) else { continue }
            if case .colleague(let own) = rule.action {
                steps += own
            } else if fault == nil {
                fault = rule.action
            } else {
                continue
            }
            played[index] += 1
        }
        return (fault, steps)
    }

    private mutating func isDue(_ rule: FaultRule, at count: Int) -> Bool {
        // The dice are thrown every time, so that one rule's luck does not hang on another's.
        let isLucky = rule.rate.map { Double(dice.next(below: 1 << 30)) < $0 * Double(1 << 30) } ?? false
        return isLucky || rule.at.contains(count) || rule.every.map { count.isMultiple(of: $0) } ?? false
    }
}

/// Decides by seed which requests fail, so that a run can be repeated.
struct FaultDice: Sendable {
    let rate: Double
    private var dice: SeedDice

    init(rate: Double, seed: UInt64) {
        self.rate = rate
        dice = SeedDice(seed: seed)
    }

    /// The fate of the next request.
    mutating func roll() -> FaultAction? {
        guard rate > 0, Double(dice.next() >> 11) / Double(1 << 53) < rate else { return nil }
        let bits = dice.next()
        let status = [500, 502, 503][Int((bits >> 1) % 3)]
        return bits & 1 == 0 ? .before(status: status) : .after(status: status)
    }

    /// A page as the edge in front of Affinity would send it (AffinityAPI.md#errors-of-v1).
    static func page(_ status: Int) -> SimulatedResponse {
        let reasons = [500: "Internal Server Error", 502: "Bad Gateway", 503: "Service Unavailable", 504: "Gateway Timeout"]
        let reason = reasons[status] ?? "Error"
        let title = "\(status) \(reason)"
        let html =
            "<html>\r\n<head><title>\(title)</title></head>\r\n<body>\r\n<center><h1>\(title)</h1></center>\r\n</body>\r\n</html>\r\n"
        return .text(status, html, contentType: "text/html")
    }
}
