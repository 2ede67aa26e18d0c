import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Testing

/// The cells of rows that mean one company: each is decided once.
@Suite struct UnitCellTests {
    private func plan(
        _ csv: String, _ assignments: [Assignment], present: AddToList.WhenPresent = .keep, in world: TestWorld = TestWorld()
    ) throws -> TestPlan {
        try TestPlan(
            csv, TestPipeline.make(TestPipeline.create(), [TestPipeline.add(present: present), TestPipeline.fields(assignments)]), world)
    }

    private func notes(_ plan: TestPlan) -> [String] {
        plan.rows.map { row in row.cells.map { "\($0.action.rawValue) \($0.after.map(FieldDataText.text) ?? "nothing")" }.joined() }
    }

    private var acme: TestWorld {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        world.entry(50, of: 1, [TestAccount.notes: .text("old")])
        return world
    }

    private static let three = "Company,Website,Note\nAcme,acme.com,first\nAcme,acme.com,last\nAcme,acme.com,\n"

    @Test func withOverwriteTheLastThatSpeaksDecides() throws {
        let plan = try plan(Self.three, [assign("Notes", column("Note"))], in: acme)
        #expect(notes(plan) == ["kept last", "set last", ""])
        #expect(plan.cell(2)?.before == .text("old"))
        #expect(plan.cell(1)?.policy.text == "row 2 of the same organization decides")
        let warning = try #require(plan.warnings.first { $0.code == "W405" })
        #expect(warning.rows == [1])
        #expect(warning.message == "Notes: rows of one organization disagree, and row 2 counts")
    }

    @Test func rowsThatAgreeAreWrittenByTheFirst() throws {
        let plan = try plan(
            "Company,Website,Note\nAcme,acme.com,x\nAcme,acme.com,y\nAcme,acme.com,x\n", [assign("Notes", column("Note"))], in: acme)
        #expect(notes(plan) == ["set x", "kept x", "unchanged x"])
    }

    @Test(arguments: [Assignment.Existing.fill, .keep])
    func withFillAndKeepTheFirstThatSpeaksDecides(existing: Assignment.Existing) throws {
        let csv = "Company,Website,Note\nBeta,beta.com,\nBeta,beta.com,first\nBeta,beta.com,last\n"
        #expect(notes(try plan(csv, [assign("Notes", column("Note"), existing: existing)])) == ["", "set first", "kept first"])
        let kept = try plan(Self.three, [assign("Notes", column("Note"), existing: existing)], in: acme)
        #expect(notes(kept) == ["kept old", "kept old", ""])
    }

    @Test func appendAddsTheValuesOfAllRows() throws {
        var world = acme
        world.entry(50, of: 1, [TestAccount.keywords: .texts(["old"])])
        let csv = "Company,Website,Note\nAcme,acme.com,a;b\nAcme,acme.com,\nAcme,acme.com,b;c\n"
        let value = column("Note", ValueOptions(split: ";"))
        let plan = try plan(csv, [assign("Keywords", value, existing: .append)], in: world)
        #expect(plan.rows.flatMap(\.cells).filter(\.isWrite).map(\.after) == [.texts(["old", "a", "b", "c"])])
        #expect(plan.cell(1)?.action == .append)
        #expect(!plan.warnings.contains { $0.code == "W405" })
    }

    @Test func moreValuesThanACellTakesAreRefusedBeforeAnythingIsWritten() throws {
        var world = acme
        world.entry(50, of: 1, [TestAccount.keywords: .texts((1...99).map { "k\($0)" })])
        let value = column("Note", ValueOptions(split: ";"))
        let assignments = [assign("Keywords", value, existing: .append)]
        let plan = try plan("Company,Website,Note\nAcme,acme.com,a\nAcme,acme.com,b\nAcme,,\n", assignments, in: world)
        #expect(plan.outcomes == ["rejected V391", "rejected V391", "match"])
        #expect(plan.summary.requests.write == 0)
        #expect(
            try self.plan("Company,Website,Note\nAcme,acme.com,a\nAcme,acme.com,k7\n", assignments, in: world).summary.cells.append == 1)
    }

    @Test func aBlankRowDoesNotClearWhatAnotherSets() throws {
        let plan = try plan(
            "Company,Website,Note\nAcme,acme.com,\nAcme,acme.com,new\n", [assign("Notes", column("Note"), blank: .clear)], in: acme)
        #expect(notes(plan) == ["", "set new"])
        let blank = try self.plan(
            "Company,Website,Note\nAcme,acme.com,\nAcme,acme.com,\n", [assign("Notes", column("Note"), blank: .clear)], in: acme)
        #expect(notes(blank) == ["clear nothing", ""])
    }

    @Test func thePartsOfALocationComeFromAllRows() throws {
        let csv = "Company,Website,City,Country\nAcme,acme.com,Paris,\nAcme,acme.com,Lyon,France\nAcme,acme.com,,France\n"
        let value = location([.city: "City", .country: "Country"])
        let last = try plan(csv, [assign("Headquarters", value)])
        #expect(last.rows.map { $0.cells.map(\.action) } == [[.kept], [.set], [.unchanged]])
        #expect(last.cell(2)?.after == .location(Location(city: "Lyon", country: "France")))
        #expect(last.warnings.filter { $0.code == "W405" }.map(\.rows) == [[1]])
        let first = try plan(csv, [assign("Headquarters", value, existing: .fill)])
        #expect(first.cell(1)?.after == .location(Location(city: "Paris", country: "France")))
    }

    @Test func addAgainDecidesEachRowsEntryByItself() throws {
        let plan = try plan(Self.three, [assign("Notes", column("Note"))], present: .addAgain, in: acme)
        #expect(notes(plan) == ["set first", "set last", ""])
        #expect(plan.rows[0].cells[0].before == nil)
    }

    @Test func aFieldOfTheOrganizationIsDecidedOnceAlsoUnderAddAgain() throws {
        let plan = try plan(Self.three, [assign("organization.Industry", column("Note"))], present: .addAgain, in: acme)
        #expect(notes(plan) == ["kept last", "set last", ""])
    }

    @Test func theCreatorIsTheFirstRowThatIsNotRejected() throws {
        let csv = "Company,Website,Ask\nAcme Old,acme.com,abc\nAcme,acme.com,12\nAcme,acme.com,13\n"
        let plan = try plan(csv, [assign("Deal Size", column("Ask"))])
        #expect(plan.outcomes == ["rejected V301", "create", "same"])
        #expect(plan.rows[1].organization?.name == "Acme")
        #expect(plan.rows.map { $0.entries.map(\.action) } == [[], [.add], [.same]])
        #expect(plan.rows[0].cells.isEmpty)
        #expect(plan.rows.map(\.unit) == [1, 1, 1])
        // Of the rejected row nothing is written, its site neither.
        let other = try self.plan("Company,Website,Ask\nAcme,acme.com,abc\nAcme,,12\n", [assign("Deal Size", column("Ask"))])
        #expect(other.outcomes == ["rejected V301", "create"])
        #expect(other.rows[1].organization?.key == nil)
    }

    @Test func whatNoKeyWouldFindAgainIsNotMade() throws {
        let steps = [TestPipeline.add(), TestPipeline.set(assign("Deal Size", column("Ask")))]
        let pipeline = TestPipeline.make(TestPipeline.create(match: [.domain]), steps)
        // The only site stands in a row that is rejected.
        let plan = try TestPlan("Company,Website,Ask\nAcme,acme.com,abc\nAcme,,12\n", pipeline)
        #expect(plan.outcomes == ["rejected V301", "rejected V207"])
    }

    @Test func appendSeesWhatACellHoldsBeyondAHundredValues() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        world.entry(50, of: 1, [TestAccount.keywords: .texts((1...150).map { "k\($0)" })])
        func outcome(_ keys: String) throws -> TestPlan {
            try plan(
                "Company,Website,Keys\nAcme,acme.com,\(keys)\n",
                [assign("Keywords", column("Keys", ValueOptions(split: ";")), existing: .append)], in: world)
        }
        #expect(try outcome("k150;k2").cell(1)?.action == .unchanged)
        let refused = try outcome("k150;new")
        #expect(refused.outcomes == ["rejected V391"])
        #expect(refused.problems(1).first?.reason.contains("151 values") == true)
    }

    @Test func allProblemsOfARowAreSaidAtOnce() throws {
        let csv = "Company,Website,Ask,Stage,Met,Note\nAcme,acme.com,abc,Contactd,3/4/2026,\n"
        let plan = try plan(
            csv,
            [
                assign("Deal Size", column("Ask")), assign("Status", column("Stage")), assign("First Met", column("Met")),
                assign("Notes", column("Note"), blank: .reject),
            ])
        #expect(plan.problems(1).map(\.code) == ["V301", "V306", "V320", "V390"])
        #expect(plan.problems(1).map(\.field) == ["Deal Size", "Status", "First Met", "Notes"])
        #expect(plan.problems(1).allSatisfy { $0.step == .setFields })
        #expect(plan.summary.requests.write == 0)
    }

    @Test func optionsThatAreLeftOutAreSaidOnceForAllTheirRows() throws {
        let plan = try TestPlan(
            "Company,Website,Note,N\na,a.com,AI;Blockchain,1\nb,b.com,Blockchain,2\nc,c.com,AI,3\nd,d.com,Blockchain,many\n",
            TestPipeline.make(
                TestPipeline.create(),
                [
                    TestPipeline.add(),
                    TestPipeline.set(
                        assign("Tags", column("Note", ValueOptions(split: ";")), unknown: .skip), assign("Deal Size", column("N"))),
                ]))
        let warnings = plan.warnings.filter { $0.code == "W408" }
        #expect(warnings.map(\.rows) == [[1, 2]], "a rejected row writes nothing either way")
        #expect(warnings[0].message == "\"Blockchain\" is not an option of Tags: left out")
    }

    @Test func skippedOptionsLeaveTheCellAndOnlySeparatorsAreBlank() throws {
        let options = column("Note", ValueOptions(split: ";"))
        var world = acme
        world.entry(50, of: 1, [TestAccount.tags: .options([TestAccount.option(TestAccount.tags, "AI")])])
        func tags(_ cell: String, _ blank: Assignment.Blank) throws -> [String] {
            notes(
                try plan(
                    "Company,Website,Note\nAcme,acme.com,\(cell)\n", [assign("Tags", options, blank: blank, unknown: .skip)], in: world))
        }
        #expect(try tags("Space", .clear) == ["kept AI"])
        #expect(try tags("Space; Health", .clear) == ["set Health"])
        #expect(try tags(" ; ;", .clear) == ["clear nothing"])
        let rejected = try plan(
            "Company,Website,Note\nAcme,acme.com,;\n", [assign("Tags", options, blank: .reject, unknown: .skip)], in: world)
        #expect(rejected.outcomes == ["rejected V390"])
        #expect(
            rejected.problems(1).map(\.reason) == ["the cell is blank, and the pipeline says blank: reject"], "the field is said beside it")
        // A word for "none" where a domain is asked for is blank too.
        let domain = column("Note", ValueOptions(kind: Spanned(.domain, at: TestPipeline.place(1))))
        let none = try plan("Company,Website,Note\nAcme,acme.com,n/a\n", [assign("Notes", domain, blank: .reject)], in: world)
        #expect(none.outcomes == ["rejected V390"])
    }

    @Test func whatAffinityPutsIntoANewEntryIsEmptiedWhereTheRowAsksForIt() throws {
        let csv = "Company,Website,Stage,Partner\nBeta,beta.com,#N/A,\n"
        let plan = try plan(csv, [assign("Status", column("Stage")), assign("Owners", column("Partner"), blank: .clear)])
        #expect(plan.rows[0].cells.map(\.action) == [.clear, .clear])
        let kept = try self.plan(csv, [assign("Owners", column("Partner"))])
        #expect(kept.rows[0].cells.isEmpty)
    }

    @Test func existingKeepStillFillsANewEntry() throws {
        let csv = "Company,Website,Stage\nBeta,beta.com,Contacted\n"
        let plan = try plan(csv, [assign("Status", column("Stage"), existing: .keep)])
        #expect(plan.cell(1)?.action == .set)
        #expect(plan.cell(1)?.before == nil)
    }
}
