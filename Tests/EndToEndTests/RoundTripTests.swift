import FerryTestSupport
import Foundation
import Testing

/// The round-trip law with a real spreadsheet program: what comes out, is opened and saved by LibreOffice and goes in again changes
/// nothing; one cell edited for each type of value is exactly that change. `script/roundtrip` installs LibreOffice and runs this.
@Suite(.enabled(if: Program.office != nil, "soffice is not there: script/roundtrip installs it"), .serialized) struct RoundTripTests {
    /// Column by column: the field, what its import has to know beside the column, and a value to edit it to. Every type of value that
    /// can be set is there.
    private static let fields: [(name: String, options: String, edit: String)] = [
        ("Status", "", "Term Sheet"), ("list.Owners", ", split: \";\"", "Grace Hopper <grace@contoso.vc>"),
        ("Deal Size", ", as: number", "4711.5"), ("First Met", ", as: date", "2023-12-31"), ("Source", "", "Outbound"),
        ("Summary", "", "'+49 30 1234, \"twice\""), ("Tags", ", split: \";\"", "AI;B2B"),
        ("Sourced By", "", "Farid Fischer <p6@notion.so>"), ("HQ Office", "", "Rome, Lazio, Italy"),
        ("Referrers", ", split: \";\"", "Farid Fischer <p6@notion.so>"), ("Priority", "", "Low"),
        ("Lead Investor", "", "Adyen <adyen.com>"),
        ("Competitors", ", split: \";\"", "Klarna <klarna.com>"), ("Offices", ", split: \";\"", "Rome, Lazio, Italy"),
        ("Round Sizes", ", split: \";\"", "1;2.5"), ("Thesis", "", "'-5"), ("Keywords", ", split: \";\"", "\"a;b\";c"),
    ]
    private static let columns = fields.map { $0.name.replacingOccurrences(of: "list.", with: "") }

    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        affinity = try LocalAffinity()
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }

    /// Exports the list; a company that stands on it twice is left out, since an import that finds companies can mean only one of its rows.
    private func table() async throws -> [[String]] {
        let names = (["Name", "Domain"] + Self.columns).joined(separator: ", ")
        try folder.write(
            "out.yaml", "version: 1\nkind: export\nname: out\nsource: { list: Dealflow }\ncolumns: [\(names)]\ntarget: { csv: out.csv }\n")
        let export = try await ferry.run(["apply", "out.yaml"])
        try #require(export.status == 0, "\(export.errors)")
        let rows = SimpleCSV.parse(try folder.read("out.csv"))
        let domains = Dictionary(grouping: rows.dropFirst(), by: { $0[1] })
        return rows.filter { domains[$0[1]].map { $0.count == 1 } ?? true }
    }

    /// Opens a table in LibreOffice and saves it, as a workbook or as CSV.
    private func save(_ rows: [[String]], as format: String) async throws {
        let office = try #require(Program.office)
        let lines = rows.map { row in row.map { "\"" + $0.replacingOccurrences(of: "\"", with: "\"\"") + "\"" }.joined(separator: ",") }
        try folder.write("table.csv", lines.joined(separator: "\n") + "\n")
        // Comma, double quote, UTF-8, from line 1; quoted cells are not mere texts; dates and so on are recognized.
        let reading = "--infilter=CSV:44,34,76,1,,0,false,true,false"
        let writing = format == "csv" ? "csv:Text - txt - csv (StarCalc):44,34,76,1" : "xlsx"
        let outcome = try await Program.run(
            office,
            [
                "-env:UserInstallation=file://\(folder.path)/profile", "--headless", "--convert-to", writing, reading, "--outdir",
                folder.path + "/saved", folder.path + "/table.csv",
            ], in: folder)
        try #require(folder.exists("saved/table.\(format)"), "\(outcome.output)")
        let fields = zip(Self.fields, Self.columns).map { "      \($0.name): { column: \($1)\($0.options) }" }
        try folder.write(
            "back.yaml",
            """
            version: 1
            kind: import
            name: back
            source: { \(format): saved/table.\(format) }
            steps:
              - create-organizations: { name: Name, domain: { column: Domain, as: domain } }
              - add-to-list: { list: Dealflow }
              - set-fields:
            \(fields.joined(separator: "\n"))

            """)
    }

    @Test(arguments: ["xlsx", "csv"]) func savedUntouchedItChangesNothing(format: String) async throws {
        try await save(try await table(), as: format)
        let plan = try await ferry.run(["plan", "back.yaml"])
        #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
        #expect(plan.output.contains("nothing to change"), "\(plan.output)")
    }

    @Test(arguments: ["xlsx", "csv"]) func oneCellEditedOfEachTypeIsExactlyThatChange(format: String) async throws {
        var rows = try await table()
        for (index, field) in Self.fields.enumerated() {
            let column = index + 2
            let row = try #require(
                rows.indices.dropFirst(1 + 3 * index).first { !["", field.edit].contains(rows[$0][column]) } ?? rows.indices.last)
            rows[row][column] = field.edit
        }
        try await save(rows, as: format)
        let plan = try await ferry.run(["plan", "back.yaml", "--json"])
        #expect(plan.status == 2, "\(plan.output)\(plan.errors)")
        let cells = (try plan.json()["plan"] as? [String: Any])?["cells"] as? [String: Int]
        #expect(cells?["set"] == Self.fields.count && cells?["clear"] == 0 && cells?["append"] == 0, "\(plan.output)")
        let apply = try await ferry.run(["apply", "back.yaml", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        // What was edited stands in Affinity, and nothing else moved.
        let after = try await table()
        try #require(after.count == rows.count)
        for (row, edited) in zip(after, rows) {
            for (name, (cell, wanted)) in zip(rows[0], zip(row, edited)) { #expect(cell == wanted, "\(name) of \(row[0])") }
        }
    }
}
