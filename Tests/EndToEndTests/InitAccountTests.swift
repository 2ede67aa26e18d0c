import FerryTestSupport
import Foundation
import Testing

/// `ferry init` with an account: fields, options and users that fit, and the plan of the draft.
@Suite struct InitAccountTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    @Test func theSampleBecomesAPlanThatRejectsHardlyARow() async throws {
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        let outcome = try await ferry.run(["init", Ferry.repository + "/samples/companies.csv", "--list", "Dealflow", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let plan = try #require(try outcome.json()["plan"] as? [String: Any])
        #expect(plan["rows"] as? Int == 182)
        #expect(plan["rejected"] as? Int == 0, "\(plan)")
        let draft = try folder.read("companies.yaml")
        for line in [
            "Status: Stage", "Owners: { column: Partner, split: \";\" }", "Deal Size: \"Ask (USD)\"".replacing("\"", with: ""),
            "First Met: { column: Met, format: \"dd/MM/yyyy\" }", "HQ Office:", "Tags: { column: Tags, split: \";\" }", "column: Sector",
            "account: contoso",
        ] {
            #expect(draft.contains(line), "\(line)\n\(draft)")
        }
        #expect(try await ferry.run(["validate", "companies.yaml", "--online"]).status == 0)
        #expect(try affinity.writes() == 0)
    }

    @Test func aDraftCanBeAppliedAsItWasPlanned() async throws {
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write(
            "deals.csv",
            "Company,Website,Deal Stage,Partner\nAcme Zq,acmezq.com,Due Dilligence,Ada\nBeta Zq,betazq.com,Meeting,Grace Hopper\n"
                + "Gamma Zq,gammazq.com,New,ada@contoso.vc\n")
        let outcome = try await ferry.run(["init", "deals.csv", "--list", "Dealflow"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("Organizations"), "\(outcome.output)")
        let draft = try folder.read("deals.yaml")
        #expect(draft.contains("Due Dilligence: Due Diligence"), "\(draft)")
        #expect(draft.contains("Ada: \"ada@contoso.vc\""), "\(draft)")
        let apply = try await ferry.run(["apply", "deals", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        let made = try AccountReader(affinity).organizations.filter { $0.name.hasSuffix(" Zq") }
        #expect(made.map(\.domains).sorted { $0[0] < $1[0] } == [["acmezq.com"], ["betazq.com"], ["gammazq.com"]])
        #expect(try await ferry.run(["plan", "deals.yaml"]).status == 0)
    }

    @Test func theFiveHundredGoOntoTheirOwnList() async throws {
        let affinity = try LocalAffinity(["--seed", Ferry.repository + "/samples/sp500-account.yaml"])
        let ferry = affinity.ferry(in: folder)
        let outcome = try await ferry.run(["init", Ferry.repository + "/samples/sp500.csv", "--list", "S&P 500", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let plan = try #require(try outcome.json()["plan"] as? [String: Any], "\(outcome.errors)")
        #expect((plan["rejected"] as? Int).map { $0 * 20 < 503 } == true, "\(plan)")
        let draft = try folder.read("sp500.yaml")
        #expect(draft.contains("unknown-option: create"), "\(draft)")
    }

    @Test func aListThatIsNotThereIsSaid() async throws {
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("deals.csv", "Company\nAcme\n")
        let outcome = try await ferry.run(["init", "deals.csv", "--list", "Dealflwo"])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("did you mean \"Dealflow\"?"), "\(outcome.errors)")
        #expect(try !folder.exists("deals.yaml") && affinity.writes() == 0)
    }

    /// Every spreadsheet of the repository: less than one row in twenty is rejected, or the draft says why, or there is a reason why there is no
    /// draft. In parts, that are side by side; those of a thousand rows are drafted without an account only.
    @Test(arguments: 0..<4) func everySpreadsheetOfTheRepositoryIsPlannedOrSaysWhyNot(part: Int) async throws {
        let affinity = try LocalAffinity(["--rate-limit", "1000000", "--monthly-limit", "0"])
        let ferry = affinity.ferry(in: folder)
        let files = InitFiles.all.filter { !$0.contains("/public/") }
        #expect(files.count > 40)
        for (index, path) in files.enumerated() where index % 4 == part {
            // Persons and notes go on no list of companies.
            let list = path.contains("people") || path.contains("notes") ? [] : ["--list", "Dealflow"]
            let outcome = try await ferry.run(["init", path, "-o", "draft-\(index).yaml", "--json"] + list)
            if outcome.status == 65 {
                #expect(outcome.errors.contains("\"severity\":\"error\""), "\(path): \(outcome.errors)")
                continue
            }
            #expect(outcome.status == 0, "\(path): \(outcome.errors)")
            guard outcome.status == 0, let plan = try outcome.json()["plan"] as? [String: Any] else { continue }
            let (rows, rejected) = (plan["rows"] as? Int ?? 0, plan["rejected"] as? Int ?? 0)
            let draft = try folder.read("draft-\(index).yaml")
            #expect(rejected * 20 <= rows || draft.contains("its plan rejected \(rejected) of"), "\(path): \(plan)\n\(draft)")
            let check = try await ferry.run(["validate", "--online", "draft-\(index).yaml"])
            #expect(check.status == 0, "\(path): \(check.errors)")
        }
        #expect(try affinity.writes() == 0)
    }

    // MARK: The way back

    @Test func anExportComesBackWithoutAChange() async throws {
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        let export = try await ferry.run(["export", "Dealflow", "-o", "deals.csv"])
        #expect(export.errors.contains("The way back in:  ferry init --from-export deals.csv"), "\(export.errors)")
        let outcome = try await ferry.run(["init", "--from-export", "deals.csv"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let plan = try await ferry.run(["plan", "deals-back.yaml"])
        let draft = try folder.read("deals-back.yaml")
        #expect(plan.status == 0, "\(plan.output)\(plan.errors)\n\(draft)")
        #expect(plan.output.contains("nothing to change"), "\(plan.output)")
    }

    @Test(arguments: ["organizations", "persons"]) func aDirectoryComesBackWithoutAChange(kind: String) async throws {
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        #expect(try await ferry.run(["export", kind, "--directory", "-o", "all.csv"]).status == 0)
        #expect(try await ferry.run(["init", "--from-export", "all.csv"]).status == 0)
        let plan = try await ferry.run(["plan", "all-back.yaml"])
        let draft = try folder.read("all-back.yaml")
        #expect(plan.status == 0, "\(plan.output)\(plan.errors)\n\(draft)")
    }

    @Test func oneEditedCellIsThatOneChange() async throws {
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        #expect(try await ferry.run(["export", "Dealflow", "-o", "deals.csv", "--columns", "Name,Summary,Status"]).status == 0)
        var rows = SimpleCSV.parse(try folder.read("deals.csv"))
        rows[1][1] = "Edited by hand"
        try folder.write(
            "deals.csv",
            rows.map { row in row.map { "\"" + $0.replacing("\"", with: "\"\"") + "\"" }.joined(separator: ",") }.joined(separator: "\n")
                + "\n")
        #expect(try await ferry.run(["init", "--from-export", "deals.csv", "-o", "back.yaml"]).status == 0)
        let plan = try await ferry.run(["plan", "back.yaml", "--json"])
        let cells = try #require((try plan.json()["plan"] as? [String: Any])?["cells"] as? [String: Int], "\(plan.errors)")
        #expect(cells["set"] == 1 && cells["clear"] == 0, "\(cells)")
    }

    @Test func aFileWithoutAManifestHasNoKnownWayBack() async throws {
        try folder.write("deals.csv", "Company\nAcme\n")
        let outcome = try await Ferry(folder: folder.path).run(["init", "--from-export", "deals.csv"])
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("U143"), "\(outcome.errors)")
        try folder.write("deals.csv.manifest.json", "{}")
        #expect(try await Ferry(folder: folder.path).run(["init", "--from-export", "deals.csv"]).errors.contains("U143"))
    }

    @Test func anExportThatCannotComeBackIsRefused() async throws {
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        #expect(try await ferry.run(["export", "Dealflow", "-o", "deals.jsonl"]).status == 0)
        let outcome = try await ferry.run(["init", "--from-export", "deals.jsonl"])
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("U145"), "\(outcome.errors)")
        #expect(try await ferry.run(["export", "Dealflow", "-o", "bare.csv", "--no-ids"]).status == 0)
        #expect(try await ferry.run(["init", "--from-export", "bare.csv"]).errors.contains("U145"))
        #expect(try affinity.writes() == 0)
    }
}
