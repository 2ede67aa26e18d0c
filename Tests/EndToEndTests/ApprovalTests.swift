import FerryTestSupport
import Foundation
import Testing

/// `ferry approve`, and `require-approval` of a pipeline.
@Suite struct ApprovalTests {
    @Test func aPlanAboveTheThresholdIsAppliedOnlyOnceItIsApproved() async throws {
        let deals = try DealFolder(good: 3, more: "require-approval: { above: 5 cells, from: [ada@contoso.vc] }")
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: deals.folder)
        let direct = try await ferry.run(["apply", "deals.yaml", "--yes"])
        #expect(direct.status == 4, "\(direct.errors)")
        #expect(
            direct.errors.contains("error[R530]: this plan wants the approval of ada@contoso.vc: 6 cells, more than 5"), "\(direct.errors)")
        let name = try deals.folder.newestRun("deals")
        #expect(direct.errors.contains("ferry approve \(name), and then ferry apply \(name)"))
        #expect(try affinity.writes() == 0)

        let asked = try await ferry.run(["approve", "deals"])
        #expect(asked.status == 4)
        #expect(asked.errors.contains("nothing was approved"))
        let approved = try await ferry.run(["approve", "deals", "--yes"])
        #expect(approved.status == 0, "\(approved.errors)")
        #expect(approved.output.contains("Good 0"), "whoever approves sees the plan: \(approved.output)")
        #expect(approved.output.contains("Approved by Ada"))
        let document = try await ferry.run(["approve", "deals", "--yes", "--json"])
        let approval = try #require(try document.json()["approval"] as? [String: Any])
        #expect(approval["email"] as? String == "ada@contoso.vc")
        #expect((approval["digest"] as? String)?.count == 64)

        let overwriting = try await ferry.run(["apply", name, "--yes", "--overwrite-conflicts"])
        #expect(overwriting.status == 4)
        #expect(overwriting.errors.contains("error[R533]"))
        let applied = try await ferry.run(["apply", "deals", "--yes"])
        #expect(applied.status == 0, "\(applied.errors)")
        #expect(applied.errors.contains("Approved by ada@contoso.vc on "))
        #expect(try affinity.writes() > 0)
        let late = try await ferry.run(["approve", name, "--yes"])
        #expect(late.status == 4)
        #expect(late.errors.contains("error[R534]"))
    }

    @Test func aPlanBelowTheThresholdAndOneThatChangesNothingNeedNoApproval() async throws {
        let deals = try DealFolder(good: 2, more: "require-approval: { above: 4 cells, removals: any }")
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: deals.folder)
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 0)
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 0)
    }

    @Test func onlyThoseWhoAreNamedApprove() async throws {
        let deals = try DealFolder(good: 1, more: "require-approval: { from: [grace@contoso.vc] }")
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: deals.folder)
        #expect(try await ferry.run(["plan", "deals.yaml"]).status == 2)
        let approved = try await ferry.run(["approve", "deals", "--yes"])
        #expect(approved.status == 4)
        #expect(
            approved.errors.contains(
                "error[R531]: the pipeline wants the approval of grace@contoso.vc, and the key belongs to ada@contoso.vc"))
        #expect(try await ferry.run(["apply", "deals", "--yes"]).errors.contains("error[R530]"))
    }

    @Test func anApprovalHoldsForItsVeryPlan() async throws {
        let deals = try DealFolder(good: 1, more: "require-approval: { from: [ada@contoso.vc] }")
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: deals.folder)
        #expect(try await ferry.run(["plan", "deals.yaml"]).status == 2)
        let first = try deals.folder.newestRun("deals")
        #expect(try await ferry.run(["approve", first, "--yes"]).status == 0)
        try deals.folder.write("deals.csv", "Company,Website,Stage,Size\nGood 0,good-0.example.org,New,99\n")
        let stale = try await ferry.run(["apply", first, "--yes"])
        #expect(stale.status == 4)
        #expect(stale.errors.contains("error[R510]"))
        #expect(try await ferry.run(["approve", first, "--yes"]).errors.contains("error[R510]"))
        let again = try await ferry.run(["apply", "deals.yaml", "--yes"])
        #expect(again.status == 4)
        #expect(again.errors.contains("error[R530]"), "the new plan has an approval of its own: \(again.errors)")
        #expect(try affinity.writes() == 0)
    }
}
