import Planning
import Runs

/// The document that `plan --json`, `apply --json` and `resume --json` end with. These keys stay; more may come.
struct RunDocument: Encodable {
    /// Nil when no run file was kept.
    var run: String?
    var plan: PlanSummary
    var outcome: Outcome?
    var requests: Int?
    var retries: Int?
    var seconds: Double?
    /// Why it stopped before its end.
    var stopped: String?
    var warnings: [PlanWarning]

    private enum CodingKeys: CodingKey {
        case run, plan, outcome, requests, retries, seconds, stopped, warnings
    }

    /// `run` is there in any case; what only `apply` and `resume` know is left out elsewhere.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(run, forKey: .run)
        try container.encode(plan, forKey: .plan)
        try container.encodeIfPresent(outcome, forKey: .outcome)
        try container.encodeIfPresent(requests, forKey: .requests)
        try container.encodeIfPresent(retries, forKey: .retries)
        try container.encodeIfPresent(seconds, forKey: .seconds)
        try container.encodeIfPresent(stopped, forKey: .stopped)
        try container.encode(warnings, forKey: .warnings)
    }

    struct Outcome: Encodable {
        var created: Int
        var changed: Int
        var unchanged: Int
        var rejected: Int
        var conflict: Int
        var skipped: Int
        var pending: Int

        init(_ counts: OutcomeCounts) {
            created = counts.created
            changed = counts.changed
            unchanged = counts.unchanged
            rejected = counts.rejected
            conflict = counts.conflict
            skipped = counts.skipped
            pending = counts.pending
        }
    }
}
