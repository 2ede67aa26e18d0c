import Affinity
import PipelineSpec
import Planning
import Testing

/// `create-persons` with first and last name apart: what a row leaves blank comes from its address, and what Affinity would refuse is
/// refused by the plan.
@Suite struct PersonStepTests {
    private func plan(_ rows: [String], match: [CreateRecords.Key] = [.email, .name], in world: TestWorld? = nil) throws -> TestPlan {
        var step = CreateRecords(
            span: TestPipeline.place(20), kind: .person, match: match.map { Spanned($0, at: TestPipeline.place(20, 10)) })
        step.firstName = column("First", line: 21)
        step.lastName = column("Last", line: 22)
        step.emails = column("Mail", line: 23)
        var people = TestWorld()
        people.kind = .person
        return try TestPlan((["First,Last,Mail"] + rows).joined(separator: "\n"), TestPipeline.make(step), world ?? people)
    }

    private func names(_ plan: TestPlan) -> [String] {
        plan.rows.map { row in row.records.first?.details.map { "\($0.firstName)|\($0.lastName)" } ?? "-" }
    }

    @Test func aBlankNameComesFromTheAddress() throws {
        let plan = try plan([
            "Jane,Doe,x@acme.com", ",Doe,jane.doe@acme.com", "Jane,,jane.roe@acme.com", ",Only,only@acme.com", "Bo,,bo@acme.com",
            ",,ann.lee@acme.com", ",Curie,m@acme.com",
        ])
        #expect(names(plan) == ["Jane|Doe", "Jane|Doe", "Jane|Roe", "Only|", "Bo|", "Ann|Lee", "M|Curie"])
    }

    @Test func withoutAFirstNameAnywhereTheRowIsRejectedByThePlan() throws {
        let plan = try plan([",Doe,", "Jane,,"])
        #expect(plan.outcomes == ["rejected V220", "create"])
        #expect(plan.problems(1)[0].reason == "Doe is new to Affinity and the row has no first name, which Affinity wants")
    }

    @Test func whatANewPersonIsCalledFindsThemTheNextTime() throws {
        var world = TestWorld()
        world.kind = .person
        world.company(1, "Jane Doe")
        #expect(try plan([",Doe,jane.doe@acme.com"], match: [.name], in: world).outcomes == ["match"])
        let whole = TestPipeline.make(TestPipeline.create(.person, match: [.name]))
        #expect(try TestPlan("Company,Website\n\"Doe, Jane\",", whole, world).outcomes == ["match"])
        #expect(try TestPlan("Company,Website\nMr.,", whole, world).outcomes == ["rejected V201"])
    }
}
