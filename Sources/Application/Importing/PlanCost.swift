package import Affinity
package import Diagnostics
package import PipelineSpec
package import Planning
import Text

/// What a plan costs: requests, minutes at the present limit, and its share of the month's calls.
enum PlanCost {
    /// What Affinity allows when it does not say (AffinityAPI.md#rate-headers).
    static let usualRequestsPerMinute = 900

    /// - Parameter reads: the requests that planning took.
    static func fill(_ summary: inout PlanSummary, reads: Int, rate: RateStatus, limits: Limits) {
        summary.requests.read = reads
        let allowed = rate.minute?.limit ?? usualRequestsPerMinute
        let perMinute =
            switch limits.requestsPerMinute {
            case .count(let count): min(count, allowed)
            case .percent(let percent): Int(Double(allowed) * min(percent, 100) / 100)
            }
        summary.minutes = (Double(summary.requests.write) / Double(max(1, perMinute)) * 10).rounded(.up) / 10
        if let limit = rate.month.window?.limit, limit > 0 {
            let share = Double(summary.requests.read + summary.requests.write) / Double(limit)
            summary.monthShare = (share * 100_000).rounded() / 100_000
        }
    }

    /// That the plan takes more than this month has left for it: the run would stop in its middle.
    static func warning(_ summary: PlanSummary, rate: RateStatus, limits: Limits) -> PlanWarning? {
        guard let window = rate.month.window, let left = window.remaining ?? window.limit else { return nil }
        let reserve = Allowance(limits.monthlyReserve).count(of: window.limit ?? left)
        let writes = summary.requests.write
        guard writes > left - reserve else { return nil }
        var message =
            "the \(Numbers.count(writes, "write")) are more than the \(Numbers.count(max(0, left), "call")) that this month has left"
        if reserve > 0 { message += ", \(Numbers.grouped(reserve)) of them reserved (monthly-reserve)" }
        let isMonths = window.limit.map { writes > $0 - reserve } ?? false
        return PlanWarning(
            code: PlanningCode.W409, message: message,
            hint: "apply does not begin it unless told to (--over-quota): it would stop there, to be resumed when the calls are back"
                + (isMonths ? "; it takes more than one month's calls" : ""))
    }
}

extension PacerLimits {
    /// A pipeline's limits in the pacer's words. The whole minute is not a limit of the run's own: then the live headers alone
    /// decide, and a short run goes at full speed.
    package init(_ limits: Limits) {
        self.init(
            concurrency: limits.concurrency,
            requestsPerMinute: limits.requestsPerMinute == .percent(100) ? nil : Allowance(limits.requestsPerMinute),
            monthlyReserve: limits.monthlyReserve == .count(0) ? nil : Allowance(limits.monthlyReserve))
    }
}

extension Allowance {
    fileprivate init(_ share: Limits.Share) {
        switch share {
        case .count(let count): self = .count(count)
        case .percent(let percent): self = .percent(percent)
        }
    }
}

/// A plan that takes more calls than the month has left would stop in its middle, with nothing left for colleagues: it is not begun unless
/// somebody says so.
package enum QuotaGate {
    /// - Parameters:
    ///   - rate: as Affinity said it a moment ago.
    ///   - isAllowed: somebody has said so, or only a part of the plan is to be applied.
    /// - Returns: Why the plan is not begun; nil where it may be.
    package static func refusal(_ summary: PlanSummary, rate: RateStatus, limits: Limits, isAllowed: Bool) -> Failure? {
        guard !isAllowed, let warning = PlanCost.warning(summary, rate: rate, limits: limits) else { return nil }
        return Failure(
            .refused, code: ApplicationCode.G402, "\(warning.message): nothing was written",
            hint: "wait until the calls are back, apply a part with --batches, lower monthly-reserve in the pipeline, or say --over-quota: "
                + "then it stops where the calls end and can be resumed")
    }
}
