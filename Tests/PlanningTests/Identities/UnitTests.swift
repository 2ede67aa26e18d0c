import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// Rows of the file that mean one company become one organization, whichever comes first.
@Suite struct UnitTests {
    /// The unit of each row, and how each ends, for rows `name,website`.
    private func plan(
        _ rows: [String], _ create: CreateRecords = TestPipeline.create(), _ world: TestWorld = TestWorld()
    ) throws -> TestPlan {
        let pipeline = TestPipeline.make(create, [TestPipeline.add()])
        return try TestPlan((["Company,Website"] + rows).joined(separator: "\n"), pipeline, world)
    }

    @Test func oneDomainIsOneCompany() throws {
        let plan = try plan(["Acme,acme.com", "Beta,beta.com", "Acme Robotics,https://www.acme.com/about"])
        #expect(plan.outcomes == ["create", "create", "same"])
        #expect(plan.rows.map(\.unit) == [1, 2, 1])
        #expect(plan.rows[2].organization?.name == "Acme")
        #expect(plan.rows[2].entries.map(\.action) == [.same])
        let said = plan.warnings.filter { $0.code == "W403" }
        #expect(said.map(\.rows) == [[1, 3]])
        #expect(said.map(\.message) == ["2 rows mean one organization: Acme"])
    }

    @Test(arguments: [["Acme GmbH,acme.com", "ACME,"], ["ACME,", "Acme GmbH,acme.com"]])
    func aRowWithoutASiteBelongsToTheCompanyOfItsName(rows: [String]) throws {
        let plan = try plan(rows)
        #expect(plan.outcomes == ["create", "same"])
        #expect(plan.rows[0].organization?.key == "acme.com")
    }

    @Test func twoSitesAreTwoCompaniesThoughTheNameIsOne() throws {
        #expect(try plan(["Acme,acme.com", "Acme,acme.io"]).outcomes == ["create", "create"])
    }

    @Test func twoSitesAreTwoCompaniesThoughAffinityHasOneOfThatNameWithoutASite() throws {
        var world = TestWorld()
        world.company(1, "Acme")
        let rows = ["Acme,acme.com", "Acme,acme.io"]
        let both = try plan(rows, TestPipeline.create(), world).outcomes
        #expect(both == ["rejected V208", "rejected V208"])
        #expect(try plan(["Acme,acme.com"], TestPipeline.create(), world).outcomes == ["match"])
    }

    @Test(arguments: [["Acme,acme.com", "Acme,acme.io", "Acme,"], ["Acme,", "Acme,acme.com", "Acme,acme.io"]])
    func aNameThatTwoCompaniesOfTheFileHaveIsAmbiguous(rows: [String]) throws {
        let nameless = rows.firstIndex(of: "Acme,") ?? 0
        #expect(try plan(rows).outcomes[nameless] == "rejected V206")
        #expect(try plan(rows, TestPipeline.create(ambiguous: .skip)).outcomes[nameless] == "skipped")
        let first = try plan(rows, TestPipeline.create(ambiguous: .first))
        #expect(first.rows[nameless].unit == 1)
        #expect(Set(first.outcomes) == ["create", "same"])
    }

    @Test func whatAffinityHasUnderTheNameDoesNotMakeItLessAmbiguous() throws {
        // Else the row would move once the second company is made.
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        #expect(
            try plan(["Acme,acme.com", "Acme,acme.io", "Acme,"], TestPipeline.create(), world).outcomes == [
                "match", "create", "rejected V206",
            ])
    }

    @Test func theFileGoesBeforeWhatAffinityHasUnderTheName() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.io")
        let plan = try plan(["Acme,acme.com", "Acme,"], TestPipeline.create(), world)
        #expect(plan.outcomes == ["create", "same"])
        #expect(plan.rows[0].organization?.evidence == "also near: Acme (acme.io), not taken: other domain")
    }

    @Test(arguments: [false, true])
    func oneOrganizationWithTwoDomainsIsOne(turned: Bool) throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com", "acme.de")
        let rows = ["Acme US,acme.com", "Acme Germany,acme.de", "Beta,beta.com"]
        let plan = try plan(turned ? rows.reversed() : rows, TestPipeline.create(), world)
        #expect(plan.outcomes == (turned ? ["create", "match", "match"] : ["match", "match", "create"]))
        #expect(Set(plan.rows.map(\.unit)).count == 2)
        #expect(plan.rows.flatMap(\.entries).map(\.action.rawValue).sorted() == ["add", "add", "same"])
    }

    @Test func twoOrganizationsUnderOneDomainAreAmbiguous() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        world.company(2, "Acme Labs", "acme.com")
        let rows = ["Acme,acme.com", "Acme Labs,acme.com"]
        #expect(try plan(rows, TestPipeline.create(), world).outcomes == ["rejected V205", "rejected V205"])
        #expect(try plan(["Acme Labs,acme.com"], TestPipeline.create(), world).rows[0].organization?.id == RecordID(2))
        let first = try plan(rows, TestPipeline.create(ambiguous: .first), world)
        #expect(first.rows.map { $0.organization?.id } == [RecordID(1), RecordID(1)])
    }

    @Test func rowsThatTakeTheSameOneOfSeveralAreOneUnit() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        world.company(2, "Beta", "acme.com", "beta.com")
        world.company(3, "Acme Labs", "beta.com")
        // The first row could be 1 or 2 and takes 1; the second is 1 by its name.
        let plan = try plan(["Zeta,acme.com", "Acme,"], TestPipeline.create(ambiguous: .first), world)
        #expect(plan.rows.map { $0.organization?.id } == [RecordID(1), RecordID(1)])
        #expect(plan.rows.flatMap(\.entries).map(\.action) == [.add, .same])
    }

    @Test func twoRowsWithoutSitesAreOneThroughAffinity() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        let plan = try plan(["Acme,", "Something else,acme.com"], TestPipeline.create(), world)
        #expect(plan.outcomes == ["match", "match"])
        #expect(plan.rows.map { $0.organization?.by } == ["name", "domain"])
        #expect(plan.rows.map(\.unit) == [1, 1])
    }

    @Test func sharedHostsAndUnusableSitesJoinNobodyAndAreSaid() throws {
        let plan = try plan(["Acme,linkedin.com/company/acme", "Beta,linkedin.com/company/beta", "Gamma,not a site"])
        #expect(plan.outcomes == ["create", "create", "create"])
        #expect(plan.rows.allSatisfy { $0.organization?.key == nil })
        #expect(plan.warnings.map(\.code) == ["W401", "W402"])
        #expect(plan.warnings[1].message == "\"not a site\" is not a usable website, it holds a space: matched by name")
        #expect(plan.warnings[0].rows == [1, 2])
        #expect(plan.warnings[0].count == 2)
    }

    @Test func aSharedHostMatchesNobodyWhoHasItInAffinity() throws {
        var world = TestWorld()
        world.company(1, "LinkedIn", "linkedin.com")
        #expect(try plan(["Acme,linkedin.com"], TestPipeline.create(), world).outcomes == ["create"])
    }

    @Test func rowsLeftOutNeitherJoinNorLead() throws {
        let pipeline = TestPipeline.make(TestPipeline.create(), [TestPipeline.add()], where: ["Take": ["yes"]])
        let plan = try TestPlan("Company,Website,Take\nAcme,acme.com,no\nAcme,acme.com,yes\nAcme,acme.io,no\nAcme,,yes\n", pipeline)
        #expect(plan.outcomes == ["skipped", "create", "skipped", "same"])
    }
}
