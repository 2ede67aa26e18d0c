import FerryTestSupport
import Foundation
import Testing

/// What Ferry found out about a file by itself, and what it left out, is said.
@Suite struct SaidReadingTests {
    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        affinity = try LocalAffinity()
    }

    private func pipeline(_ source: String, _ fields: String = "") throws {
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { \(source) }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
            \(fields)
            """)
    }

    private func ferry(_ arguments: String...) async throws -> Ferry.Outcome { try await affinity.ferry(in: folder).run(arguments) }

    @Test func whatWasFoundOutStandsInThePlanAndInItsDocument() async throws {
        try pipeline("csv: rows.csv", "  - set-fields: { Deal Size: Size }")
        try folder.write(
            "rows.csv",
            bytes: Array("Company;Website;Size\n".utf8) + [0x4D, 0xFC] + Array("ller;mueller.example;1,5\nB;b.example;12,25\n".utf8))
        let text = try await ferry("plan", "rows.yaml")
        #expect(text.output.contains("Read as         encoding: windows-1252 (found out), delimiter: \";\" (found out)"), "\(text.output)")
        let plan = try #require(try await ferry("plan", "rows.yaml", "--json").json()["plan"] as? [String: Any])
        let source = try #require((plan["source"] as? [[String: Any]])?.first)
        #expect(source["encoding"] as? String == "windows-1252" && source["delimiter"] as? String == ";" && source["header"] as? Int == 1)
        #expect(source["guessed"] as? [String] == ["encoding", "delimiter", "header"])
        #expect((plan["fields"] as? [[String: Any]])?.first?["decimal"] as? String == ",")
    }

    @Test func linesBelowTheTableMakeNoCompanies() async throws {
        try pipeline("csv: rows.csv")
        let rows = "Company,Website\nAcme,acme.example\n\nMy deals\nExported on 2026-11-01\nConfidential\n"
        try folder.write("rows.csv", rows)
        let plan = try await ferry("plan", "rows.yaml")
        #expect(plan.output.contains("+ 1 create") && plan.output.contains("3 skipped"), "\(plan.output)")
        #expect(
            plan.output.contains("below the table, and left out: My deals, and 2 more like it (rows 2, 3, 4)")
                && plan.output.contains("say footer: 0 under source"),
            "\(plan.output)")
        #expect(!plan.output.contains("cells are missing"))
        let apply = try await ferry("apply", "rows.yaml", "--yes")
        #expect(apply.status == 0, "\(apply)")
        let made = try AccountReader(affinity).organizations.map(\.name)
        #expect(made.contains("Acme") && !made.contains("My deals") && !made.contains("Confidential"))
        #expect(try await ferry("plan", "rows.yaml").status == 0, "a second plan changes nothing")
        try pipeline("csv: rows.csv, footer: 0")
        #expect(try await ferry("plan", "rows.yaml").output.contains("+ 3 create"))
    }

    @Test func whatIsNoNameMakesNoCompany() async throws {
        try pipeline("csv: rows.csv")
        try folder.write(
            "rows.csv",
            """
            Company,Website
            A,a.example
            N/A,
            ???,new.example
            COMPANY,WEBSITE
            Total: 41,
            [Acme](https://acme-link.example),
            https://www.page.example/,
            TBD,tbd.example
            """)
        let plan = try await ferry("plan", "rows.yaml", "--json").json()
        let rows = try await ferry("show", try #require(plan["run"] as? String), "--json").jsonLines()
        #expect(
            rows.map { $0["outcome"] as? String }
                == ["pending", "rejected", "rejected", "skipped", "skipped", "pending", "pending", "pending"])
        let codes = rows.map { (($0["problems"] as? [[String: Any]])?.first?["code"] as? String) ?? "" }
        #expect(codes[1] == "V201" && codes[2] == "V202")
        #expect(rows[5]["label"] as? String == "Acme")
        let warnings = (plan["warnings"] as? [[String: Any]] ?? []).map { "\($0["code"] ?? "") \($0["rows"] ?? "")" }
        #expect(Set(warnings) == ["W446 [7]", "W452 [4]", "W453 [5]"], "\(warnings)")
    }

    @Test(
        arguments: [
            ("macintosh", [0x43, 0x61, 0x66, 0x8E, 0x20, 0xD0, 0x20, 0x5A, 0x9F, 0x72, 0x69, 0x63, 0x68]),
            ("koi8-r", [0xF2, 0xCF, 0xCD, 0xC1, 0xDB, 0xCB, 0xC1]), ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x33, 0x74, 0x1B, 0x28, 0x42]),
            ("windows-1256", [0xD4, 0xD1, 0xDF, 0xC9, 0x20, 0xE3, 0xD1, 0xCD, 0xC8, 0xC7]),
        ] as [(String, [UInt8])])
    func anEncodingThatIsNotFoundOutIsNamed(encoding: String, name: [UInt8]) async throws {
        try pipeline("csv: rows.csv")
        try folder.write("rows.csv", bytes: Array("Company,Website\n".utf8) + name + Array(",a.example\n".utf8))
        let plan = try await ferry("plan", "rows.yaml")
        #expect(plan.status == 65 && plan.errors.contains("C333") && plan.errors.contains(encoding), "\(plan.errors)")
        try pipeline("csv: rows.csv, encoding: \(encoding)")
        #expect(try await ferry("plan", "rows.yaml").status == 2)
    }

    /// "Győr" in windows-1250 is "Gyõr" in windows-1252, which might be Estonian.
    @Test func aGuessThatIsAsGoodInAnotherEncodingNamesIt() async throws {
        try pipeline("csv: rows.csv")
        try folder.write("rows.csv", bytes: Array("Company,Website\nGy".utf8) + [0xF5] + Array("r,a.example\n".utf8))
        let warnings = try #require(try await ferry("plan", "rows.yaml", "--json").json()["warnings"] as? [[String: Any]])
        let guess = warnings.first { $0["code"] as? String == "W450" }
        let others = "else the right one, such as windows-1250 (\"Győr\"), iso-8859-2 (\"Győr\")"
        #expect((guess?["hint"] as? String)?.hasSuffix(others) == true, "\(warnings)")
    }

    @Test func textThatHasLostCharactersIsSaid() async throws {
        try pipeline("csv: rows.csv")
        try folder.write("rows.csv", "Company,Website\nCaf\u{FFFD},a.example\nCafé,b.example\n")
        let warnings = try #require(try await ferry("plan", "rows.yaml", "--json").json()["warnings"] as? [[String: Any]])
        #expect(warnings.count == 1 && warnings[0]["code"] as? String == "W454" && warnings[0]["rows"] as? [Int] == [1], "\(warnings)")
    }

    @Test func whatIsStatedIsNoGuess() async throws {
        try pipeline("csv: rows.csv, encoding: windows-1252, delimiter: \";\", header: 2")
        try folder.write("rows.csv", bytes: Array("A title\nCompany;Website\n".utf8) + [0x4D, 0xFC] + Array("ller;mueller.example\n".utf8))
        let text = try await ferry("plan", "rows.yaml")
        #expect(text.output.contains("Read as         encoding: windows-1252, delimiter: \";\", header: 2\n"), "\(text.output)")
    }

    @Test func whatGoesWithoutSayingIsNotSaid() async throws {
        try pipeline("csv: rows.csv")
        try folder.write("rows.csv", "Company,Website\nA,a.example\n")
        #expect(try await !ferry("plan", "rows.yaml").output.contains("Read as"))
    }

    @Test func columnsOnAnotherSheetAreFound() async throws {
        try FileManager.default.copyItem(
            atPath: Ferry.repository + "/Tests/EndToEndTests/Books/companies.xlsx", toPath: folder.path + "/companies.xlsx")
        try pipeline("xlsx: companies.xlsx, sheet: Read me")
        let plan = try await ferry("plan", "rows.yaml")
        #expect(plan.status == 65, "\(plan.output)\(plan.errors)")
        #expect(
            plan.errors.contains("C335") && plan.errors.contains("the columns of the pipeline are on the sheet \"Companies\""),
            "\(plan.errors)")
        #expect(plan.errors.contains("say sheet: Companies, header: 3 under source"), "\(plan.errors)")
    }

    @Test func allWarningsAreListedAndNoneIsLost() async throws {
        try pipeline("csv: rows.csv")
        let rows = (1...30).map { "C\($0),linkedin.com/company/\($0)" } + (1...30).map { "D\($0),http:\($0)x" }
        try folder.write("rows.csv", "Company,Website\n" + rows.joined(separator: "\n") + "\n")
        let text = try await ferry("plan", "rows.yaml")
        #expect(text.output.contains("ferry show rows"), "\(text.output)")
        let warnings = try #require(try await ferry("plan", "rows.yaml", "--json").json()["warnings"] as? [[String: Any]])
        #expect(warnings.count == 31)
        let all = try await ferry("show", "rows", "--warnings")
        #expect(
            all.output.split(separator: "\n").count == 31 && all.output.contains("linkedin.com is not a company's own site"),
            "\(all.output)")
    }

    @Test func quietSaysOneLineAndWhatIsWrong() async throws {
        try pipeline("csv: rows.csv", "  - set-fields: { Status: Stage }")
        try folder.write("rows.csv", "Company,Website,Stage\nA,a.example,New\nB,b.example,Nwe\n")
        let plan = try await ferry("plan", "rows.yaml", "--quiet")
        #expect(plan.output.split(separator: "\n").count == 1 && plan.output.contains("1 row rejected"), "\(plan.output)")
        #expect(plan.errors.contains("V306"), "\(plan.errors)")
    }

    @Test func rowsWithoutACellThatCannotBeReadComeBackWhenAsked() async throws {
        try pipeline("csv: rows.csv", "  - set-fields: { Deal Size: Size }\n    invalid: skip")
        try folder.write("rows.csv", "Company,Website,Size\nA,a.example,5\nB,b.example,about ten\n")
        let apply = try await ferry("apply", "rows.yaml", "--yes")
        #expect(apply.status == 0, "\(apply.output)\(apply.errors)")
        let cells = try await ferry("rejects", "rows", "--cells")
        let lines = cells.output.split(separator: "\n")
        #expect(lines.count == 2 && lines[1].hasPrefix("B,b.example,about ten,2,set-fields,Deal Size,V301,"), "\(cells.output)")
        #expect(try await ferry("rejects", "rows").output.split(separator: "\n").count == 1)
    }

    @Test func theReasonsOfARowWithSurplusCellsStandUnderTheirNames() async throws {
        try pipeline("csv: rows.csv")
        let good = (1...30).map { "G\($0),g\($0).example\n" }.joined()
        try folder.write("rows.csv", "Company,Website\n\(good)B,b.example,surplus\n")
        let apply = try await ferry("apply", "rows.yaml", "--yes")
        #expect(apply.status == 3, "\(apply.output)\(apply.errors)")
        let rejects = try await ferry("rejects", "rows", "-o", "rejects.csv")
        #expect(rejects.status == 0)
        let lines = try folder.read("rejects.csv").split(separator: "\n")
        #expect(lines[0] == "Company,Website,_row,_step,_field,_code,_reason,_hint")
        #expect(lines[1].hasPrefix("B,b.example,31,source,,C303,") && lines[1].hasSuffix(",surplus"), "\(lines)")
        // The cell too many keeps it out until somebody has looked at it.
        let again = try await ferry("plan", "rows.yaml", "--source", "rejects.csv")
        #expect(again.status == 3 && again.output.contains("cells, where the header has"), "\(again.output)\(again.errors)")
    }
}
