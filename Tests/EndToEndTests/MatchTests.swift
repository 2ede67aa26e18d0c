import FerryTestSupport
import Foundation
import Testing

/// Rows whose record is not sure, and a person's decisions about them.
@Suite struct MatchTests: ImportSuite {
    let affinity: LocalAffinity
    let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
    }

    /// Two companies of one name, of which no row's key tells which.
    private func makeTwins() async throws {
        try write(
            "Company,Website\nTwin Labs,twin-a.example\nTwin Labs,twin-b.example\n",
            "  - create-organizations: { name: Company, domain: Website }\n", name: "twins")
        let result = try await ferry.run(["apply", "twins.yaml", "--yes"])
        #expect(result.status == 0, "\(result.errors)")
        try write(
            "Company,Size\nTwin Labs,5\n",
            "  - create-organizations: { name: Company }\n  - add-to-list: { list: Dealflow }\n  - set-fields: { Deal Size: Size }\n")
    }

    private func decide(_ decision: String) throws {
        let lines = try folder.read("rows.matches.csv").split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[1].hasPrefix("organization,Twin Labs,,,"), "\(lines)")
        try folder.write("rows.matches.csv", "\(lines[0])\norganization,Twin Labs,,\(decision),,\n")
    }

    @Test func whatIsAmbiguousIsListedWithItsCandidatesAndDecidedOnce() async throws {
        try await makeTwins()
        #expect(try await ferry.run(["plan", "rows.yaml"]).status == 3)
        let match = try await ferry.run(["match", "rows.yaml"])
        #expect(match.status == 0 && match.output.contains("1 line, 1 new, 1 to decide"), "\(match)")
        let sheet = try folder.read("rows.matches.csv")
        let ids = sheet.matches(of: /(\d+) Twin Labs/).map { String($0.1) }
        #expect(ids.count == 2, "\(sheet)")

        try decide(ids[1])
        let result = try await ferry.run(["apply", "rows.yaml", "--yes"])
        #expect(result.status == 0, "\(result.errors)\(result.output)")
        #expect(
            try AccountReader(affinity).entries(on: "Dealflow").contains {
                String($0.organization) == ids[1] && $0.values["Deal Size"] == "5"
            })
        // What is decided stays, and is not asked again.
        #expect(try await ferry.run(["match", "rows.yaml"]).output.contains("0 new, 0 to decide"))
        #expect(try folder.read("rows.matches.csv").contains("Twin Labs,,\(ids[1])"))
    }

    @Test func aDecisionMayBeSkipOrNew() async throws {
        try await makeTwins()
        _ = try await ferry.run(["match", "rows.yaml"])
        try decide("skip")
        let skipped = try await ferry.run(["plan", "rows.yaml", "--json"])
        #expect((try skipped.json()["plan"] as? [String: Any])?["skipped"] as? Int == 1)
        try folder.write("rows.matches.csv", try folder.read("rows.matches.csv").replacingOccurrences(of: "skip", with: "new"))
        let new = try await ferry.run(["plan", "rows.yaml", "--json"])
        #expect(((try new.json()["plan"] as? [String: Any])?["organizations"] as? [String: Int])?["create"] == 1)
    }

    @Test func whatWasDecidedToBeNewIsMadeOnce() async throws {
        try await makeTwins()
        _ = try await ferry.run(["match", "rows.yaml"])
        let sheet = try folder.read("rows.matches.csv")
        try folder.write("rows.matches.csv", sheet.replacingOccurrences(of: "Twin Labs,,,", with: "Twin Labs,,new,"))
        let apply = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        #expect((try apply.json()["outcome"] as? [String: Int])?["created"] == 1, "\(apply.output)\(apply.errors)")
        let again = try await ferry.run(["plan", "rows.yaml"])
        #expect(again.status == 0, "\(again.output)\(again.errors)")
    }

    @Test func aRowThatCouldBeSeveralOfTheFileIsAskedAboutToo() async throws {
        try write(
            "Company,Website,Size\nStripe S.A.S.,,5\nStripe,stripe.com,6\nStripe,stripe.example,7\n",
            "  - create-organizations: { name: Company, domain: Website }\n  - add-to-list: { list: Portfolio }\n")
        let plan = try await ferry.run(["plan", "rows.yaml"])
        #expect(plan.output.contains("or decide with ferry match"), "\(plan.output)")
        let match = try await ferry.run(["match", "rows.yaml"])
        #expect(match.output.contains("1 line, 1 new, 1 to decide"), "\(match)")
        let sheet = try folder.read("rows.matches.csv")
        #expect(
            sheet.contains("organization,Stripe S.A.S.,,,100001 Stripe,several organizations of this file have this name"), "\(sheet)")
        try folder.write("rows.matches.csv", sheet.replacingOccurrences(of: "S.A.S.,,,", with: "S.A.S.,,100001,"))
        let result = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        #expect((try result.json()["outcome"] as? [String: Int])?["rejected"] == 0, "\(result.output)\(result.errors)")
        let show = try await ferry.run(["show", folder.newestRun("rows"), "--row", "1"])
        #expect(show.output.contains("100001"), "\(show.output)")
        try folder.write("rows.matches.csv", sheet.replacingOccurrences(of: "S.A.S.,,,", with: "S.A.S.,,skip,"))
        let skipped = try await ferry.run(["plan", "rows.yaml", "--json"])
        #expect((try skipped.json()["plan"] as? [String: Any])?["skipped"] as? Int == 1, "\(skipped.output)")
    }

    @Test func rowsOfOneNameThatContradictEachOtherAreAskedAboutAndTheAnswerIsObeyed() async throws {
        try write(
            "Company,Size,Met\nBolt Zq,100,2018-01-01\nBolt Zq,900,2021-05-05\n",
            "  - create-organizations: { name: Company }\n  - add-to-list: { list: Dealflow }\n  - set-fields: { Deal Size: Size, First Met: Met }\n"
        )
        #expect(try await plan().plan["rejected"] as? Int == 2)
        let match = try await ferry.run(["match", "rows.yaml"])
        #expect(match.output.contains("1 line, 1 new, 1 to decide"), "\(match)")
        let sheet = try folder.read("rows.matches.csv")
        #expect(sheet.contains("organization,Bolt Zq,,,,") && sheet.contains("contradict each other in Deal Size, First Met"), "\(sheet)")
        func decide(_ decision: String) throws {
            try folder.write("rows.matches.csv", sheet.replacingOccurrences(of: "Bolt Zq,,,", with: "Bolt Zq,,\(decision),"))
        }
        try decide("skip")
        #expect(try await plan().plan["skipped"] as? Int == 2)
        try decide("new")
        let applied = try await apply()
        #expect(applied["created"] == 1 && applied["rejected"] == 0, "\(applied)")
        let writes = try affinity.writes()
        #expect(try await apply()["rejected"] == 0)
        #expect(try affinity.writes() == writes, "a second run writes nothing")
    }

    @Test(arguments: ["Airbnb, Inc.", "AIRBNB S.A.S.", "Airbnb Technologies GmbH & Co. KG"])
    func aFewRowsAreFoundByTheirNamesWhateverTheirLegalForm(name: String) async throws {
        // So few are searched for one by one, and Affinity's search takes a name letter by letter.
        try folder.write("rows.csv", "Company\n\"\(name)\"\n")
        try folder.write(
            "rows.yaml",
            "version: 1\nkind: import\nname: rows\nsource: { csv: rows.csv }\nsteps:\n  - create-organizations: { name: Company }\n  - add-to-list: { list: Portfolio }\n"
        )
        let plan = try await ferry.run(["plan", "rows.yaml", "--json"])
        let found = (try plan.json()["plan"] as? [String: Any])?["organizations"] as? [String: Int]
        #expect(found == (name.contains("Technologies") ? ["create": 1, "match": 0] : ["create": 0, "match": 1]), "\(plan.output)")
    }

    @Test func aNameWithTheBeforeItIsAQuestionThatTheLedgerAnswers() async throws {
        try folder.write("rows.csv", "Company\nThe Airbnb\n")
        try folder.write(
            "rows.yaml",
            "version: 1\nkind: import\nname: rows\nsource: { csv: rows.csv }\nsteps:\n  - create-organizations: { name: Company }\n"
        )
        func counts() async throws -> [Int] {
            let plan = try #require(try await ferry.run(["plan", "rows.yaml", "--json"]).json()["plan"] as? [String: Any])
            let organizations = plan["organizations"] as? [String: Int]
            return [organizations?["create"] ?? -1, organizations?["match"] ?? -1, plan["rejected"] as? Int ?? -1]
        }
        #expect(try await counts() == [0, 0, 1])
        _ = try await ferry.run(["match", "rows.yaml"])
        let sheet = try folder.read("rows.matches.csv")
        #expect(sheet.contains("organization,The Airbnb,,,") && sheet.contains("the names differ in \"\"The\"\" alone"), "\(sheet)")
        try folder.write("rows.matches.csv", sheet.replacingOccurrences(of: "The Airbnb,,,", with: "The Airbnb,,new,"))
        #expect(try await counts() == [1, 0, 0])
    }

    @Test func aDecisionThatIsNoneIsRefusedWithItsLine() async throws {
        try await makeTwins()
        _ = try await ferry.run(["match", "rows.yaml"])
        try decide("maybe")
        let refused = try await ferry.run(["plan", "rows.yaml"])
        #expect(refused.status == 65)
        #expect(
            refused.errors.contains("rows.matches.csv:2") && refused.errors.contains("\"maybe\" is not a decision"), "\(refused.errors)")
        try folder.write("rows.matches.csv", try folder.read("rows.matches.csv").replacingOccurrences(of: "maybe", with: "123456789"))
        let gone = try await ferry.run(["plan", "rows.yaml"])
        #expect(gone.status == 65 && gone.errors.contains("there is no record 123456789"), "\(gone.errors)")
    }

    @Test func rowsAreMatchedByIdAndByAFieldOfTheirOwn() async throws {
        let field = try #require(
            try affinity.all("/v2/lists/3001/fields?limit=100").first { $0["name"] as? String == "Summary" }?["id"] as? String)
        try folder.write("first.csv", "Company,Ref\nRef One,R-1\nRef Two,R-2\n")
        try folder.write("second.csv", "Company,Ref\nOther Name,r-2\nRef Three,R-3\n")
        for name in ["first", "second"] {
            try folder.write(
                "\(name).yaml",
                """
                version: 1
                kind: import
                name: \(name)
                source: { csv: \(name).csv }
                steps:
                  - create-organizations: { match: [\(field), name], name: Company }
                  - add-to-list: { list: Dealflow }
                  - set-fields: { \(field): Ref }
                    existing: fill
                """)
        }
        #expect(try await ferry.run(["apply", "first.yaml", "--yes"]).status == 0)
        let second = try await ferry.run(["plan", "second.yaml", "--json"])
        let plan = try #require(try second.json()["plan"] as? [String: Any], "\(second.errors)")
        #expect((plan["organizations"] as? [String: Int]) == ["create": 1, "match": 1])
        #expect((plan["matchedBy"] as? [String: Int]) == [field: 1])
    }
}
