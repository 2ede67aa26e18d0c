package import Planning

/// Rows refused for the same reason.
package struct ProblemGroup: Sendable, Hashable {
    package var problem: RowProblem
    /// The first few.
    package var rows: [Int]
    /// How many in all.
    package var count: Int

    package init(problem: RowProblem, rows: [Int], count: Int) {
        self.problem = problem
        self.rows = rows
        self.count = count
    }
}
