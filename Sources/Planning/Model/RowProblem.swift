package import Diagnostics
package import PipelineSpec

/// A cell that cannot be read and is left alone: its row goes in without it.
package struct LeftAloneCell: Sendable, Hashable {
    /// Index into `PlanFrame.fields`.
    package var field: Int
    package var problem: RowProblem

    package init(field: Int, problem: RowProblem) {
        self.field = field
        self.problem = problem
    }
}

/// Why a row is refused: by the plan, or later by Affinity.
package struct RowProblem: Error, Sendable, Hashable, Codable {
    package var step: StepName
    /// The field or column concerned.
    package var field: String?
    package var code: DiagnosticCode
    /// A sentence that begins with `found` in quotes, where there is one.
    package var reason: String
    /// The text that is refused, as it is shown.
    package var found: String?
    /// `did you mean "Seed"?`
    package var question: String?
    package var hint: String?
    /// What to add to the field's value in the pipeline, where that would help every row that has it.
    package var fix: String?

    package init(
        step: StepName, field: String? = nil, code: some Coded, reason: String, found: String? = nil, question: String? = nil,
        hint: String? = nil, fix: String? = nil
    ) {
        self.step = step
        self.field = field
        self.code = code.code
        self.reason = reason
        self.found = found
        self.question = question
        self.hint = hint
        self.fix = fix
    }

    /// The question and the hint.
    package var advice: String? { Self.advice(question, hint) }

    static func advice(_ question: String?, _ hint: String?) -> String? {
        let parts = [question, hint].compactMap(\.self)
        return parts.isEmpty ? nil : parts.joined(separator: " ")
    }
}
