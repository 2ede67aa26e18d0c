package import PipelineSpec
import Text

/// Compares a plan with the pipeline's `require-approval`.
package enum ApprovalCheck {
    /// Why the plan wants somebody's approval, in words; nothing where it may be applied without. A plan that changes nothing always may.
    package static func reasons(_ rule: ApprovalRule, for summary: PlanSummary) -> [String] {
        guard !summary.changesNothing else { return [] }
        if rule.isAlways { return ["the pipeline wants it of every plan"] }
        var reasons: [String] = []
        if let above = rule.above {
            let found = count(above.unit, in: summary)
            if found > above.amount { reasons.append("\(words(found, above.unit)), more than \(Numbers.grouped(above.amount))") }
        }
        let cleared = summary.cells.clear
        if rule.removals == .any, cleared > 0 { reasons.append("\(Numbers.count(cleared, "cell")) cleared") }
        return reasons
    }

    private static func count(_ unit: ApprovalRule.Unit, in summary: PlanSummary) -> Int {
        switch unit {
        case .cells: summary.cells.set + summary.cells.append + summary.cells.clear
        case .creates: summary.created
        case .writes: summary.requests.write
        }
    }

    private static func words(_ count: Int, _ unit: ApprovalRule.Unit) -> String {
        switch unit {
        case .cells: Numbers.count(count, "cell")
        case .creates: Numbers.count(count, "new record")
        case .writes: Numbers.count(count, "write")
        }
    }
}
