import FerryTestSupport
import Foundation
import Testing

/// A sheet of an Excel workbook as the source.
@Suite struct WorkbookImportTests {
    private static func pipeline(_ source: String, fields: String = "{ Status: Stage, Deal Size: Size, First Met: Met }") -> String {
        """
        version: 1
        kind: import
        name: deals
        source: { xlsx: deals.xlsx\(source) }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: \(fields)
        """
    }

    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        affinity = try LocalAffinity()
        try folder.write("deals.yaml", Self.pipeline(""))
        try FileManager.default.copyItem(atPath: Self.book("deals.xlsx"), toPath: folder.path + "/deals.xlsx")
    }

    private static func book(_ name: String) -> String { Ferry.repository + "/Tests/EndToEndTests/Books/" + name }
    private static func other(_ name: String) -> String { Ferry.repository + "/Tests/WorkbookTests/Books/" + name }

    private func ferry(_ arguments: String..., input: String = "") async throws -> Ferry.Outcome {
        try await affinity.ferry(in: folder).run(arguments, input: input)
    }

    @Test func theSampleAsAWorkbookIsTheSampleAsCSV() async throws {
        let sample = try SampleFolder()
        let ferry = affinity.ferry(in: sample.folder)
        let path = sample.folder.path
        try FileManager.default.copyItem(atPath: Self.book("companies.xlsx"), toPath: path + "/samples/companies.xlsx")
        // A title stands above the header, and the dates are dates.
        let text = try sample.folder.read("pipelines/import-companies.yaml")
            .replacingOccurrences(
                of: "csv: ../samples/companies.csv", with: "xlsx: ../samples/companies.xlsx\n  sheet: companies\n  header: 3"
            )
            .replacingOccurrences(of: ", format: \"dd/MM/yyyy\"", with: "")
        try sample.folder.write("pipelines/workbook.yaml", text)
        let first = try await ferry.run(["apply", "pipelines/workbook.yaml", "--yes"])
        #expect(first.status == 0, "\(first.errors)\(first.output)")
        #expect(first.output.contains("182 rows of Companies in samples/companies.xlsx into Dealflow"))
        let second = try await ferry.run(["plan", "pipelines/import-companies.yaml"])
        #expect(second.status == 0, "\(second.errors)\(second.output)")
        #expect(second.output.contains("182 rows, nothing to change."))
    }

    @Test func cellsAreWhatExcelShowsAndFormulaErrorsAreRefused() async throws {
        let apply = try await ferry("apply", "deals.yaml", "--yes")
        #expect(apply.status == 3, "\(apply.errors)")
        let reader = try AccountReader(affinity)
        func values(_ name: String) throws -> [String: String]? {
            guard let id = reader.organizations.first(where: { $0.name == name })?.id else { return nil }
            return try reader.entries(on: "Dealflow").first { $0.organization == id }?.values
        }
        #expect(try values("Good")?["Deal Size"] == "1234.5", "shown as $1,234.50, and still a number")
        #expect(try values("Good")?["First Met"] == "2026-11-21")
        #expect(try values("Cleared") != nil, "the text #N/A clears")
        #expect(!reader.organizations.contains { ["Missing", "Broken"].contains($0.name) || $0.name.hasPrefix("#") })
        for words in ["\"#N/A\"", "\"#DIV/0!\"", "\"#REF!\"", "is the error of a spreadsheet formula"] {
            #expect(apply.output.contains(words), "\(words): \(apply.output)")
        }
        let show = try await ferry("show", "deals", "--row", "2")
        #expect(show.output.contains("Row 2 (row 3 of Deals in deals.xlsx)"), "\(show.output)")
        #expect(show.output.contains("mend the formula in Deals!D3"), "\(show.output)")
        let line = try #require(try await ferry("show", "deals", "--json").jsonLines().first)
        #expect(line["file"] as? String == "deals.xlsx")
        #expect(line["sheet"] as? String == "Deals")
        #expect(line["line"] as? Int == 2)
    }

    @Test func rejectedRowsComeBackAsCSVAndGoIn() async throws {
        _ = try await ferry("apply", "deals.yaml", "--yes")
        let rejects = try await ferry("rejects", "deals", "-o", "rejects.csv")
        #expect(rejects.status == 0, "\(rejects.errors)")
        let text = try folder.read("rejects.csv")
        #expect(text.hasPrefix("\u{FEFF}Company,Website,Stage,Size,Met,_row,"))
        #expect(
            text.contains("\r\nMissing,missing.example.org,New,#N/A (formula error in Deals!D3),,2,set-fields,Deal Size,V315,"), "\(text)")

        // Given back as it is, the error still is not a wish to clear.
        let same = try await ferry("apply", "deals.yaml", "--source", "rejects.csv", "--yes", "--json")
        #expect((try same.json()["outcome"] as? [String: Int])?["rejected"] == 3, "\(same.output)\(same.errors)")
        let mended = text.replacingOccurrences(of: "#N/A (formula error in Deals!D3)", with: "\"$2,500.00\"")
        try folder.write("rejects.csv", mended)
        let retry = try await ferry("apply", "deals.yaml", "--source", "rejects.csv", "--yes", "--json")
        #expect((try retry.json()["outcome"] as? [String: Int])?["created"] == 1, "\(retry.output)\(retry.errors)")
    }

    @Test func aPlanIsBoundToTheWorkbook() async throws {
        #expect(try await ferry("plan", "deals.yaml").status == 2)
        try FileManager.default.removeItem(atPath: folder.path + "/deals.xlsx")
        try FileManager.default.copyItem(atPath: Self.book("companies.xlsx"), toPath: folder.path + "/deals.xlsx")
        let apply = try await ferry("apply", "deals", "--yes")
        #expect(apply.status == 4)
        #expect(apply.errors.contains("this plan is stale: the spreadsheet deals.xlsx has changed"))
    }

    @Test func anotherSourceIsTakenByItsEnding() async throws {
        try folder.write("deals.yaml", Self.pipeline("").replacingOccurrences(of: "xlsx: deals.xlsx", with: "csv: deals.csv"))
        let plan = try await ferry("plan", "deals.yaml", "--source", "deals.xlsx")
        #expect(plan.status == 2, "\(plan.errors)")
        #expect(plan.output.contains("5 rows of Deals in deals.xlsx into"), "\(plan.output)")
    }

    @Test(arguments: [
        ("password.xlsx", "C322", "protected with a password"), ("old.xls", "C323", "Excel before 2007"),
        ("open.ods", "C323", "OpenDocument"),
        ("make_books.py", "C323", "no workbook"),
    ])
    func filesThatAreNoWorkbook(name: String, code: String, words: String) async throws {
        try FileManager.default.removeItem(atPath: folder.path + "/deals.xlsx")
        try FileManager.default.copyItem(atPath: Self.other(name), toPath: folder.path + "/deals.xlsx")
        let plan = try await ferry("plan", "deals.yaml")
        #expect(plan.status == 65)
        #expect(plan.errors.contains("error[\(code)]"), "\(plan.errors)")
        #expect(plan.errors.contains(words), "\(plan.errors)")
        #expect(plan.errors.contains("deals.xlsx"))
    }

    @Test func aTruncatedWorkbookAndAMissingOne() async throws {
        let whole = try Data(contentsOf: URL(fileURLWithPath: Self.book("deals.xlsx")))
        try folder.write("deals.xlsx", bytes: Array(whole.prefix(whole.count / 2)))
        let cut = try await ferry("plan", "deals.yaml")
        #expect(cut.status == 65)
        #expect(cut.errors.contains("error[C324]: the workbook is damaged or cut short"), "\(cut.errors)")
        try FileManager.default.removeItem(atPath: folder.path + "/deals.xlsx")
        let missing = try await ferry("plan", "deals.yaml")
        #expect(missing.status == 65)
        #expect(missing.errors.contains("there is no such file"))
    }

    @Test(arguments: [
        (", sheet: Deal", "C326", "did you mean \"Deals\"?"), (", sheet: 9", "C326", "it has \"Deals\", \"Merged\", \"Notes\", \"Twice\""),
        (", sheet: Merged", "C327", "column E of Merged has no name of its own: D1:E1 are merged in the header"),
        (", sheet: Twice", "C305", "Twice in deals.xlsx has 2 columns \"Company\" (1, 5)"),
        (", header: 40", "C309", "the header is said to be in row 40 of Deals, and that row is blank"),
    ])
    func sheetsThatCannotBeRead(source: String, code: String, words: String) async throws {
        try folder.write("deals.yaml", Self.pipeline(source, fields: "{ Status: Stage }"))
        let plan = try await ferry("plan", "deals.yaml")
        #expect(plan.status == 65)
        #expect(plan.errors.contains("error[\(code)]"), "\(plan.errors)")
        #expect(plan.errors.contains(words), "\(plan.errors)")
        #expect(try affinity.writes() == 0)
    }

    @Test func aWorkbookWhereCSVIsExpected() async throws {
        try FileManager.default.copyItem(atPath: folder.path + "/deals.xlsx", toPath: folder.path + "/deals.csv")
        try folder.write("deals.yaml", Self.pipeline("").replacingOccurrences(of: "xlsx: deals.xlsx", with: "csv: deals.csv"))
        let plan = try await ferry("plan", "deals.yaml")
        #expect(plan.status == 65)
        #expect(plan.errors.contains("name it under xlsx: instead of csv:"), "\(plan.errors)")
    }

    @Test func anotherDecimalMarkMakesNoSense() async throws {
        try folder.write("deals.yaml", Self.pipeline("", fields: "{ Deal Size: { column: Size, decimal: \",\" } }"))
        let plan = try await ferry("validate", "deals.yaml")
        #expect(plan.status == 65)
        #expect(plan.errors.contains("error[P154]"), "\(plan.errors)")
    }
}
