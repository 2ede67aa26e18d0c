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
