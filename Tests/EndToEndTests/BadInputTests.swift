import FerryTestSupport
import Foundation
import Testing

/// What a deal associate may do wrong. Each gets an answer that says what, where and what to do, the exit code of the table,
/// and nothing is written.
@Suite struct BadInputTests {
    private static let pipeline = """
        version: 1
        kind: import
        name: companies
        source: { csv: companies.csv }
        steps:
          - create-organizations: { name: Company, domain: { column: Website, as: domain } }
          - add-to-list: { list: Dealflow }
          - set-fields:
              Status: Stage
              Deal Size: Size
              First Met: { column: Met, as: date, format: dd/MM/yyyy }
        """
    private static let csv = """
        Company,Website,Stage,Size,Met
        Acme Robotics,acme-robotics.example.org,Meeting,1000,03/04/2026
        Beta Works,beta-works.example.org,New,2000,05/04/2026

        """

    /// Runs `plan` over a pipeline and a spreadsheet against a simulator, and makes sure that nothing was written.
    private func plan(
        pipeline: String = pipeline, csv: String? = csv, options: [String] = [], environment: [String: String] = [:],
        simulator: [String] = []
    ) async throws -> Ferry.Outcome {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity(simulator)
        try folder.write("companies.yaml", pipeline)
        if let csv { try folder.write("companies.csv", csv) }
        var ferry = affinity.ferry(in: folder)
        ferry.environment.merge(environment) { $1 }
        let outcome = try await ferry.run(["apply", "companies.yaml", "--yes"] + options)
        #expect(try affinity.writes() == 0)
        return outcome
    }

    @Test func aMissingSpreadsheet() async throws {
        let outcome = try await plan(csv: nil)
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("companies.csv"))
        #expect(outcome.errors.contains("there is no such file"))
    }

    @Test func aPathIsRelativeToWhereItWasSaid() async throws {
        #expect(try await plan(csv: nil).errors.contains("it is relative to the pipeline file"))
        #expect(try await plan(options: ["--source", "x.csv"]).errors.contains("it is relative to the current folder"))
    }

    @Test(arguments: [
        (Array("PK\u{3}\u{4}".utf8) + [0, 0, 9, 200], "Excel workbook (.xlsx)", "save it as CSV"),
        ([0xD0, 0xCF, 0x11, 0xE0, 0xA1], "old Excel workbook (.xls)", "save it as CSV"),
        (Array("%PDF-1.7".utf8), "a PDF", "export the table"),
        (Array("Company,Website,Stage,Size,Met\nAc\0me,acme.example.org,New,1,01/01/2026\n".utf8), "NUL bytes", "encoding: utf-16"),
    ])
    func aSpreadsheetThatIsNoText(bytes: [UInt8], what: String, hint: String) async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try folder.write("companies.yaml", Self.pipeline)
        try folder.write("companies.csv", bytes: bytes)
        let outcome = try await affinity.ferry(in: folder).run(["plan", "companies.yaml"])
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("error[C311]"))
        #expect(outcome.errors.contains(what), "\(outcome.errors)")
        #expect(outcome.errors.contains(hint))
    }

    @Test func anEmptySpreadsheet() async throws {
        let outcome = try await plan(csv: "")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("the spreadsheet is empty"))
    }

    @Test func aSpreadsheetWithNothingButItsHeader() async throws {
        let outcome = try await plan(csv: "Company,Website,Stage,Size,Met\n")
        #expect(outcome.status == 0)
        #expect(outcome.output.contains("0 rows, nothing to change."))
    }

    @Test func aRenamedColumn() async throws {
        let outcome = try await plan(csv: Self.csv.replacingOccurrences(of: "Website", with: "Web site"))
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("has no column \"Website\""))
        #expect(outcome.errors.contains("did you mean \"Web site\"?"))
        #expect(outcome.errors.contains("companies.yaml:6:"))
    }

    @Test func aListThatDoesNotExist() async throws {
        let outcome = try await plan(pipeline: Self.pipeline.replacingOccurrences(of: "list: Dealflow", with: "list: Deal Flow"))
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("no list \"Deal Flow\""))
        #expect(outcome.errors.contains("did you mean \"Dealflow\"?"))
    }

    @Test func aFieldThatDoesNotExist() async throws {
        let outcome = try await plan(pipeline: Self.pipeline.replacingOccurrences(of: "Deal Size", with: "Deal Sise"))
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("\"Deal Sise\""))
        #expect(outcome.errors.contains("fields with near names: \"Deal Size\""))
    }

    @Test func severalMistakesAreToldAtOnce() async throws {
        let pipeline = Self.pipeline.replacingOccurrences(of: "Deal Size: Size", with: "Deal Sise: Sice")
        let outcome = try await plan(pipeline: pipeline)
        #expect(outcome.errors.contains("\"Deal Sise\""))
        #expect(outcome.errors.contains("has no column \"Sice\""))
        #expect(outcome.errors.contains("2 errors. Nothing was written to Affinity."))
    }

    @Test func anOptionThatDoesNotExist() async throws {
        let outcome = try await plan(
            csv: Self.csv.replacingOccurrences(of: "Meeting", with: "Meetting").replacingOccurrences(of: ",New,", with: ",Meetting,"))
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("Meetting"))
        #expect(outcome.output.contains("Meeting"), "it shows what was probably meant")
        #expect(outcome.output.contains("2 rows rejected"))
    }

    @Test func aDateInAnotherFormat() async throws {
        let outcome = try await plan(csv: Self.csv.replacingOccurrences(of: "/04/2026", with: ".04.2026"))
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("03.04.2026"))
        #expect(outcome.output.contains("dd.MM.yyyy"), "it shows the format that fits: \(outcome.output)")
    }

    @Test func aNumberWithLetters() async throws {
        let outcome = try await plan(
            csv: Self.csv.replacingOccurrences(of: ",1000,", with: ",a lot,").replacingOccurrences(of: ",2000,", with: ",12x,"))
        #expect(outcome.status == 3)
        #expect(outcome.output.contains("a lot"))
    }

    @Test func aWrongKey() async throws {
        let outcome = try await plan(environment: ["AFFINITY_API_KEY": "not-the-right-key-4711"])
        #expect(outcome.status == 77)
        #expect(outcome.errors.contains("does not accept the key"))
        #expect(!(outcome.errors + outcome.output).contains("not-the-right-key-4711"), "the key is never shown")
    }

    @Test func noKey() async throws {
        let outcome = try await plan(environment: ["AFFINITY_API_KEY": ""])
        #expect(outcome.status == 77)
        #expect(outcome.errors.contains("AFFINITY_API_KEY"))
    }

    @Test func aMissingPermission() async throws {
        // A company that is known, so that its entries must be read.
        let csv = Self.csv + "Stripe,stripe.com,New,1,01/01/2026\n"
        let outcome = try await plan(csv: csv, simulator: ["--deny", "export-accessible-lists"])
        #expect(outcome.status == 77)
        #expect(outcome.errors.contains("export-accessible-lists"))
        #expect(outcome.errors.contains("ask an admin"))
    }

    @Test func anotherAccount() async throws {
        let outcome = try await plan(pipeline: "account: initech\n" + Self.pipeline)
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("only the account \"initech\""))
        #expect(outcome.errors.contains("belongs to \"contoso\""))
    }

    @Test func aBrokenGuardRail() async throws {
        let outcome = try await plan(pipeline: Self.pipeline + "\nexpect: { creates: \"<= 1\" }\n")
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("expected creates <= 1, and the plan has 2"))
    }

    @Test func nobodyToAsk() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try folder.write("companies.yaml", Self.pipeline)
        try folder.write("companies.csv", Self.csv)
        let outcome = try await affinity.ferry(in: folder).run(["apply", "companies.yaml"])
        #expect(outcome.status == 4)
        #expect(outcome.errors.contains("--yes"))
        #expect(try affinity.writes() == 0)
    }

    @Test func aQuoteThatIsNeverClosedRefusesTheFile() async throws {
        let outcome = try await plan(csv: Self.csv + "Delta,\"delta\"x,New,1,01/01/2026\n" + "Epsilon,\"never closed,New\n")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("error[C301]: record 4: the quote that opens on line 5 is never closed"), "\(outcome.errors)")
        #expect(!outcome.errors.contains("C302"))
    }

    @Test(arguments: [
        ("\"A \\\"B\\\" C\",a.example,New,1,", "quotes are escaped with a backslash", "say escape: backslash"),
        ("A,\"b\"x,New,1,,\"c\"y", "3 of 5 rows are broken", "see each row"),
        ("A, \"a, b\",New,1,2", "a space stands before a quote", "without spaces behind the delimiter"),
        ("\"A,a.example,New,1,01/01/2026\"", "each line is quoted as a whole", "remove the quotes"),
        ("A,a.example,New,1,01/01/2026,x", "each has one cell more than the header has names", "name the missing column"),
    ])
    func manyBrokenRowsRefuseTheFileWithTheirCause(line: String, cause: String, hint: String) async throws {
        let outcome = try await plan(csv: Self.csv + line + "\n" + line + "\n" + line + "\n")
        #expect(outcome.status == 65)
        #expect(outcome.errors.contains("error[C330]"), "\(outcome.errors)")
        #expect(outcome.errors.contains(cause) && outcome.errors.contains(hint), "\(outcome.errors)")
        #expect(outcome.errors.contains("line 4"), "\(outcome.errors)")
    }

    /// A rejects file may have no other rows.
    @Test(arguments: ["A,a.example,New,1,01/01/2026,x", "A,\"b\"x,New,1,"])
    func oneBrokenRowIsRejectedAloneHoweverSmallTheFile(line: String) async throws {
        let outcome = try await plan(csv: "Company,Website,Stage,Size,Met\n" + line + "\n", options: ["--json"])
        #expect(outcome.status == 3, "\(outcome.errors)")
        let summary = try #require(try outcome.json()["plan"] as? [String: Any])
        #expect(summary["rejected"] as? Int == 1)
    }

    /// They come back in the rejects file, and go in when they are mended.
    @Test func aFewBrokenRowsAreRejectedAlone() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("companies.yaml", Self.pipeline)
        let good = (1...60).map { "C\($0),c\($0).example.org,New,\($0),03/04/2026\n" }
        let bad = "Over,over.example.org,New,1,03/04/2026,surplus\nSpoiled,\"spoiled\".example.org,New,1,03/04/2026\n"
        try folder.write("companies.csv", "Company,Website,Stage,Size,Met\n" + good[..<30].joined() + bad + good[30...].joined())
        let applied = try await ferry.run(["apply", "companies.yaml", "--yes", "--json"])
        #expect(applied.status == 3, "\(applied.errors)")
        #expect((try applied.json()["outcome"] as? [String: Int])?["created"] == 60)
        let rejects = try await ferry.run(["rejects", "companies", "--json"])
        #expect(rejects.output.contains("\"code\":\"C303\"") && rejects.output.contains("\"line\":32"), "\(rejects.output)")
        #expect(rejects.output.contains("\"code\":\"C302\"") && rejects.output.contains("\"row\":32"), "\(rejects.output)")
        #expect(try await ferry.run(["rejects", "companies", "-o", "rejects.csv"]).status == 0)
        let text = try folder.read("rejects.csv")
        #expect(text.contains("Over,over.example.org,New,1,03/04/2026,31,source,") && text.contains(",surplus\n"), "\(text)")
        try folder.write(
            "rejects.csv", text.replacingOccurrences(of: ",surplus", with: "").replacingOccurrences(of: "\"spoiled\"", with: "spoiled"))
        let mended = try await ferry.run(["apply", "companies.yaml", "--source", "rejects.csv", "--yes", "--json"])
        #expect(mended.status == 0, "\(mended.errors)\(mended.output)")
        #expect((try mended.json()["outcome"] as? [String: Int])?["created"] == 2)
    }

    @Test func noNetwork() async throws {
        let refusing = try RefusingPort()
        let outcome = try await plan(environment: ["AFFINITY_BASE_URL": "http://127.0.0.1:\(refusing.port)"])
        // The port must stay taken until ferry is done.
        withExtendedLifetime(refusing) {}
        #expect(outcome.status == 6)
        #expect(outcome.errors.contains("cannot be reached"))
        #expect(outcome.errors.contains("check the network"))
    }

    @Test func plainHTTPToAnotherHost() async throws {
        let outcome = try await plan(environment: ["AFFINITY_BASE_URL": "http://api.affinity.example"])
        #expect(outcome.status == 64)
        #expect(outcome.errors.contains("https"))
    }

    @Test func aMistypedCommandAndOption() async throws {
        let folder = try TemporaryFolder()
        let ferry = Ferry(folder: folder.path)
        let command = try await ferry.run(["pln", "x.yaml"])
        #expect(command.status == 64)
        #expect(command.errors.contains("did you mean \"plan\"?"))
        let option = try await ferry.run(["plan", "x.yaml", "--sorce", "y.csv"])
        #expect(option.status == 64)
        #expect(option.errors.contains("--source"))
    }

    @Test func diagnosticsAsJSONLines() async throws {
        let outcome = try await plan(pipeline: Self.pipeline.replacingOccurrences(of: "Deal Size", with: "Deal Sise"), options: ["--json"])
        #expect(outcome.status == 65)
        #expect(outcome.output.isEmpty)
        let line = try #require(outcome.errors.split(separator: "\n").first)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["severity"] as? String == "error")
        #expect(object["code"] as? String == "P231")
        #expect(object["line"] as? Int == 10)
        #expect((object["file"] as? String)?.hasSuffix("companies.yaml") == true)
    }

    @Test func manyTextsRefusedForOneCauseAreOneLine() async throws {
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun"]
        let rows = (1...60).map { "Company \($0),c\($0).example.org,Nwe \($0 % 2),x\($0),\($0 % 28 + 1) \(months[$0 % 6]) 2026\n" }.joined()
        let outcome = try await plan(csv: "Company,Website,Stage,Size,Met\n" + rows)
        #expect(outcome.status == 3)
        #expect(
            outcome.output.contains(
                "First Met: \"2 Feb 2026\" is not a date in the format dd/MM/yyyy, likewise 59 other values (rows 1, 2, 3, 4, 5, 6, 7, 8 and 52 more)"
            ), "\(outcome.output)")
        #expect(outcome.output.contains("Deal Size: \"x1\" is not a number, likewise 59 other values (rows 1, 2"), "\(outcome.output)")
        // Each option that is none wants a line of its own in a map.
        #expect(outcome.output.contains("Status: \"Nwe 0\" ×30 is not an option"), "\(outcome.output)")
        #expect(outcome.output.contains("Status: \"Nwe 1\" ×30 is not an option"), "\(outcome.output)")
    }
}
