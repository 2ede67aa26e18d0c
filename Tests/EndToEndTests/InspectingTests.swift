import FerryTestSupport
import Foundation
import Testing

/// Commands that only look: at the account, at pipelines, at themselves.
@Suite struct InspectingTests {
    private func run(_ arguments: [String]) async throws -> Ferry.Outcome {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let outcome = try await affinity.ferry(in: folder).run(arguments)
        #expect(try affinity.writes() == 0)
        return outcome
    }

    @Test func whoamiSaysWhoseKeyItIsAndWhatIsLeft() async throws {
        let outcome = try await run(["whoami", "--json"])
        #expect(outcome.status == 0)
        let answer = try outcome.json()
        #expect((answer["account"] as? [String: Any])?["subdomain"] as? String == "contoso")
        #expect((answer["user"] as? [String: Any])?["email"] as? String == "ada@contoso.vc")
        #expect((answer["minute"] as? [String: Int])?["limit"] == 900)
        #expect((answer["month"] as? [String: Int])?["limit"] == 100_000)
    }

    @Test func listsFieldsAndViewsComeAsTableCSVAndJSON() async throws {
        #expect(try await run(["lists"]).output.contains("Dealflow"))
        #expect(try await run(["lists", "--csv"]).output.hasPrefix("id,name,type,access\n"))
        let fields = try await run(["fields", "Dealflow", "--json"])
        #expect(fields.output.contains("\"options\":[\"New\",\"Contacted\",\"Meeting\""), "options come in the order of their ranks")
        let csv = try await run(["fields", "Dealflow", "--csv"]).output.split(separator: "\n").map(String.init)
        #expect(csv.first == "id,name,type,of,writable,required,options")
        #expect(csv.contains { $0.contains(",Status,ranked-dropdown,list,yes,,New; Contacted; Meeting; Due Diligence; Term Sheet; ") })
        #expect(csv.contains { $0.contains(",Score,formula-number,list,no,") })
        #expect(csv.contains { $0.contains(",Industry,dropdown,organization,yes,") })
        #expect(csv.contains { $0.contains(",Location,location,enriched,yes,") })
        #expect(csv.contains { $0.contains(",Date Added,datetime,enriched,no,") })
        #expect(try await run(["fields", "Dealflow"]).output.contains("New; Contacted; Meeting; Due Diligence; Term Sheet and 2 more"))
        #expect(try await run(["views", "Dealflow"]).output.contains("sheet"))
        let unknown = try await run(["fields", "Dealflw"])
        #expect(unknown.status == 64)
        #expect(unknown.errors.contains("did you mean \"Dealflow\"?"))
    }

    @Test func everyPipelineOfTheRepositoryIsValid() async throws {
        let sample = try SampleFolder()
        let names = try FileManager.default.contentsOfDirectory(atPath: sample.folder.path + "/pipelines").filter { $0.hasSuffix(".yaml") }
        #expect(names.count >= 2)
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: sample.folder)
        // The S&P 500 goes into an account of its own, see Sp500Tests.
        for name in names where name != "import-sp500.yaml" {
            let offline = try await Ferry(folder: sample.folder.path).run(["validate", "pipelines/" + name])
            #expect(offline.status == 0, "\(offline.errors)")
            let online = try await ferry.run(["validate", "--online", "pipelines/" + name])
            #expect(online.status == 0, "\(online.errors)")
            let plan = try await ferry.run(["plan", "pipelines/" + name])
            #expect(plan.status == 2, "\(plan.errors)")
            #expect(!plan.output.contains("rejected"), "\(plan.output)")
        }
    }

    @Test func theColumnsOfAPipelineAreLookedForInItsSpreadsheetWithoutTheAccount() async throws {
        let deals = try DealFolder(good: 1)
        let ferry = Ferry(folder: deals.folder.path)
        let fine = try await ferry.run(["validate", "deals.yaml"])
        #expect(fine.status == 0)
        #expect(fine.errors == "deals.yaml: fine\n")
        try deals.folder.write("deals.csv", "Company,Web site,Stage,Stage,Size\nAcme,acme.com,New,New,1\n")
        let wrong = try await ferry.run(["validate", "deals.yaml"])
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("error[P201]: deals.csv has no column \"Website\""), "\(wrong.errors)")
        #expect(wrong.errors.contains("deals.yaml:6:"), "\(wrong.errors)")
        #expect(wrong.errors.contains("did you mean \"Web site\"?"))
        #expect(wrong.errors.contains("error[C305]: deals.csv has 2 columns \"Stage\""))
        try FileManager.default.removeItem(atPath: deals.folder.path + "/deals.csv")
        let missing = try await ferry.run(["validate", "deals.yaml"])
        #expect(missing.status == 0, "the file may lie on another machine")
        #expect(missing.errors.contains("deals.yaml: fine; the spreadsheet is not looked at: "), "\(missing.errors)")
    }

    @Test func ofTwoOrganizationsOfARowTheColumnsTellWhichOneIsMissing() async throws {
        let folder = try TemporaryFolder()
        try folder.write(
            "two.yaml",
            """
            version: 1
            kind: import
            name: two
            source: { csv: two.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - create-organizations: { name: Investor, domain: Investor Site }

            """)
        try folder.write("two.csv", "Company,Website,Investor,Investor Site\n,,Seed Fund,seed.example.com\n")
        let affinity = try LocalAffinity()
        let plan = try await affinity.ferry(in: folder).run(["plan", "two.yaml"])
        #expect(plan.output.contains("fill in Company or Website"), "\(plan.output)\(plan.errors)")
    }

    @Test func aPortThatIsTakenIsSaidInPlainWords() async throws {
        let affinity = try LocalAffinity()
        let folder = try TemporaryFolder()
        let second = try await Ferry(folder: folder.path).run(["simulate", "--port", String(affinity.port)])
        #expect(second.status == 1)
        #expect(second.errors.contains("error[S603]: cannot listen on port \(affinity.port): Address already in use\n"), "\(second.errors)")
    }

    @Test func everyCommandHasHelpWithExamples() async throws {
        let folder = try TemporaryFolder()
        let ferry = Ferry(folder: folder.path)
        let commands = [
            "validate", "plan", "approve", "apply", "resume", "status", "show", "rejects", "clean", "doctor", "whoami", "lists", "views",
            "fields",
            "schema",
            "simulate",
        ]
        let root = try await ferry.run(["--help"])
        #expect(root.status == 0)
        for command in commands {
            #expect(root.output.contains("\n  \(command) "))
            let help = try await ferry.run([command, "--help"])
            #expect(help.status == 0)
            #expect(help.output.contains("EXAMPLES\n  ferry \(command)"), "\(help.output)")
        }
    }

    @Test func theSamplesMistakesAreAllToldWithTheirRows() async throws {
        let sample = try SampleFolder()
        let affinity = try LocalAffinity()
        let plan = try await affinity.ferry(in: sample.folder).run(
            ["plan", "pipelines/import-companies.yaml", "--source", "samples/companies-with-mistakes.csv"])
        #expect(plan.status == 4, "the pipeline expects no rejects: \(plan.errors)")
        #expect(plan.output.contains("9 rows rejected"), "\(plan.output)")
        let reasons = plan.output.components(separatedBy: "9 rows rejected\n").last?.split(separator: "\n") ?? []
        let mistakes: [(row: Int, words: [String])] = [
            (2, ["First Met", "31/02/2026"]), (3, ["First Met", "2026-10-14", "dd/MM/yyyy"]), (4, ["Status", "Due Dilligence", "option"]),
            (5, ["Status", "Serie A", "option"]), (6, ["Deal Size", "$12OO", "number"]), (7, ["Owners", "bob@contoso.vc"]),
            (8, ["Tags", "Blockchain", "option"]), (9, ["neither a name nor a usable domain"]), (10, ["Deal Size", "a lot", "number"]),
            (10, ["First Met", "32/10/2026"]), (10, ["Owners", "nobody@contoso.vc"]), (10, ["Industry", "Marketplac", "option"]),
        ]
        for mistake in mistakes {
            let isTold = reasons.contains { line in line.contains("(row \(mistake.row))") && mistake.words.allSatisfy { line.contains($0) }
            }
            #expect(isTold, "row \(mistake.row): \(mistake.words) is not told in \(reasons)")
        }
    }
}
