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
package struct RowProblem: Sendable, Hashable, Codable {
    /// `create-organizations`, `add-to-list`, `set-fields`.
    package var step: String
    /// The field or column concerned.
    package var field: String?
    /// Stable, such as `V301`.
    package var code: String
    package var reason: String
    package var hint: String?
    /// What to add to the field's value in the pipeline, where that would help every row that has it.
    package var fix: String?

    package init(step: String, field: String? = nil, code: String, reason: String, hint: String? = nil, fix: String? = nil) {
        self.step = step
        self.field = field
        self.code = code
        self.reason = reason
        self.hint = hint
        self.fix = fix
    }
}
