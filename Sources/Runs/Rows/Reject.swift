package import Planning

/// A row that did not go through, for the file that gives it back.
package struct Reject: Sendable, Equatable {
    package var row: Int
    package var line: Int
    /// `rejected` or `conflict`.
    package var outcome: RowOutcome
    /// The record as it stood in the file, as UTF-8, without its line ending.
    package var source: [UInt8]
    package var problems: [RowProblem]

    package init(row: Int, line: Int, outcome: RowOutcome, source: [UInt8], problems: [RowProblem]) {
        self.row = row
        self.line = line
        self.outcome = outcome
        self.source = source
        self.problems = problems
    }
}
