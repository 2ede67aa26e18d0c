import Affinity
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Testing

@testable import Planning

/// The counts of a plan, its cost and its warnings.
@Suite struct TallyTests {
    @Test func theRowsAddUpAndTheWritesAreCounted() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com", values: [FieldID("field-21"): .text("Robots")])
        world.entry(50, of: 1, [TestAccount.notes: .text("x"), TestAccount.size: .number(5), TestAccount.keywords: .texts(["a"])])
        let steps = [
            TestPipeline.add(),
            TestPipeline.set(
                assign("Status", column("Stage")), assign("Deal Size", column("Ask")), assign("Notes", column("Note")),
                assign("Keywords", column("Keys"), existing: .append), assign("organization.Industry", column("Industry"))),
        ]
        let csv = """
            Company,Website,Stage,Ask,Note,Keys,Industry,Take
            Acme,acme.com,Contacted,7,#N/A,b,Robots,y
            Beta,beta.com,Contacted,1,n,,Food,y
            Beta,beta.com,,,,,,y
            Gamma,gamma.com,Nope,,,,,y
            Delta,delta.com,,,,,,n
            Epsilon,epsilon.com,,,,,,y
            """
        let plan = try TestPlan(csv, TestPipeline.make(TestPipeline.create(), steps, where: ["Take": ["y"]]), world)
        #expect(plan.outcomes == ["match", "create", "same", "rejected V306", "skipped", "create"])
        let summary = plan.summary
        #expect(summary.rows == 6)
        #expect(summary.organizations == PlanSummary.Records(create: 2, match: 2))
        #expect(summary.rejected == 1)
        #expect(summary.skipped == 1)
        #expect(summary.organizations.create + summary.organizations.match + summary.rejected + summary.skipped == summary.rows)
        #expect(summary.matchedBy == ["domain": 1, "row": 1])
        #expect(summary.listEntries == PlanSummary.ListEntries(add: 2, present: 2))
        #expect(summary.cells == PlanSummary.Cells(set: 6, append: 1, clear: 1, unchanged: 1, kept: 0))
        // Acme: one PATCH of its entry. Beta: made, added, a PATCH each for the entry and for the organization. Epsilon: made, added.
        #expect(summary.requests.write == 1 + 4 + 2)
        let status = try #require(summary.fields.first)
        #expect(status.name == "Status")
        #expect((status.set, status.changed) == (2, 0))
        #expect(status.options == ["Contacted": 2])
        #expect((summary.fields[1].set, summary.fields[1].changed) == (1, 1))
    }

    @Test func aPlanSaysOfEachFieldWhereItGoesAndWhichAffinityWouldKeepUpItself() throws {
        let steps = [
            TestPipeline.add(),
            TestPipeline.set(assign("Notes", column("Note")), assign("Sector", column("Sector")), assign("Location", column("Place"))),
        ]
        let csv = "Company,Website,Note,Sector,Place\nAcme,acme.com,n,Software,Berlin\n"
        let plan = try TestPlan(csv, TestPipeline.make(TestPipeline.create(), steps))
        #expect(plan.summary.fields.map(\.target) == ["list.Notes", "organization.Sector", "organization.Location"])
        #expect(plan.warnings.map(\.code) == ["W410"])
        let without = try TestPlan(csv.replacing("Berlin", with: ""), TestPipeline.make(TestPipeline.create(), steps))
        #expect(without.warnings.isEmpty)
    }

    @Test func nothingToDoCostsNothing() throws {
        var world = TestWorld()
        world.company(1, "Acme", "acme.com")
        world.entry(50, of: 1, [TestAccount.notes: .text("x")])
        let pipeline = TestPipeline.make(TestPipeline.create(), [TestPipeline.add(), TestPipeline.set(assign("Notes", column("Note")))])
        let plan = try TestPlan("Company,Website,Note\nAcme,acme.com,x\n", pipeline, world)
        #expect(plan.summary.changesNothing)
        #expect(plan.summary.cells == PlanSummary.Cells(unchanged: 1))
    }

    @Test func moreThanAHundredCellsTakeASecondRequest() {
        let fields = (0..<101).map { PlannedField(id: FieldID("field-\($0)"), name: "F\($0)", type: .text, list: ListID(1)) }
        var tally = PlanTally(fields: fields)
        let cells = fields.indices.map {
            PlannedCell(field: $0, action: .set, before: nil, after: .text("x"), policy: .existing(.overwrite))
        }
        let organization = PlannedRecord(action: .match, name: "Acme", id: RecordID(1), by: "name")
        tally.add(
            PlannedRow(row: 1, line: 2, label: "Acme", unit: 1, source: [], disposition: .planned, organization: organization, cells: cells)
        )
        #expect(tally.summary.requests.write == 2)
    }

    @Test func aWarningIsSaidOnceWithItsFirstRowsAndAllCounted() {
        var warnings = WarningCollector()
        for row in 1...20 { warnings.add(.W401, "linkedin.com", row: row, hint: "h") }
        warnings.add(.W401, "x.com", row: 21)
        #expect(warnings.warnings.map(\.message) == ["linkedin.com", "x.com"])
        #expect(warnings.warnings[0].rows == Array(1...8))
        #expect(warnings.warnings[0].count == 20)
        #expect(warnings.warnings[0].allRows.text == "1-20", "all of them are known")
        #expect(warnings.warnings[0].hint == "h")
    }

    @Test func noWarningIsDropped() {
        var warnings = WarningCollector()
        for row in 1...1000 { warnings.add(.W403, "rows of company \(row)", row: row) }
        warnings.add(.W403, "rows of company 1", row: 1001)
        var more = WarningCollector()
        more.add(.W403, "rows of company 1", row: 1002)
        more.add(.W409, "too much", row: 1)
        warnings.add(more)
        #expect(warnings.warnings.count == 1001)
        #expect(warnings.warnings[0].count == 3)
        #expect(warnings.warnings[0].rows == [1, 1001, 1002])
        #expect(PlanWarning.weighed(warnings.warnings).first?.code == "W409")
    }

    @Test(arguments: [
        "'Acme, Inc',acme.com,x\n'Beta, Inc',beta.com,y\n'Gamma',gamma.com,z\n",
        "“Acme, Inc”,acme.com,x\n“Beta, Inc”,beta.com,y\n“Gamma”,gamma.com,z\n",
    ])
    func aFileWithQuotesOfAnotherKindIsRefusedWithItsCause(rows: String) throws {
        let bound = try Binder.bind(
            TestPipeline.make(TestPipeline.create(), []), to: TestAccount.catalog, header: ["Company", "Website", "Partner"],
            sourceName: "rows.csv")
        var keyScan = KeyScan(bound, people: [], file: SourceFile(name: "rows.csv"))
        for record in try TestPlan.records("Company,Website,Partner\n" + rows) { try keyScan.add(record) }
        let refusal = try #require(keyScan.broken.refusal(rows: 3, in: keyScan.file)?.all.first)
        #expect(
            refusal.code == "C330" && refusal.message == "2 of 3 rows are broken: cells are quoted with ' or “ ”, which is text in a CSV")
    }

    /// More than one in twenty refuse the file, and one alone never does: the rejects of a run may have no other row.
    @Test(arguments: [
        (1, 1, false), (1, 3, false), (2, 2, true), (2, 3, true), (2, 39, true), (2, 40, false), (3, 40, true), (5, 100, false),
        (6, 100, true),
    ])
    func moreThanATwentiethOfTheRowsRefuseTheFile(broken: Int, rows: Int, isRefused: Bool) throws {
        let bound = try Binder.bind(
            TestPipeline.make(TestPipeline.create(), []), to: TestAccount.catalog, header: ["Company", "Website"], sourceName: "rows.csv")
        var keyScan = KeyScan(bound, people: [], file: SourceFile(name: "rows.csv"))
        let lines = (0..<rows).map { $0 < broken ? "Acme \($0),,x,y\n" : "Acme \($0),\n" }
        for record in try TestPlan.records("Company,Website\n" + lines.joined()) { try keyScan.add(record) }
        #expect(keyScan.broken.count == broken)
        #expect((keyScan.broken.refusal(rows: rows, in: keyScan.file) != nil) == isRefused)
    }

    @Test func theSurveyNamesPersonsWhoAreNoUsersAndBrokenRecords() throws {
        let steps = [TestPipeline.add(), TestPipeline.set(assign("Owners", column("Partner", ValueOptions(split: ";"))))]
        let csv = "Company,Website,Partner\nAcme,acme.com,ada@contoso.vc; eve@else.org\nBeta,beta.com,x,y\nGamma,,Bob Noyce;Jane Doe\n"
        let bound = try Binder.bind(
            TestPipeline.make(TestPipeline.create(), steps), to: TestAccount.catalog, header: ["Company", "Website", "Partner"],
            sourceName: "rows.csv")
        var keyScan = KeyScan(bound, people: TestAccount.catalog.people, file: SourceFile(name: "rows.csv"))
        for record in try TestPlan.records(csv) { try keyScan.add(record) }
        #expect(keyScan.values.unknownPeople == ["eve@else.org", "Jane Doe"])
        #expect(keyScan.rows == 3)
        #expect(keyScan.broken.count == 1)
        #expect(keyScan.broken.refusal(rows: 3, in: keyScan.file) == nil)
        #expect(keyScan.identities[0].indexOfRow == [0, -1, 1])
    }
}
