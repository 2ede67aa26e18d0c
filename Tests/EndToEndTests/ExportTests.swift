import FerryTestSupport
import Foundation
import Testing

/// Lists, views and directories come out as files, whole or not at all.
@Suite struct ExportTests {
    private let affinity: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }

    private func pipeline(_ rest: String, target: String = "{ csv: deals.csv }") throws {
        try folder.write("deals.yaml", "version: 1\nkind: export\nname: deals\n\(rest)\ntarget: \(target)\n")
    }

    @Test func aListComesOutAsItIsAndItsManifestSaysWhatItIs() async throws {
        try pipeline("source: { list: Dealflow }\ncolumns: [Name, Status, { field: HQ Office.city, as: City }, Deal Size]")
        let plan = try await ferry.run(["plan", "deals.yaml"])
        #expect(plan.status == 2, "\(plan.errors)")
        #expect(plan.output.contains("Rows      120"))
        let apply = try await ferry.run(["apply", "deals.yaml"])
        #expect(apply.status == 0, "\(apply.errors)")
        let reader = try AccountReader(affinity)
        let names = Dictionary(reader.organizations.map { ($0.id, $0.name) }) { first, _ in first }
        let entries = try reader.entries(on: "Dealflow")
        let rows = SimpleCSV.parse(try folder.read("deals.csv"))
        #expect(rows[0] == ["Name", "Status", "City", "Deal Size", "Affinity Row ID", "Affinity Organization ID"])
        #expect(rows.count == entries.count + 1)
        for (row, entry) in zip(rows.dropFirst(), entries) {
            let city = entry.values["HQ Office"]?.split(separator: ",").first.map(String.init) ?? ""
            let wanted = [
                names[entry.organization] ?? "", entry.values["Status"] ?? "", city, entry.values["Deal Size"] ?? "", String(entry.id),
                String(entry.organization),
            ]
            #expect(row == wanted)
        }
        let manifest = try #require(
            try JSONSerialization.jsonObject(with: Data(try folder.read("deals.csv.manifest.json").utf8)) as? [String: Any])
        #expect(manifest["rows"] as? Int == 120 && manifest["list"] as? String == "Dealflow" && manifest["requests"] as? Int == 2)
        #expect(try affinity.writes() == 0)
        #expect(try leftovers().isEmpty)
    }

    /// All that is beside the file and its manifest.
    private func leftovers() throws -> [String] {
        let runs = (try? FileManager.default.contentsOfDirectory(atPath: folder.path + "/.ferry/runs")) ?? []
        return try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".") && $0 != ".ferry" } + runs
    }

    private static let settable = [
        "Status", "list.Owners", "Deal Size", "First Met", "Source", "Summary", "Tags", "Sourced By", "HQ Office", "Referrers", "Priority",
        "Lead Investor", "Competitors", "Offices", "Round Sizes", "Thesis", "Keywords",
    ]

    @Test func whatComesOutGoesBackInWithoutAChange() async throws {
        let columns = Self.settable.map { $0.replacingOccurrences(of: "list.", with: "") }
        try pipeline("source: { list: Dealflow }\ncolumns: [Name, Domain, \(columns.joined(separator: ", "))]")
        let apply = try await ferry.run(["apply", "deals.yaml"])
        #expect(apply.status == 0, "\(apply.errors)")
        // A company that stands on the list twice has two rows, and a pipeline that finds companies can mean only one of them.
        var rows = SimpleCSV.parse(try folder.read("deals.csv"))
        let domains = Dictionary(grouping: rows.dropFirst(), by: { $0[1] })
        rows.removeAll { domains[$0[1]].map { $0.count > 1 } ?? false }
        try write(rows, to: "once.csv")
        let fields = zip(Self.settable, columns).map { field, column in
            let isMulti = ["Owners", "Tags", "Referrers", "Competitors", "Offices", "Round Sizes", "Keywords"].contains(column)
            let kind = column == "Deal Size" ? ", as: number" : column == "First Met" ? ", as: date" : ""
            return "      \(field): { column: \(column)\(isMulti ? ", split: \";\"" : "")\(kind) }"
        }
        try folder.write(
            "back.yaml",
            """
            version: 1
            kind: import
            name: back
            source: { csv: once.csv }
            steps:
              - create-organizations: { name: Name, domain: { column: Domain, as: domain } }
              - add-to-list: { list: Dealflow }
              - set-fields:
            \(fields.joined(separator: "\n"))

            """)
        let plan = try await ferry.run(["plan", "back.yaml"])
        #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
        #expect(plan.output.contains("nothing to change"))

        // One cell edited is one change planned.
        let size = try #require(rows[0].firstIndex(of: "Deal Size"))
        rows[1][size] = "4711"
        try write(rows, to: "once.csv")
        let edited = try await ferry.run(["plan", "back.yaml", "--json"])
        #expect(edited.status == 2)
        let cells = (try edited.json()["plan"] as? [String: Any])?["cells"] as? [String: Int]
        #expect(cells?["set"] == 1 && cells?["clear"] == 0)
    }

    private func write(_ rows: [[String]], to name: String) throws {
        let lines = rows.map { row in
            row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",")
        }
        try folder.write(name, lines.joined(separator: "\n") + "\n")
    }

    @Test func aSheetViewComesWithItsColumnsAndABoardDoesNotCome() async throws {
        let sheet = try await ferry.run(["export", "Dealflow", "--view", "In diligence", "--no-ids"])
        #expect(sheet.status == 0, "\(sheet.errors)")
        let rows = SimpleCSV.parse(sheet.output)
        #expect(rows[0].first == "Name" && rows.count > 1 && rows.count < 121)
        let status = try #require(rows[0].firstIndex(of: "Status"))
        #expect(Set(rows.dropFirst().map { $0[status] }).isSubset(of: ["Due Diligence", "Term Sheet"]))
        let board = try await ferry.run(["export", "Dealflow", "--view", "Pipeline", "-o", "board.csv"])
        #expect(board.status == 65)
        #expect(board.errors.contains("is a board, and only sheet views can be read"))
        let missing = try await ferry.run(["export", "Dealflow", "--view", "In diligense"])
        #expect(missing.errors.contains("did you mean \"In diligence\"?") && missing.output.isEmpty)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/board.csv"))
    }

    @Test func sortingFormatsAndDialects() async throws {
        let sorted = try await ferry.run(["export", "Dealflow", "--columns", "Name,Deal Size", "--sort", "-Deal Size", "--no-ids"])
        #expect(sorted.status == 0, "\(sorted.errors)")
        let sizes = SimpleCSV.parse(sorted.output).dropFirst().map { $0[1] }
        let numbers = sizes.compactMap(Double.init)
        #expect(numbers == numbers.sorted(by: >) && numbers.count > 10)
        let behindNumbers = sizes.drop { !$0.isEmpty }
        #expect(behindNumbers.joined().isEmpty, "blanks come last")

        try pipeline(
            "source: { list: Dealflow }\ncolumns: [Name, First Met, Tags]",
            target: "{ csv: deals.csv, delimiter: \";\", bom: true, line-ending: crlf, multi-value: \"|\", dates: dd/MM/yyyy, ids: false }")
        #expect(try await ferry.run(["apply", "deals.yaml"]).status == 0)
        let text = try folder.read("deals.csv")
        #expect(text.hasPrefix("\u{FEFF}Name;First Met;Tags\r\n"))
        #expect(text.contains("Stripe;02/02/2024;Hardware|Open Source\r\n"))

        let lines = try await ferry.run(["export", "persons", "--directory", "-o", "people.jsonl"])
        #expect(lines.status == 0, "\(lines.errors)")
        let first = try folder.read("people.jsonl").split(separator: "\n")[0]
        let person = try #require(try JSONSerialization.jsonObject(with: Data(first.utf8)) as? [String: Any])
        #expect(person["First Name"] as? String == "Ada" && person["Affinity Person ID"] is Int)
    }

    @Test func aCellOfMoreThanAHundredValuesIsReadToItsEnd() async throws {
        let export = try await ferry.run(["export", "Candidates", "-o", "candidates.jsonl"])
        #expect(export.status == 0, "\(export.errors)")
        let longest = try folder.read("candidates.jsonl").split(separator: "\n").flatMap { line -> [Int] in
            let row = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] ?? [:]
            return row.values.compactMap { ($0 as? [Any])?.count }
        }.max()
        #expect(longest == 130)
    }

    @Test func aTextThatLooksLikeAFormulaIsGuardedAndComesBackAsItWas() async throws {
        try folder.write("in.csv", "Company,Website,Text\nA,a.example.org,+49 30 1234\nB,b.example.org,-5\nC,c.example.org,\"'=SUM(A1)\"\n")
        try folder.write(
            "in.yaml",
            """
            version: 1
            kind: import
            name: in
            source: { csv: in.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Summary: Text }
            """)
        let into = try await ferry.run(["apply", "in.yaml", "--yes"])
        try #require(into.status == 0, "\(into.errors)")
        let out = try await ferry.run(["export", "Dealflow", "--columns", "Name,Domain,Summary", "--no-ids", "-o", "out.csv"])
        #expect(out.status == 0, "\(out.errors)")
        let rows = SimpleCSV.parse(try folder.read("out.csv"))
        let texts = Dictionary(rows.dropFirst().map { ($0[0], $0[2]) }) { first, _ in first }
        #expect(texts["A"] == "'+49 30 1234" && texts["B"] == "'-5" && texts["C"] == "'=SUM(A1)")
        try folder.write(
            "in.yaml",
            try folder.read("in.yaml").replacingOccurrences(of: "in.csv", with: "out.csv")
                .replacingOccurrences(of: "Company", with: "Name").replacingOccurrences(of: "Website", with: "Domain")
                .replacingOccurrences(of: "Summary: Text", with: "Summary: Summary"))
        let again = try await ferry.run(["plan", "in.yaml"])
        #expect(again.status == 0, "\(again.output)\(again.errors)")
    }

    @Test func aFailureLeavesTheOldFileAndAMissingColumnIsSaidWithItsNeighbours() async throws {
        try folder.write("deals.csv", "old\n")
        try pipeline("source: { list: Dealflow }\ncolumns: [Name, Statsu]")
        let wrong = try await ferry.run(["apply", "deals.yaml"])
        #expect(wrong.status == 65)
        #expect(wrong.errors.contains("deals.yaml:5:17") && wrong.errors.contains("did you mean \"Status\"?"), "\(wrong.errors)")
        try pipeline("source: { list: Dealflow }", target: "{ csv: none/deals.csv }")
        let made = try await ferry.run(["apply", "deals.yaml"])
        #expect(try made.status == 0 && folder.read("none/deals.csv").hasPrefix("Name,"), "its folder is made: \(made.errors)")
        let denied = try LocalAffinity(["--deny", "export-accessible-lists"])
        try pipeline("source: { list: Dealflow }")
        let refused = try await denied.ferry(in: folder).run(["apply", "deals.yaml"])
        #expect(refused.status == 77, "\(refused.errors)")
        #expect(try folder.read("deals.csv") == "old\n")
    }
}
