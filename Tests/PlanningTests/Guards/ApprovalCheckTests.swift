import PipelineSpec
import Testing

@testable import Planning

/// Which plans want somebody's approval.
@Suite struct ApprovalCheckTests {
    private func summary(set: Int = 0, append: Int = 0, clear: Int = 0, creates: Int = 0, writes: Int = 1) -> PlanSummary {
        var summary = PlanSummary()
        summary.cells.set = set
        summary.cells.append = append
        summary.cells.clear = clear
        summary.organizations.create = creates
        summary.requests.write = writes
        return summary
    }

    private func rule(_ amount: Int, _ unit: ApprovalRule.Unit) -> ApprovalRule { ApprovalRule(above: .init(amount: amount, unit: unit)) }

    @Test func asManyAsTheThresholdGoOnWithout() {
        #expect(ApprovalCheck.reasons(rule(500, .cells), for: summary(set: 480, append: 15, clear: 5)).isEmpty)
        #expect(
            ApprovalCheck.reasons(rule(500, .cells), for: summary(set: 480, append: 15, clear: 6)) == ["501 cells, more than 500"])
        #expect(ApprovalCheck.reasons(rule(3, .creates), for: summary(set: 900, creates: 3)).isEmpty)
        #expect(ApprovalCheck.reasons(rule(0, .creates), for: summary(creates: 1)) == ["1 new record, more than 0"])
        #expect(ApprovalCheck.reasons(rule(1000, .writes), for: summary(writes: 1001)) == ["1,001 writes, more than 1,000"])
    }

    @Test func aClearedCellIsARemoval() {
        #expect(ApprovalCheck.reasons(ApprovalRule(removals: .any), for: summary(clear: 1)) == ["1 cell cleared"])
        #expect(ApprovalCheck.reasons(ApprovalRule(removals: .any), for: summary(set: 9)).isEmpty)
        #expect(ApprovalCheck.reasons(ApprovalRule(removals: ApprovalRule.Removals.none), for: summary(clear: 1)).isEmpty)
        let both = ApprovalRule(above: .init(amount: 1, unit: .cells), removals: .any)
        #expect(ApprovalCheck.reasons(both, for: summary(clear: 2)).count == 2)
    }

    @Test func whereNeitherIsStatedEveryPlanThatChangesSomethingWantsIt() {
        let always = ApprovalRule(from: ["ada@contoso.vc"])
        #expect(ApprovalCheck.reasons(always, for: summary()).count == 1)
        #expect(ApprovalCheck.reasons(always, for: summary(writes: 0)).isEmpty)
    }
}
