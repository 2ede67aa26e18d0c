import FerryTestSupport
import Foundation
import Testing

/// A folder or a pattern of CSV files as one source.
@Suite struct SeveralFilesTests {
    private static func pipeline(_ source: String) -> String {
        """
        version: 1
        kind: import
        name: inbox
        source: { csv: \(source) }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: { Status: Stage, Deal Size: Size }
        """
    }

    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        affinity = try LocalAffinity()
        try folder.write("inbox.yaml", Self.pipeline("inbox/*.csv"))
        try folder.write("inbox/a.csv", "Company,Website,Stage,Size\nAlpha,alpha.example.org,New,1\nBeta,beta.example.org,New,2\n")
        // Another program's file: another delimiter, another order, a line above the header's rows.
        try folder.write(
            "inbox/b.csv",
            bytes: [0xEF, 0xBB, 0xBF] + Array("Website;Size;Company;Stage\r\ngamma.example.org;3;\"Gamma; \"\"G\"\"\";New\r\n".utf8))
        try folder.write("inbox/c.csv", "Company,Website,Stage,Size\nDelta,delta.example.org,Nwe,4\n")
    }

    private func ferry(_ arguments: String...) async throws -> Ferry.Outcome {
        try await affinity.ferry(in: folder).run(arguments)
    }

    @Test(arguments: ["inbox/*.csv", "inbox", "inbox/"])
    func theirRowsAreOneImport(source: String) async throws {
        try folder.write("inbox.yaml", Self.pipeline(source))
        let apply = try await ferry("apply", "inbox.yaml", "--yes")
        #expect(apply.status == 3, "\(apply.errors)")
        #expect(apply.output.contains("4 rows of \(source.hasSuffix("/") ? "inbox" : source) (3 files) into Dealflow"), "\(apply.output)")
        let names = try AccountReader(affinity).organizations.map(\.name)
        for name in ["Alpha", "Beta", "Gamma; \"G\""] { #expect(names.contains(name)) }
        #expect(!names.contains("Delta"))

        let show = try await ferry("show", "inbox", "--row", "3")
        #expect(show.output.contains("Row 3 (line 2 of inbox/b.csv)"), "\(show.output)\(show.errors)")
        let lines = try await ferry("show", "inbox", "--json").jsonLines()
        #expect(lines.map { $0["file"] as? String } == ["inbox/a.csv", "inbox/a.csv", "inbox/b.csv", "inbox/c.csv"])

        let again = try await ferry("plan", "inbox.yaml", "--json")
        #expect((try again.json()["plan"] as? [String: Any])?["rejected"] as? Int == 1)
        #expect(again.status == 3, "only the rejected row is left: \(again.output)")
    }

    @Test func rowsOfAnyFileComeBackInTheShapeOfTheFirst() async throws {
        try folder.write("inbox/b.csv", try folder.read("inbox/b.csv").replacingOccurrences(of: ";New", with: ";Nwe"))
        _ = try await ferry("plan", "inbox.yaml")
        let rejects = try await ferry("rejects", "inbox")
        let lines = rejects.output.split(separator: "\n").map(String.init)
        #expect(lines[0].hasPrefix("Company,Website,Stage,Size,_row,"))
        #expect(lines[1].hasPrefix("\"Gamma; \"\"G\"\"\",gamma.example.org,Nwe,3,3,set-fields,Status,"), "\(lines)")
        #expect(lines[2].hasPrefix("Delta,delta.example.org,Nwe,4,4,set-fields,Status,"), "\(lines)")
    }

    @Test func aPlanIsStaleWhenTheFolderChanges() async throws {
        for name in ["a", "b", "c"] {
            try folder.write("inbox/\(name).csv", "Company,Website,Stage,Size\n\(name)1,\(name).example.org,New,1\n")
        }
        let plan = try await ferry("plan", "inbox.yaml")
        #expect(plan.status == 2, "\(plan.errors)")
        try folder.write("inbox/d.csv", "Company,Website,Stage,Size\n")
        let come = try await ferry("apply", "inbox", "--yes")
        #expect(come.status == 4)
        #expect(come.errors.contains("this plan is stale: the spreadsheet inbox/d.csv has come"), "\(come.errors)")

        try FileManager.default.removeItem(atPath: folder.path + "/inbox/d.csv")
        try FileManager.default.removeItem(atPath: folder.path + "/inbox/a.csv")
        try folder.write("inbox/b.csv", "Company,Website,Stage,Size\nOther,b.example.org,New,1\n")
        let gone = try await ferry("apply", "inbox", "--yes")
        #expect(gone.status == 4)
        #expect(gone.errors.contains("inbox/a.csv cannot be read"), "\(gone.errors)")
        #expect(gone.errors.contains("inbox/b.csv has changed"), "\(gone.errors)")
        #expect(try affinity.writes() == 0)
    }

    @Test func anotherHeaderNamesTheFileAndTheColumns() async throws {
        try folder.write("inbox/b.csv", "Company,Web,Stage,Size,Notes\nGamma,gamma.example.org,New,3,x\n")
        let outcome = try await ferry("plan", "inbox.yaml")
        #expect(outcome.status == 65)
        #expect(
            outcome.errors.contains("other columns than in inbox/a.csv: it lacks \"Website\" and it has \"Web\", \"Notes\" besides"),
            "\(outcome.errors)")
        #expect(outcome.errors.contains("inbox/b.csv"))
    }

    @Test func whatIsWrongIsSaidOfEveryFile() async throws {
        try folder.write("inbox/a.csv", "")
        try folder.write("inbox/b.csv", "Company,\"Web\"site,Stage,Size\n")
        let broken = try await ferry("plan", "inbox.yaml")
        #expect(broken.status == 65)
        #expect(broken.errors.contains("inbox/a.csv"))
        #expect(broken.errors.contains("inbox/b.csv:1:1"))

        try folder.write("inbox/a.csv", "Company,Website,Stage,Size\nAlpha,alpha.example.org,New,1\n")
        try folder.write("inbox/b.csv", "Company,Website,Stage,Size\nBeta,\"beta.example.org,New,2\n")
        let record = try await ferry("plan", "inbox.yaml")
        #expect(record.status == 65)
        #expect(record.errors.contains("record 2: the quote that opens on line 2 is never closed"), "\(record.errors)")
        #expect(record.errors.contains("inbox/b.csv:2:1"), "\(record.errors)")
    }

    @Test func nothingThatFits() async throws {
        try folder.write("inbox.yaml", Self.pipeline("inbox/*.tsv"))
        let pattern = try await ferry("plan", "inbox.yaml")
        #expect(pattern.status == 65)
        #expect(pattern.errors.contains("no file fits this pattern"))
        #expect(pattern.errors.contains("inbox/*.tsv"))
        let source = try await ferry("plan", "inbox.yaml", "--source", "inbox/a*")
        #expect(source.status == 2, "\(source.errors)")
        #expect(source.output.contains("2 rows of inbox/a.csv into"))
    }
}
