/// One line of a table: what was measured, and what was wanted.
struct Finding {
    let what: String
    let median: String
    /// Least to most of all runs; empty where there is but one number.
    let range: String
    let target: String
    let verdict: String

    /// What is wanted of the median.
    enum Target {
        case none
        case atMost(Double)
        case atLeast(Double)
    }

    /// - Parameters:
    ///   - unit: stands behind the numbers, such as " s".
    ///   - decimals: how many are shown; the verdict is on the number itself.
    init(_ what: String, _ spread: Spread, unit: String = "", decimals: Int = 2, target: Target = .none) {
        func shown(_ value: Double) -> String { Figure.number(value, decimals: decimals) }
        func wanted(_ value: Double) -> String { Figure.number(value, decimals: value == value.rounded() ? 0 : 2) }
        self.what = what
        median = shown(spread.median) + unit
        range = spread.count > 1 ? "\(shown(spread.least)) – \(shown(spread.most))" : ""
        switch target {
        case .none:
            self.target = ""
            verdict = ""
        case .atMost(let most):
            self.target = "≤ \(wanted(most))\(unit)"
            verdict = spread.median <= most ? "met" : "**missed**"
        case .atLeast(let least):
            self.target = "≥ \(wanted(least))\(unit)"
            verdict = spread.median >= least ? "met" : "**missed**"
        }
    }

    static let header = ["", "median", "least – most", "target", ""]
    var cells: [String] { [what, median, range, target, verdict] }
}
