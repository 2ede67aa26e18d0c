import Diagnostics
import PipelineSpec
import Testing
import Text

@testable import Planning

/// What `where` makes of cells.
@Suite struct BoundConditionTests {
    private func condition(
        _ tests: ImportSource.Condition.Test..., decimal: Character? = nil, format: String? = nil
    ) -> BoundCondition {
        let span = SourceSpan(start: SourcePosition(line: 1, column: 1), end: SourcePosition(line: 1, column: 2))
        let column = Spanned("A", at: span)
        return BoundCondition(ImportSource.Condition(column: column, tests: tests, decimal: decimal, format: format), column: 0)
    }

    /// Those of the cells for which it holds.
    private func held(_ condition: BoundCondition, _ cells: [String]) throws -> [String] {
        try cells.filter { try condition.holds($0, isBlank: $0.isEmpty) }
    }

    private func problem(_ condition: BoundCondition, _ cell: String) throws -> DiagnosticCode {
        try #require(throws: ConversionProblem.self) { try condition.holds(cell, isBlank: false) }.code.code
    }

    @Test func textsAreComparedAsTheyAreWritten() throws {
        #expect(try held(condition(.oneOf(["Seed", ""])), ["Seed", "seed", ""]) == ["Seed", ""])
        #expect(try held(condition(.not("007")), ["7", "007", ""]) == ["7", ""])
        #expect(try held(condition(.matches("^A.*s$")), ["Atlas", "atlas", "An Atlas", "Bass"]) == ["Atlas", "An Atlas"])
        #expect(
            try held(condition(.matches("^(pre-)?seed$")), ["seed", "pre-seed", "series"]) == ["seed", "pre-seed"], "a group may be empty")
        #expect(try held(condition(.blank(true)), ["a", ""]) == [""])
        #expect(try held(condition(.blank(false)), ["a", ""]) == ["a"])
    }

    @Test func numbersAreComparedAsNumbers() throws {
        let cells = ["$99", "100", "100.5", "1k", "(200)", ""]
        #expect(try held(condition(.compared(.more, .number(100))), cells) == ["100.5", "1k"])
        #expect(try held(condition(.compared(.atLeast, .number(100))), cells) == ["100", "100.5", "1k"])
        #expect(try held(condition(.compared(.less, .number(100))), cells) == ["$99", "(200)"])
        #expect(try held(condition(.compared(.atMost, .number(100))), cells) == ["$99", "100", "(200)"])
        #expect(try held(condition(.compared(.more, .number(1)), .compared(.less, .number(100))), cells) == ["$99"])
    }

    /// A mark that may be the decimal one matters only where it decides.
    @Test func aNumberThatCanBeReadInTwoWaysIsNotGuessed() throws {
        let large = ImportSource.Condition.Test.compared(.more, .number(100_000))
        #expect(try problem(condition(large), "900,000") == PlanningCode.V303.code)
        #expect(try held(condition(large), ["1,234", "900,000,000"]) == ["900,000,000"])
        #expect(try held(condition(large, decimal: "."), ["900,000"]) == ["900,000"])
        #expect(try held(condition(large, decimal: ","), ["900,000", "900.000"]) == ["900.000"])
    }

    @Test func daysAreComparedInTheFormatStated() throws {
        let day = try #require(CalendarDate(iso: "2026-02-01"))
        let since = ImportSource.Condition.Test.compared(.atLeast, .date(day))
        #expect(try held(condition(since), ["2026-01-31", "2026-02-01", "2026/3/5", ""]) == ["2026-02-01", "2026/3/5"])
        #expect(try held(condition(since, format: "dd/MM/yyyy"), ["02/01/2026", "01/02/2026"]) == ["01/02/2026"])
        #expect(try problem(condition(since), "01/02/2026") == PlanningCode.V304.code)
    }

    @Test func whatIsNoNumberIsAProblemOfItsRow() throws {
        #expect(try problem(condition(.compared(.more, .number(1))), "much") == PlanningCode.V301.code)
        // Another test leaves the row out, whatever the cell is.
        #expect(try held(condition(.blank(true), .compared(.more, .number(1))), ["much"]).isEmpty)
        #expect(try held(condition(.compared(.more, .number(1)), .blank(true)), ["much"]).isEmpty, "in whatever order")
    }

    @Test func marksThatNobodySeesAreNoPartOfANumber() throws {
        #expect(try held(condition(.compared(.more, .number(1000))), ["1\u{200B}200"]) == ["1\u{200B}200"])
    }
}
