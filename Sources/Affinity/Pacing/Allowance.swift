/// A share of a limit, as `requests-per-minute` and `monthly-reserve` of a pipeline say it: a number or a percentage.
package enum Allowance: Hashable, Sendable {
    case count(Int)
    /// 0...100.
    case percent(Double)

    /// - Parameter limit: what 100% are.
    package func count(of limit: Int) -> Int {
        switch self {
        case .count(let count): max(0, count)
        case .percent(let percent): Int(exactly: (Double(limit) * min(max(percent, 0), 100) / 100).rounded(.up)) ?? limit
        }
    }
}
