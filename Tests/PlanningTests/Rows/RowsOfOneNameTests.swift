import Affinity
import PipelineSpec
import Testing

@testable import Planning

/// Rows that only a name puts together.
@Suite struct RowsOfOneNameTests {
    private static let header = "Company,Website,Size,Met,Thesis,Tags\n"
    private static let twoBolts = header + "Bolt,,100,2018-01-01,Mobility,\nBolt,,900,2021-05-05,Payments,\n"

    private func plan(
        _ csv: String, _ rule: CreateRecords.RowsOfOneName = .ask, kind: RecordKind = .organization, _ world: TestWorld = TestWorld(),
        ambiguous: CreateRecords.WhenAmbiguous = .reject
    ) throws -> TestPlan {
        var create = TestPipeline.create(kind)
        if kind != .opportunity { create.rowsOfOneName = rule }
        create.whenAmbiguous = ambiguous
        let fields = [("Deal Size", "Size"), ("First Met", "Met"), ("Thesis", "Thesis"), ("Tags", "Tags")].map { field, name in
            assign(field, column(name))
        }
        return try TestPlan(csv, TestPipeline.make(create, TestPipeline.addToTheirList(kind) + [TestPipeline.fields(fields)]), world)
    }

    @Test func rowsThatContradictEachOtherAreAQuestionAndSayInWhat() throws {
        let plan = try plan(Self.twoBolts)
        #expect(plan.outcomes == ["rejected V214", "rejected V214"])
        let problem = try #require(plan.problems(2).first)
        #expect(problem.reason.contains("rows 1 and 2") && problem.reason.contains("Deal Size, First Met, Thesis"), "\(problem.reason)")
        #expect(problem.asksWhichRecord)
    }

    @Test func mergeMakesThemOneCompanyAndSeparateTwo() throws {
        #expect(try plan(Self.twoBolts, .merge).outcomes == ["create", "same"])
        let separate = try plan(Self.twoBolts, .separate)
        #expect(separate.outcomes == ["create", "create"])
        #expect(separate.cell(1)?.after == .number(100) && separate.cell(2)?.after == .number(900))
    }

    @Test func oneDifferenceIsNoContradiction() throws {
        #expect(try plan(Self.header + "Bolt,,100,2018-01-01,Mobility,\nBolt,,200,2018-01-01,Mobility,\n").outcomes == ["create", "same"])
    }

    @Test func blankCellsAndOtherTagsAreNone() throws {
        let csv = Self.header + "Bolt,,100,,,AI\nBolt,,,2018-01-01,Mobility,Climate\n"
        #expect(try plan(csv).outcomes == ["create", "same"])
    }

    @Test func aWebsiteOfTheirOwnTellsThemApart() throws {
        let csv = Self.header + "Bolt,bolt.eu,100,2018-01-01,Mobility,\nBolt,bolt.com,900,2021-05-05,Payments,\n"
        #expect(try plan(csv).outcomes == ["create", "create"])
    }

    @Test func separatedRowsThatAgreeStayTogether() throws {
        let csv = Self.twoBolts + "Bolt,,100,2018-01-01,Mobility,\n"
        #expect(try plan(csv, .separate).outcomes == ["create", "create", "same"])
        #expect(try plan(csv).outcomes == ["rejected V214", "rejected V214", "rejected V214"])
    }

    @Test func whenAmbiguousFirstMakesThemOne() throws {
        #expect(try plan(Self.twoBolts, ambiguous: .first).outcomes == ["create", "same"])
    }

    @Test func personsAreAskedAboutAndDealsAreTheirNames() throws {
        var persons = TestWorld()
        persons.kind = .person
        var deals = TestWorld()
        deals.kind = .opportunity
        #expect(try plan(Self.twoBolts, kind: .person, persons).outcomes == ["rejected V214", "rejected V214"])
        #expect(try plan(Self.twoBolts, kind: .opportunity, deals).outcomes == ["create", "same"])
    }
}
