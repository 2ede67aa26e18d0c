import Diagnostics
import FerryTestSupport
import Testing

@testable import PipelineSpec

@Suite("require-approval")
struct ApprovalTests {
    private func rule(_ written: String) throws -> ApprovalRule? {
        try pipeline(Around.more("require-approval: \(written)")).approval
    }

    @Test func withoutItNobodyIsAsked() throws {
        #expect(try pipeline(Around.more("")).approval == nil)
    }

    @Test(arguments: [
        ("{ above: 500 cells }", ApprovalRule(above: .init(amount: 500, unit: .cells))),
        ("{ above: \" 0  creates \" }", ApprovalRule(above: .init(amount: 0, unit: .creates))),
        ("{ above: 10 writes, removals: any }", ApprovalRule(above: .init(amount: 10, unit: .writes), removals: .any)),
        ("{ removals: none }", ApprovalRule(removals: ApprovalRule.Removals.none)),
        (
            "{ from: [Ada@Contoso.vc, grace@contoso.vc] }", ApprovalRule(from: ["ada@contoso.vc", "grace@contoso.vc"])
        ),
    ])
    func rules(written: String, wanted: ApprovalRule) throws {
        #expect(try rule(written) == wanted)
    }

    @Test func ofNeitherThresholdNorRemovalsEveryPlanIsMeant() throws {
        #expect(try rule("{ from: [ada@contoso.vc] }")?.isAlways == true)
        #expect(try rule("{ above: 1 cells }")?.isAlways == false)
    }

    @Test(arguments: ["500", "cells", "-1 cells", "500 rows", "1,000 cells", "5% cells", "500 cells each"])
    func aThresholdThatIsNone(written: String) {
        expect(Around.more("require-approval:\n  above: ⟦\(written)⟧"), "P146", hint: "500 cells")
    }

    @Test func mistakesAreNamedWhereTheyStand() {
        expect(Around.more("require-approval: { from: [⟦ada⟧] }"), "P147", hint: "ada@contoso.vc")
        expect(Around.more("require-approval: { ⟦from⟧: [] }"), "P124")
        expect(Around.more("require-approval: { from: ⟦ada@contoso.vc⟧ }"), "P102")
        expect(Around.more("require-approval: { removals: ⟦all⟧ }"), "P105")
        expect(Around.more("require-approval: { ⟦abov⟧: 5 cells }"), "P104", hint: "did you mean \"above\"?")
        expect(Around.more("⟦require-approval⟧: {}"), "P103")
        expect(Around.more("require-approval: ⟦yes⟧"), "P102")
    }
}
