package import Planning

/// Rows refused for the same reason.
package struct ProblemGroup: Sendable, Hashable {
    package var problem: RowProblem
    /// The first few.
    package var rows: [Int]
    /// How many in all.
    package var count: Int
    /// How many more texts of cells are refused like the one that the problem tells of.
    package var otherTexts = 0

    package init(problem: RowProblem, rows: [Int], count: Int, otherTexts: Int = 0) {
        self.problem = problem
        self.rows = rows
        self.count = count
        self.otherTexts = otherTexts
    }
}
