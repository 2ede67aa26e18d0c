import FerryTestSupport
import Foundation
import Testing

/// Rows that do not go through, and the way back in.
@Suite struct RejectsTests {
    private static let pipeline = """
        version: 1
        kind: import
        name: deals
        source: { csv: deals.csv }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: { Status: Stage, Deal Size: Size }
        """

    @Test func rejectedRowsComeBackInTheirOwnShapeAndGoInOnceCorrected() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("deals.yaml", Self.pipeline)
        try folder.write(
            "deals.csv",
            bytes: [0xEF, 0xBB, 0xBF]
                + Array("Company;Website;Stage;Size\r\nGood;good.example.org;New;1\r\n\"Bad; really\";bad.example.org;Nwe;2\r\n".utf8))
        let apply = try await ferry.run(["apply", "deals.yaml", "--yes"])
        #expect(apply.status == 3, "\(apply.errors)")
        #expect(apply.errors.contains("ferry rejects"))

        let rejects = try await ferry.run(["rejects", "deals", "-o", "rejects.csv"])
        #expect(rejects.status == 0, "\(rejects.errors)")
        let text = try folder.read("rejects.csv")
        let lines = text.replacingOccurrences(of: "\u{FEFF}", with: "").components(separatedBy: "\r\n")
        #expect(lines[0] == "Company;Website;Stage;Size;_row;_step;_field;_code;_reason;_hint")
        #expect(lines[1].hasPrefix("\"Bad; really\";bad.example.org;Nwe;2;2;set-fields;Status;"))
        #expect(lines.count == 3, "the header, one row, and the end")
        #expect(try Data(contentsOf: URL(fileURLWithPath: folder.path + "/rejects.csv")).starts(with: [0xEF, 0xBB, 0xBF]))

        try folder.write("rejects.csv", text.replacingOccurrences(of: ";Nwe;", with: ";New;"))
        let retry = try await ferry.run(["apply", "deals.yaml", "--source", "rejects.csv", "--yes"])
        #expect(retry.status == 0, "\(retry.errors)")
        let organizations = try AccountReader(affinity).organizations
        #expect(organizations.count { $0.name == "Bad; really" } == 1)
        #expect(organizations.count { $0.name == "Good" } == 1)
    }

    /// A file as an office may write it, whose rejects must look like it byte for byte.
    struct Shape: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var source: String
        var text: String
        /// What is to come before the rejected record, and the record itself.
        var kept: (String, String)
        var encoding: String.Encoding = .utf8
    }

    private static let shapes = [
        Shape(
            testDescription: "every cell in quotes, CR LF",
            source: "csv: deals.csv",
            text:
                "\"Company\",\"Website\",\"Stage\",\"Size\"\r\n\"Good\",\"good.example.org\",\"New\",\"1\"\r\n\"Bad\",\"bad.example.org\",\"Nwe\",\"2\"\r\n",
            kept: ("\"Company\",\"Website\",\"Stage\",\"Size\",", "\"Bad\",\"bad.example.org\",\"Nwe\",\"2\",")),
        Shape(
            testDescription: "a title above the header, Windows-1252",
            source: "csv: deals.csv, header: 3, encoding: windows-1252",
            text: "Übersicht \"Q3\n\nCompany;Website;Stage;Size\nGood;good.example.org;New;1\nBäd;bad.example.org;Nwe;2\n",
            kept: ("Übersicht \"Q3\n\nCompany;Website;Stage;Size;", "Bäd;bad.example.org;Nwe;2;"), encoding: .windowsCP1252),
        Shape(
            testDescription: "UTF-16 with tabs and Excel's sep line",
            source: "csv: deals.csv", text: "\u{FEFF}sep=\t\r\nCompany\tWebsite\tStage\tSize\r\nBäd\tbad.example.org\tNwe\t2",
            kept: ("\u{FEFF}sep=\t\r\nCompany\tWebsite\tStage\tSize\t", "Bäd\tbad.example.org\tNwe\t2\t"), encoding: .utf16LittleEndian),
    ]

    @Test(arguments: shapes) func theShapeOfTheInputIsKept(_ shape: Shape) async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("deals.yaml", Self.pipeline.replacingOccurrences(of: "csv: deals.csv", with: shape.source))
        try folder.write("deals.csv", bytes: Array(try #require(shape.text.data(using: shape.encoding))))
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 3)
        // The second time the file read is a rejects file itself, and keeps its shape.
        for (source, output) in [("deals.csv", "rejects.csv"), ("rejects.csv", "again.csv")] {
            if output == "again.csv" { #expect(try await ferry.run(["apply", "deals.yaml", "--yes", "--source", source]).status == 3) }
            let newest = try #require(try await ferry.run(["status", "--json"]).output.firstMatch(of: #/deals-[0-9TZ-]+/#)?.output)
            let rejects = try await ferry.run(["rejects", String(newest), "-o", output])
            #expect(rejects.status == 0, "\(rejects.errors)")
            let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + output))
            let text = try #require(String(data: data, encoding: shape.encoding))
            #expect(text.hasPrefix(shape.kept.0 + "_row"), "\(text.debugDescription)")
            let record = try #require(text.firstRange(of: shape.kept.1), "\(text.debugDescription)")
            #expect(text[record.upperBound...].hasPrefix(output == "again.csv" ? "1" : shape.text.contains("Good") ? "2" : "1"))
            #expect(!text.contains("Good"))
        }
        let data = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/again.csv"))
        let mended = try #require(String(data: data, encoding: shape.encoding)).replacingOccurrences(of: "Nwe", with: "New")
        try folder.write("again.csv", bytes: Array(try #require(mended.data(using: shape.encoding))))
        let retry = try await ferry.run(["apply", "deals.yaml", "--source", "again.csv", "--yes"])
        #expect(retry.status == 0, "\(retry.errors)")
        let name = shape.text.contains("Bäd") ? "Bäd" : "Bad"
        #expect(try AccountReader(affinity).organizations.contains { $0.name == name })
    }

    @Test func withoutRejectedRowsThereIsNoFile() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("deals.yaml", Self.pipeline)
        try folder.write("deals.csv", "Company,Website,Stage,Size\nGood,good.example.org,New,2\n")
        #expect(try await ferry.run(["apply", "deals.yaml", "--yes"]).status == 0)
        let rejects = try await ferry.run(["rejects", "deals", "-o", "rejects.csv"])
        #expect(rejects.status == 0)
        #expect(rejects.errors.contains("No row was rejected: rejects.csv is not written."), "\(rejects.errors)")
        #expect(!folder.exists("rejects.csv"))
    }

    @Test func whereMostRowsAreRejectedTheNextCommandShowsThem() async throws {
        let deals = try DealFolder(good: 1, bad: 3)
        let affinity = try LocalAffinity()
        let plan = try await affinity.ferry(in: deals.folder).run(["plan", "deals.yaml"])
        #expect(plan.errors.contains("Next:  ferry rejects deals-"), "\(plan.errors)")
        #expect(plan.errors.contains("for the others: ferry apply deals-"))
    }

    @Test func onlyARejectsFileIsWrittenOver() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("deals.yaml", Self.pipeline)
        try folder.write("deals.csv", "Company,Website,Stage,Size\nBad,bad.example.org,Nwe,2\n")
        #expect(try await ferry.run(["plan", "deals.yaml"]).status == 3)
        let refused = try await ferry.run(["rejects", "deals", "-o", "deals.csv"])
        #expect(refused.status == 64, "\(refused.errors)")
        #expect(refused.errors.contains("deals.csv is there already and is not a rejects file"))
        #expect(refused.errors.contains("--force"))
        #expect(try folder.read("deals.csv").hasSuffix("Nwe,2\n"))
        for _ in 0..<2 { #expect(try await ferry.run(["rejects", "deals", "-o", "rejects.csv"]).status == 0) }
        try folder.write("other.csv", "a,b\n")
        #expect(try await ferry.run(["rejects", "deals", "-o", "other.csv", "--force"]).status == 0)
        #expect(try folder.read("other.csv").contains("_hint"))
    }

    @Test func aTextThatManyRowsHaveIsToldOnceWithWhatWouldHelp() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)
        try folder.write("deals.yaml", Self.pipeline)
        var csv = "Company,Website,Stage,Size\n"
        for number in 1...12 { csv += "C\(number),c\(number).example.org,Due Dilligence,\(number == 12 ? "many" : "1")\n" }
        try folder.write("deals.csv", csv)
        let plan = try await ferry.run(["plan", "deals.yaml"])
        let lines = plan.output.split(separator: "\n").map(String.init)
        let told = try #require(
            lines.firstIndex {
                $0.hasPrefix("    Status: \"Due Dilligence\" ×12 is not an option; did you mean \"Due Diligence\"? (rows 1, 2, 3")
            }, "\(plan.output)")
        #expect(lines[told + 1] == "        deals.yaml:8   add   map: { \"Due Dilligence\": \"Due Diligence\" }")
        #expect(lines.contains("    Deal Size: \"many\" is not a number (row 12)"), "\(plan.output)")
        let rejects = try await ferry.run(["rejects", "deals"])
        #expect(
            rejects.output.contains("or add to the pipeline: map: { \"\"Due Dilligence\"\": \"\"Due Diligence\"\" }"), "\(rejects.output)")
    }

    @Test func nothingOfARejectedRowIsWritten() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try folder.write("deals.yaml", Self.pipeline)
        try folder.write("deals.csv", "Company,Website,Stage,Size\nStripe,stripe.com,Nwe,999\nFresh,fresh.example.org,New,many\n")
        let apply = try await affinity.ferry(in: folder).run(["apply", "deals.yaml", "--yes", "--json"])
        #expect(apply.status == 3)
        #expect(try affinity.writes() == 0)
        #expect((try apply.json()["outcome"] as? [String: Int])?["rejected"] == 2)
    }

    @Test func standardInputIsASpreadsheetToo() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try folder.write("deals.yaml", Self.pipeline)
        let csv = "Company,Website,Stage,Size\nPiped,piped.example.org,New,5\n"
        let apply = try await affinity.ferry(in: folder).run(["apply", "deals.yaml", "--source", "-", "--yes"], input: csv)
        #expect(apply.status == 0, "\(apply.errors)")
        #expect(try AccountReader(affinity).organizations.contains { $0.name == "Piped" })
    }
}
