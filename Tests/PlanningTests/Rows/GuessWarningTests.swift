import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// What was guessed of a row's name and site is said, with the rows.
@Suite struct GuessWarningTests {
    private func warnings(_ rows: [String], _ world: TestWorld = TestWorld()) throws -> [PlanWarning] {
        let plan = try TestPlan("Company,Website\n" + rows.joined(separator: "\n") + "\n", TestPipeline.make(), world)
        #expect(plan.outcomes.allSatisfy { $0 == "create" })
        return plan.warnings
    }

    @Test func aHostWithPagesOfSeveralCompaniesIsNamedWithThem() throws {
        let found = try warnings(["Alpha Zq,https://finder.zq-register.org/c/1", "Beta Zq,https://finder.zq-register.org/c/2"])
        #expect(found.map(\.code) == ["W444"])
        #expect(found[0].rows == [1, 2])
        for word in ["finder.zq-register.org", "Alpha Zq", "Beta Zq"] { #expect(found[0].message.contains(word), "\(found[0].message)") }
        let both = try warnings(["A,linkedin.com/a", "Z,//z-host.org/c/1", "Y,//z-host.org/c/2"])
        #expect(both.map(\.code) == ["W401", "W444"])
        #expect(PlanWarning.weighed(both).map(\.code) == ["W444", "W401"], "what undoes the point of a run stands first")
    }

    @Test func aHostThatAffinityHasAtAnotherCompanyIsSaid() throws {
        var world = TestWorld()
        world.company(1, "Zq Register", "finder.zq-register.org")
        let found = try warnings(["Alpha Zq,https://finder.zq-register.org/c/1"], world)
        #expect(found.map(\.code) == ["W444"])
        #expect(found[0].message.contains("Zq Register"), "\(found[0].message)")
    }

    @Test func theFirstOfSeveralSitesAndAnAddressAsNameAreSaid() throws {
        let found = try warnings(["Gamma Zq,gammazq.com; gammazq.de", "https://deltazq.example,deltazq.example"])
        #expect(found.map { "\($0.code.text) \($0.rows)" } == ["W445 [1]", "W446 [2]"])
    }
}
