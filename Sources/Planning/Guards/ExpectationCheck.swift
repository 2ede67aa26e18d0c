package import Diagnostics
package import PipelineSpec
import Text

/// Compares a plan with the pipeline's guard rails (`expect`).
package enum ExpectationCheck {
    /// Every rule that the plan breaks; one is enough to write nothing.
    package static func broken(_ expectations: Expectations, by summary: PlanSummary, in file: SourceFile) -> [Diagnostic] {
        expectations.rules.compactMap { rule in
            let found = count(rule.subject, in: summary)
            // Multiplied out: 7 / 100 * 100 is more than 7 to a computer.
            let holds =
                rule.isPercent
                ? holds(Double(found) * 100, rule.comparison, rule.amount * Double(summary.rows))
                : holds(Double(found), rule.comparison, rule.amount)
            guard !holds else { return nil }
            let share = rule.isPercent ? " (\(percent(found, of: summary.rows)) of \(summary.rows) rows)" : ""
            return Diagnostic(
                .error, code: PlanningCode.G401, "expected \(rule.subject.rawValue) \(rule.text.value), and the plan has \(found)\(share)",
                at: Diagnostic.Location(file: file, span: rule.text.span), hint: "look at the plan; change expect if it is right")
        }
    }

    private static func count(_ subject: Expectations.Subject, in summary: PlanSummary) -> Int {
        switch subject {
        case .creates: summary.created
        case .adds: summary.listEntries.add
        case .sets: summary.cells.set + summary.cells.append
        case .overwrites: summary.overwritten
        case .clears: summary.cells.clear
        case .rejects: summary.rejected
        case .skips: summary.skipped
        case .rows: summary.rows
        }
    }

    private static func holds(_ found: Double, _ comparison: Expectations.Comparison, _ bound: Double) -> Bool {
        switch comparison {
        case .atMost: found <= bound
        case .less: found < bound
        case .atLeast: found >= bound
        case .more: found > bound
        case .equal: found == bound
        }
    }

    private static func percent(_ count: Int, of rows: Int) -> String {
        guard rows > 0 else { return "0%" }
        let tenths = (count * 1000 + rows / 2) / rows
        return "\(tenths / 10).\(tenths % 10)%"
    }
}

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
