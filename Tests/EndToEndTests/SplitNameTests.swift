import FerryTestSupport
import Foundation
import Testing

/// `split` on a person's name: a record that names several persons makes each of them.
@Suite struct SplitNameTests: ImportSuite {
    let affinity: LocalAffinity
    let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
    }

    private static let founders = """
        Company,Founders,Mails,Remark
        Split One,Ann Splita; Max Splitb,ann@splitone.example;max@splitone.example,Met both
        Split Two,"Splitc, Eva",,Met Eva
        Split Three,"\""Splitd, Tom"\"; Kim Splite",,Met Tom and Kim
        Split Four,Bo Splitf; Di Splitg,one@splitfour.example,
        Split Five,Al Splith; Cy Spliti and Jo Splitj,,

        """

    private static let steps = """
          - create-organizations: { name: Company }
          - add-to-list: { list: Dealflow }
          - add-note: { content: Remark }
          - create-persons: { name: { column: Founders, split: ";" }, emails: Mails }
          - add-to-list: { list: People }

        """

    private func named(_ last: String) throws -> [[String: Any]] { try search("/persons?term=\(last)", "persons") }

    @Test func aCellOfSeveralFoundersMakesEachOfThem() async throws {
        try write(Self.founders, Self.steps)
        let (_, planned) = try await plan()
        #expect((planned["persons"] as? [String: Int])?["create"] == 6)
        #expect((planned["organizations"] as? [String: Int])?["create"] == 4)
        #expect(planned["notes"] as? Int == 3, "a note about the company is added once")

        #expect(try await apply()["rejected"] == 2)
        for (last, address) in [("Splita", "ann@splitone.example"), ("Splitb", "max@splitone.example")] {
            #expect(try named(last).map { $0["emails"] as? [String] } == [[address]])
        }
        for last in ["Splitc", "Splitd", "Splite", "Splith"] { #expect(try named(last).count == 1, "\(last)") }
        for last in ["Splitf", "Splitg", "Spliti", "Splitj"] { #expect(try named(last).isEmpty, "\(last)") }
        let company = try #require(
            try affinity.all("/v2/companies?limit=100").first { $0["name"] as? String == "Split One" }?["id"] as? Int)
        let person = try #require(try named("Splitb").first?["id"] as? Int)
        #expect((try affinity.get("/persons/\(person)") as? [String: Any])?["organization_ids"] as? [Int] == [company])

        let writes = try affinity.writes()
        let again = try await plan()
        #expect(again.status == 3 || again.status == 0, "\(again.plan)")
        #expect((again.plan["persons"] as? [String: Int])?["create"] == 0)
        _ = try await apply()
        #expect(try affinity.writes() == writes, "a second run writes nothing")
    }

    @Test func theRowsOfARunNameOnePersonEach() async throws {
        try write(Self.founders, Self.steps)
        let planned = try await ferry.run(["plan", "rows.yaml", "-o", "rows.ferry"])
        #expect(planned.status == 3 || planned.status == 2, "\(planned.errors)")
        let rejects = try await ferry.run(["rejects", "rows.ferry"])
        #expect(rejects.output.contains("Split Four,Bo Splitf; Di Splitg,one@splitfour.example"))
        #expect(rejects.output.contains("2 persons, and 1 e-mail address stands beside them"))
        #expect(rejects.output.contains("Split Five,Cy Spliti and Jo Splitj,"))
        #expect(!rejects.output.contains("Al Splith"))

        var ferry = ferry
        ferry.environment["FERRY_RECHECK_AFTER"] = "0"
        let applied = try await ferry.run(["apply", "rows.ferry", "--yes", "--json"])
        let outcome = try #require(try applied.json()["outcome"] as? [String: Int], "\(applied.errors)")
        #expect(outcome["conflict"] == 0 && outcome["created"] == 6, "\(outcome)")
        #expect(try named("Splitd").count == 1)
    }

    @Test(arguments: [
        ("list: Dealflow", "list: Dealflow, when-present: add-again", "each of them would add the organization again"),
        ("emails: Mails", "match: [id, name], id: Mails", "the id, or the field that rows are matched by"),
        ("emails: Mails", "emails: { template: \"{Mails}\" }", "their e-mail addresses must be a column"),
        (
            "create-organizations: { name: Company }", "create-persons: { name: { column: Company, split: \"/\" } }",
            "only one step may split a name"
        ),
    ])
    func whatCannotBeDoneForEachPersonIsRefused(part: String, other: String, reason: String) async throws {
        try write(Self.founders, Self.steps.replacing(part, with: other))
        let result = try await ferry.run(["plan", "rows.yaml"])
        #expect(result.status == 65 && result.errors.contains("error[P248]") && result.errors.contains(reason), "\(result.errors)")
    }

    @Test func theRejectionOfSeveralPersonsSaysWhatPartsThem() async throws {
        try write("Founders\nAnn Splitk & Max Splitl\n", "  - create-persons: { name: Founders }\n")
        let result = try await ferry.run(["plan", "rows.yaml"])
        #expect(result.output.contains("say split: \"&\" beside the column of the name"), "\(result.output)")
    }
}
