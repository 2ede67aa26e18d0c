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
