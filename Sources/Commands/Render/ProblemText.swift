import Diagnostics
import Planning
import Runs

/// Refused rows for a person, grouped by reason.
struct ProblemText {
    /// More reasons fill the screen: the rejects have them all.
    private static let reasonsShown = 12

    let style: Style
    /// What shows all the reasons: `ferry rejects NAME`.
    let command: String

    /// - Parameter title: `3 rows rejected`.
    func lines(_ groups: [ProblemGroup], title: String) -> [String] {
        guard !groups.isEmpty else { return [] }
        var lines = ["  " + style.red(title)]
        for group in groups.prefix(Self.reasonsShown) {
            lines.append("    \(Self.sentence(group))")
            if let hint = group.problem.hint { lines.append("        \(hint)") }
        }
        if let more = more(groups) { lines.append("    … \(more)") }
        return lines
    }

    /// The same as errors, for `--quiet`.
    func diagnostics(_ groups: [ProblemGroup]) -> [Diagnostic] {
        var all = groups.prefix(Self.reasonsShown).map { group in
            Diagnostic(.error, code: group.problem.code, Self.sentence(group), hint: group.problem.hint)
        }
        if let more = more(groups), !all.isEmpty { all[all.count - 1].notes.append(more) }
        return all
    }

    private func more(_ groups: [ProblemGroup]) -> String? {
        let more = groups.count - Self.reasonsShown
        return more > 0 ? "and \(Numbers.count(more, "more reason")): \(command)" : nil
    }

    private static func sentence(_ group: ProblemGroup) -> String {
        let field = group.problem.field.map { "\($0): " } ?? ""
        return "\(field)\(Printable.line(group.problem.reason))\(RowList.parenthesis(group.rows, count: group.count))"
    }
}
