import Diagnostics
import Planning
import Runs
import Screen
import Text

/// Refused rows for a person, grouped by reason, with what to add to the pipeline where that would help.
struct ProblemText {
    /// More reasons fill the screen: the rejects have them all.
    private static let reasonsShown = 12

    let frame: PlanFrame
    let style: Style
    /// What shows all the reasons: `ferry rejects NAME`.
    let command: String

    /// - Parameter title: `3 rows rejected`.
    func lines(_ groups: [ProblemGroup], title: String) -> [String] {
        guard !groups.isEmpty else { return [] }
        var lines = ["  " + style.red(title)]
        for group in groups.prefix(Self.reasonsShown) {
            lines.append("    \(Self.sentence(group))")
            for hint in hints(group.problem) { lines.append("        \(hint)") }
        }
        if let more = more(groups) { lines.append("    … \(more)") }
        return lines
    }

    /// The same as errors, for `--quiet`.
    func diagnostics(_ groups: [ProblemGroup]) -> [Diagnostic] {
        var all = groups.prefix(Self.reasonsShown).map { group in
            let hints = hints(group.problem)
            return Diagnostic(
                .error, code: group.problem.code, Self.sentence(group), hint: hints.isEmpty ? nil : hints.joined(separator: "; "))
        }
        if let more = more(groups), !all.isEmpty { all[all.count - 1].notes.append(more) }
        return all
    }

    private func more(_ groups: [ProblemGroup]) -> String? {
        let more = groups.count - Self.reasonsShown
        return more > 0 ? "and \(Numbers.count(more, "more reason")): \(command)" : nil
    }

    static func sentence(_ group: ProblemGroup) -> String {
        let question = group.problem.question.map { "; \(Printable.line($0))" } ?? ""
        let others = group.otherTexts
        let likewise = others > 0 ? ", likewise \(Numbers.count(others, "other value"))" : ""
        let headline = headline(group.problem, count: others > 0 ? 1 : group.count)
        return headline + likewise + question + RowList.parenthesis(group.rows, count: group.count)
    }

    func hints(_ problem: RowProblem) -> [String] {
        [Self.fix(problem, in: frame), problem.hint.map(Printable.line)].compactMap(\.self)
    }

    /// `pipelines/deals.yaml:21   add   map: { "Serie A": "Series A" }`.
    static func fix(_ problem: RowProblem, in frame: PlanFrame) -> String? {
        guard let fix = problem.fix else { return nil }
        let place = problem.field.flatMap { frame.origins?.place(ofField: $0) }
        return (place.map { "\($0)   " } ?? "") + "add   \(Printable.line(fix))"
    }

    /// `Stage: "Serie A" ×312 is not an option`: the field once, and how often where it is more than one row.
    static func headline(_ problem: RowProblem, count: Int) -> String {
        var text = Printable.line(problem.reason)
        if count > 1, let found = problem.found.map({ "\"\(Printable.line($0))\"" }), text.hasPrefix(found) {
            text.insert(contentsOf: " ×\(Numbers.grouped(count))", at: text.index(text.startIndex, offsetBy: found.count))
        }
        guard let field = problem.field, !text.hasPrefix(field) else { return text }
        return "\(field): \(text)"
    }
}
