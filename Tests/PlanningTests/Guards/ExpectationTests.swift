import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

@Suite struct ExpectationTests {
    private func rule(
        _ subject: Expectations.Subject, _ comparison: Expectations.Comparison, _ amount: Double, percent: Bool = false
    ) -> Expectations.Rule {
        let text = "\(comparison.rawValue) \(Int(amount))\(percent ? "%" : "")"
        return Expectations.Rule(
            subject: subject, comparison: comparison, amount: amount, isPercent: percent, text: Spanned(text, at: TestPipeline.place(5)))
    }

    private func broken(_ rules: [Expectations.Rule], by summary: PlanSummary) -> [Diagnostic] {
        ExpectationCheck.broken(Expectations(rules: rules), by: summary, in: TestPipeline.file)
    }

    private var summary: PlanSummary {
        var summary = PlanSummary()
        summary.rows = 100
        summary.rejected = 7
        summary.skipped = 8
        summary.organizations.create = 11
        summary.listEntries.add = 12
        summary.cells.set = 13
        summary.cells.append = 14
        summary.cells.clear = 15
        return summary
    }

    @Test(
        arguments: [
            (.atMost, 10, false), (.atMost, 11, true), (.less, 11, false), (.less, 12, true), (.atLeast, 12, false), (.atLeast, 11, true),
            (.more, 11, false), (.more, 10, true), (.equal, 10, false), (.equal, 11, true),
        ] as [(Expectations.Comparison, Double, Bool)])
    func everyComparisonHasItsEdge(comparison: Expectations.Comparison, amount: Double, holds: Bool) {
        #expect(broken([rule(.creates, comparison, amount)], by: summary).isEmpty == holds)
    }

    @Test(
        arguments: [(.creates, 11), (.adds, 12), (.sets, 27), (.clears, 15), (.rejects, 7), (.skips, 8), (.rows, 100)]
            as [(Expectations.Subject, Double)])
    func everySubjectHasItsCount(subject: Expectations.Subject, count: Double) {
        #expect(broken([rule(subject, .equal, count)], by: summary).isEmpty)
    }

    @Test func aShareIsOfTheRowsAndExact() {
        // As floating point numbers 7 / 100 * 100 is more than 7, which would break both.
        #expect(broken([rule(.rejects, .atLeast, 7, percent: true), rule(.rejects, .equal, 7, percent: true)], by: summary).isEmpty)
        #expect(broken([rule(.rejects, .atMost, 6, percent: true)], by: summary).count == 1)
        var other = summary
        other.rows = 350
        #expect(broken([rule(.rejects, .atMost, 2, percent: true)], by: other).isEmpty)
        other.rejected = 8
        #expect(
            broken([rule(.rejects, .atMost, 2, percent: true)], by: other).map(\.message) == [
                "expected rejects <= 2%, and the plan has 8 (2.3% of 350 rows)"
            ])
    }

    @Test func anEmptyFileBreaksNoShareOfNothing() {
        #expect(broken([rule(.rejects, .atMost, 2, percent: true)], by: PlanSummary()).isEmpty)
        #expect(broken([rule(.rows, .atLeast, 1)], by: PlanSummary()).count == 1)
    }

    @Test func allBrokenRulesAreSaidAtTheirPlaces() {
        let found = broken([rule(.creates, .atMost, 1), rule(.clears, .atMost, 0), rule(.rows, .equal, 100)], by: summary)
        #expect(found.map(\.code) == ["G401", "G401"])
        #expect(found.allSatisfy { $0.location?.span == TestPipeline.place(5) })
        #expect(found[1].message == "expected clears <= 0, and the plan has 15")
    }
}
