import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// `create-organizations` and `add-to-list`: what becomes of each row.
@Suite struct OrganizationStepTests {
    private func plan(
        _ rows: [String], _ create: CreateRecords = TestPipeline.create(), present: AddToList.WhenPresent = .keep,
        in world: TestWorld = TestWorld()
    ) throws -> TestPlan {
        let pipeline = TestPipeline.make(create, [TestPipeline.add(present: present)])
        return try TestPlan((["Company,Website"] + rows).joined(separator: "\n"), pipeline, world)
    }

    private var acme: TestWorld {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        return world
    }

    @Test(arguments: [(.create, "create"), (.skip, "skipped"), (.reject, "rejected V204")] as [(CreateRecords.WhenMissing, String)])
    func whenMissing(policy: CreateRecords.WhenMissing, outcome: String) throws {
        let plan = try plan(["Beta,beta.com", "Acme,acme.com"], TestPipeline.create(missing: policy), in: acme)
        #expect(plan.outcomes == [outcome, "match"])
    }

    @Test(arguments: [(.reject, "rejected V205"), (.skip, "skipped"), (.first, "match")] as [(CreateRecords.WhenAmbiguous, String)])
    func whenAmbiguous(policy: CreateRecords.WhenAmbiguous, outcome: String) throws {
        var world = acme
        world.company(7, "Acme", "acme.io")
        let plan = try plan(["Acme,"], TestPipeline.create(ambiguous: policy), in: world)
        #expect(plan.outcomes == [outcome])
        if policy == .first { #expect(plan.rows[0].organization?.id == RecordID(1)) }
        if policy == .reject { #expect(plan.problems(1)[0].reason == "2 organizations fit: Acme (1, by name), Acme (7, by name)") }
    }

    @Test(
        arguments: [(.keep, "match", PlannedEntry.Action.present), (.addAgain, "match", .add), (.reject, "rejected V203", nil)]
            as [(AddToList.WhenPresent, String, PlannedEntry.Action?)])
    func whenPresent(policy: AddToList.WhenPresent, outcome: String, action: PlannedEntry.Action?) throws {
        var world = acme
        world.entry(50, of: 1)
        let plan = try plan(["Acme,acme.com"], present: policy, in: world)
        #expect(plan.outcomes == [outcome])
        #expect(plan.rows[0].entries.map(\.action) == (action.map { [$0] } ?? []))
        if policy == .keep { #expect(plan.rows[0].entries[0].id == ListEntryID(50)) }
        // Where it is not on the list yet, all three add.
        #expect(try self.plan(["Acme,acme.com"], present: policy, in: acme).rows[0].entries.map(\.action) == [.add])
    }

    @Test func addAgainAddsAnEntryForEveryRow() throws {
        let plan = try plan(["Acme,acme.com", "Acme,"], present: .addAgain, in: acme)
        #expect(plan.rows.flatMap(\.entries).map(\.action) == [.add, .add])
        #expect(plan.summary.requests.write == 2)
    }

    @Test func ofSeveralEntriesTheOldestIsTakenAndThatIsSaid() throws {
        var world = acme
        world.entry(60, of: 1)
        world.entry(50, of: 1)
        let plan = try plan(["Acme,acme.com"], in: world)
        #expect(plan.rows[0].entries[0].id == ListEntryID(50))
        #expect(plan.warnings.map(\.code) == ["W404"])
    }

    @Test func updateNameRenamesOnce() throws {
        let create = TestPipeline.create(found: .updateName)
        let plan = try plan([",acme.com", "Acme Robotics,acme.com", "Acme Robots,acme.com"], create, in: acme)
        #expect(plan.rows.map { $0.organization?.rename } == ["Acme Robotics", nil, nil])
        #expect(plan.summary.requests.write == 2)
        #expect(try self.plan(["ACME Inc.,"], create, in: acme).rows[0].organization?.rename == "ACME Inc.")
        #expect(try self.plan(["Acme,acme.com"], create, in: acme).rows[0].organization?.rename == nil)
        #expect(try self.plan(["Acme Robotics,acme.com"], in: acme).rows[0].organization?.rename == nil)
    }

    @Test func aNameIsKeptWhereAnotherRowOfTheFileAsksForIt() throws {
        // Renamed, the second row would find nobody at the next import and make another company.
        let plan = try plan(["New,acme.com", "Acme,"], TestPipeline.create(found: .updateName), in: acme)
        #expect(plan.rows.map { $0.organization?.rename } == [nil, nil])
        #expect(plan.warnings.contains { $0.code == "W407" })
    }

    @Test func companiesOfTheSharedDirectoryKeepTheirNames() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com", isGlobal: true)
        let plan = try plan(["Acme Robotics,acme.com"], TestPipeline.create(found: .updateName), in: world)
        #expect(plan.outcomes == ["match"])
        #expect(plan.rows[0].organization?.rename == nil)
        #expect(plan.warnings.map(\.code) == ["W406"])
    }

    @Test func aRowWithoutAKeyIsRejected() throws {
        let plan = try plan([",\"\"", ",linkedin.com/in/x", ",acme.com"])
        #expect(plan.outcomes == ["skipped", "rejected V201", "rejected V202"])
        #expect(try self.plan([",acme.com"], in: acme).outcomes == ["match"])
        // Made by name alone, it would be made again by the next import.
        #expect(try self.plan(["Acme,"], TestPipeline.create(match: [.domain])).outcomes == ["rejected V207"])
        #expect(try self.plan(["Acme,acme.com", "Acme,"], TestPipeline.create(match: [.domain])).outcomes == ["create", "same"])
    }

    @Test func theNameAndTheSiteMayStandInDifferentRows() throws {
        let plan = try plan([",acme.com", "Acme,acme.com"])
        #expect(plan.outcomes == ["create", "same"])
        #expect(plan.rows[0].organization?.name == "Acme")
    }

    @Test func blankRowsAndWhereSkip() throws {
        let pipeline = TestPipeline.make(TestPipeline.create(), [], blanks: ["n/a"], where: ["Stage": ["Seed", "A"]])
        let plan = try TestPlan("Company,Website,Stage\nAcme,acme.com, Seed \nBeta,beta.com,B\nGamma,gamma.com,A\n", pipeline)
        #expect(plan.outcomes == ["create", "skipped", "create"])
        let blank = try TestPlan("Company,Website\nn/a,\n \u{00A0}, n/a\n,\nAcme,n/a\n", TestPipeline.make(blanks: ["n/a"]))
        #expect(blank.outcomes == ["skipped", "skipped", "skipped", "create"])
        #expect(blank.rows[0].disposition == .skipped("a blank row"))
        #expect(blank.rows[3].organization?.key == nil)
    }

    @Test func twoListsGetAnEntryEach() throws {
        let pipeline = TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.add("Portfolio")])
        var world = acme
        world.entry(50, of: 1, on: TestAccount.portfolio)
        let plan = try TestPlan("Company,Website\nAcme,acme.com\nBeta,\n", pipeline, world)
        #expect(plan.rows.map { $0.entries.map(\.action) } == [[.add, .present], [.add, .add]])
    }

    @Test func whenPresentRejectOfOneListRejectsTheWholeRow() throws {
        let pipeline = TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.add("Portfolio", present: .reject)])
        var world = acme
        world.entry(50, of: 1, on: TestAccount.portfolio)
        let plan = try TestPlan("Company,Website\nAcme,acme.com\n", pipeline, world)
        #expect(plan.outcomes == ["rejected V203"])
        #expect(plan.rows[0].entries.isEmpty)
        #expect(plan.summary.requests.write == 0)
    }

    @Test func aRowCarriesItsPlaceItsTextAndItsName() throws {
        let plan = try plan(["\"Acme, Inc\",acme.com", ",beta.com"])
        #expect(plan.rows[0].line == 2)
        #expect(plan.rows.map(\.label) == ["Acme, Inc", "beta.com"])
        #expect(plan.rows[0].source == Array("\"Acme, Inc\",acme.com".utf8))
    }

    @Test func aListWithRequiredFieldsIsTriedAndThatIsSaid() throws {
        let steps = [
            TestPipeline.add("Compliance"), TestPipeline.set(assign("Case", column("Company"))),
        ]
        func plan(_ steps: [ImportStep]) throws -> TestPlan {
            try TestPlan(
                "Company,Website\nAcme,acme.com\nBeta,beta.com", TestPipeline.make(TestPipeline.create(), steps),
                catalog: TestAccount.catalogWithRequiredFields)
        }
        let bare = try plan([steps[0]])
        #expect(bare.outcomes == ["create", "create"])
        #expect(
            bare.warnings.map(\.message) == [
                "Compliance requires \"Case\", \"Officer\", and the pipeline does not set \"Case\", \"Officer\""
            ])
        #expect(bare.warnings.first?.code == "W431" && bare.warnings.first?.count == 2)
        #expect(
            try plan(steps).warnings.map(\.message) == [
                "Compliance requires \"Case\", \"Officer\", and the pipeline does not set \"Officer\""
            ])
    }

    @Test func aNameOfTooManyCharactersIsRejectedAndNotLookedFor() throws {
        let long = String(repeating: "ä", count: 100_000)
        let plan = try plan(["\(long),acme.com", "\(String(repeating: "n", count: 500)),beta.com"])
        #expect(plan.outcomes == ["rejected V221", "create"])
        #expect(plan.problems(1)[0].reason.contains("has 100000 characters, and 500 are the most"))
        #expect(plan.problems(1)[0].field == "name")
    }

    @Test func withoutALookIntoTheSharedDirectoryNewOrganizationsAreWarnedOf() throws {
        var create = TestPipeline.create()
        create.sharedDirectory = .ignore
        #expect(try plan(["Beta,beta.com"], create).warnings.map(\.code) == ["W430"])
        #expect(try plan(["Acme,acme.com"], create, in: acme).warnings.isEmpty)
        #expect(try plan(["Beta,beta.com"]).warnings.isEmpty)
    }
}
