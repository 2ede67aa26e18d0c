import Diagnostics
import Text
import YAMLTree

extension DiagnosticSink {
    /// Whether a scalar is a date pattern; false after reporting all that is wrong with it.
    /// - Parameter isWritten: whether dates are to be written by it, which must be found again in what is written.
    func isDatePattern(_ scalar: YAMLScalar, isWritten: Bool) -> Bool {
        if scalar.text == "excel" {
            // No pattern: the numbers by which Excel keeps its days.
            if isWritten {
                add(
                    .unwritablePattern(
                        "Excel's numbers of days are read, not written", hint: "such as dd/MM/yyyy", at: location(scalar.span)))
            }
            return !isWritten
        }
        let positions = ScalarPositions(scalar, in: file)
        let problems = DatePattern.problems(in: scalar.text)
        for problem in problems {
            add(.datePattern(problem, at: location(problem.range.map { positions.span(of: $0) } ?? scalar.span)))
        }
        guard problems.isEmpty else { return false }
        if isWritten, let problem = (try? DatePattern(scalar.text))?.writingProblem {
            add(.unwritablePattern(problem.reason, hint: problem.hint, at: location(scalar.span)))
            return false
        }
        return true
    }
}

extension Diagnostic {
    static func datePattern(_ problem: DatePatternProblem, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P120, problem.reason, at: location, hint: problem.hint)
    }

    static func unwritablePattern(_ reason: String, hint: String?, at location: Location) -> Diagnostic {
        Diagnostic(.error, code: PipelineCode.P261, reason, at: location, hint: hint)
    }
}
