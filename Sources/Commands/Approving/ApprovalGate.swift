import Application
import Diagnostics
import PipelineSpec
import Planning
import Runs

/// Whether a plan may be applied without somebody's word, as its pipeline says (`require-approval`), or has that word.
struct ApprovalGate {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// - Parameter overwriting: cells that moved since are written over too, which nobody has seen in the plan.
    /// - Returns: Why the plan may not be applied; nil where it may.
    func refusal(_ run: RunFile, overwriting: Bool) throws -> Failure? {
        guard let rule = try PipelineSource.planned(run, terminal.surroundings).pipeline.approval else { return nil }
        let reasons = ApprovalCheck.reasons(rule, for: try run.summary())
        guard !reasons.isEmpty else { return nil }
        let name = RunMention.text(run.path, terminal)
        let again = "ferry approve \(name), and then ferry apply \(name)"
        guard let approval = try run.approval() else {
            return Failure(
                .refused, code: CommandCode.R530,
                "this plan wants the approval of \(Self.people(rule)): \(reasons.joined(separator: "; "))", hint: again)
        }
        guard rule.from.isEmpty || rule.from.contains(approval.email.lowercased()) else {
            return Failure(
                .refused, code: CommandCode.R531,
                "\(approval.email) approved this plan, and the pipeline wants the approval of \(Self.people(rule))",
                hint: again)
        }
        guard approval.digest == (try run.planDigest()) else {
            return Failure(
                .refused, code: CommandCode.R532, "the plan is another than the one that \(approval.email) approved", hint: again)
        }
        guard !overwriting else {
            return Failure(
                .refused, code: CommandCode.R533,
                "--overwrite-conflicts would write over values that \(approval.email) did not see in the plan",
                hint: "leave it out, or plan again and have the new plan approved")
        }
        terminal.note("Approved by \(approval.email) on \(Timestamp.text(milliseconds: approval.at)).")
        return nil
    }

    /// `ada@contoso.vc or grace@contoso.vc`.
    static func people(_ rule: ApprovalRule) -> String {
        rule.from.isEmpty ? "a user of the account" : rule.from.joined(separator: " or ")
    }
}
