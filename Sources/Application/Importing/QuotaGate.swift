package import Affinity
package import Diagnostics
package import PipelineSpec
package import Planning

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
            .refused, code: "G402", "\(warning.message): nothing was written",
            hint: "wait until the calls are back, apply a part with --batches, lower monthly-reserve in the pipeline, or say --over-quota: "
                + "then it stops where the calls end and can be resumed")
    }
}
