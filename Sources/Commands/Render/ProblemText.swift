import Planning
import Runs

/// Refused rows for a person, grouped by reason.
struct ProblemText {
    let style: Style

    func lines(_ groups: [ProblemGroup], total: Int) -> [String] {
        guard total > 0 else { return [] }
        var lines = ["  " + style.red("\(Numbers.count(total, "row")) rejected")]
        for group in groups.prefix(12) {
            let problem = group.problem
            let field = problem.field.map { "\($0): " } ?? ""
            lines.append("    \(field)\(Printable.line(problem.reason))\(RowList.parenthesis(group.rows, count: group.count))")
            if let hint = problem.hint { lines.append("        \(hint)") }
        }
        if groups.count > 12 { lines.append("    … and \(groups.count - 12) more reasons: ferry rejects") }
        return lines
    }
}
