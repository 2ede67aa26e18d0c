import FerryTestSupport
import Foundation
import Testing

@testable import Simulator

/// A long import under everything at once: a fault in every fifth request, a colleague at work in the same list, five kills.
@Suite struct ThousandRowsTests {
    private static let rows = 1000
    /// Rows to the end of the file, of companies that the colleague works on meanwhile.
    private static let edited = 901...910
    private static let added = 921...925

    private static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Deals }
          - set-fields: { Size: Size }
        limits: { batch: 50, concurrency: 20 }
        """

    /// The first half is new; of the others two thirds are on the list.
    private static func isKnown(_ row: Int) -> Bool { row > rows / 2 }
    private static func isOnList(_ row: Int) -> Bool { isKnown(row) && row <= 920 && row % 3 != 0 || edited.contains(row) }

    private static var account: String {
        let known = (1...rows).filter(isKnown).map { #"{"name": "Company \#($0)", "domain": "company-\#($0).example"}"# }
        let entries = (1...rows).filter(isOnList).map { #"{"record": "company-\#($0).example", "fields": {"Size": 1}}"# }
        return """
            {"tenant": {"name": "Contoso", "subdomain": "contoso"},
            "users": [{"first": "Ada", "last": "Lovelace", "email": "ada@contoso.vc"}, {"first": "Grace", "last": "Hopper", "email": "g@contoso.vc"}],
            "organizations": [\(known.joined(separator: ","))],
            "lists": [{"name": "Deals", "type": "company", "fields": [{"name": "Size", "type": "number"}, {"name": "Note", "type": "text"}],
            "entries": [\(entries.joined(separator: ","))]}]}
            """
    }

    /// Every fifth request of all, by turns of each kind; the colleague comes once the import is at work.
    private static var faults: String {
        let kinds = [
            #""fault": "before", "status": 503"#, #""fault": "after", "status": 502"#, #""fault": "drop-before""#,
            #""fault": "drop-after""#,
            #""fault": "half""#,
        ]
        let rules = kinds.enumerated().map { index, kind in
            let places = stride(from: 5 * (index + 1), to: 50_000, by: 5 * kinds.count).map(String.init)
            return "{\(kind), \"at\": [\(places.joined(separator: ","))]}"
        }
        var steps = edited.map { #"{"set": {"list": "Deals", "record": "company-\#($0).example", "field": "Size", "value": -\#($0)}}"# }
        steps += added.map { #"{"add-row": {"list": "Deals", "record": "company-\#($0).example"}}"# }
        // What no row of the import is about stays as well.
        steps.append(#"{"set": {"list": "Deals", "record": "company-905.example", "field": "Note", "value": "Ask first"}}"#)
        let colleague =
            #"{"fault": "colleague", "method": "POST", "path": "/organizations", "at": 50, "steps": [\#(steps.joined(separator: ","))]}"#
        return "{\"faults\": [\((rules + [colleague]).joined(separator: ",\n"))]}"
    }

    private func write(to folder: MatrixFolder) throws {
        let rows = (1...Self.rows).map { "Company \($0),company-\($0).example,\($0 * 10)\n" }
        try folder.write("rows.csv", "Company,Website,Size\n" + rows.joined())
        try folder.write("rows.yaml", Self.pipeline)
    }

    /// The account as an undisturbed import leaves it, and then the colleague comes.
    private func wanted() async throws -> [String] {
        let affinity = try await MatrixAffinity(seed: Self.account)
        let folder = try MatrixFolder()
        try write(to: folder)
        let apply = try await affinity.ferry(in: folder.path).run(["apply", "rows.yaml", "--yes"])
        await affinity.stop()
        #expect(apply.status == 0, "\(apply.errors)")
        for row in Self.edited {
            let cell = CellSeed(field: "Size", value: .number(-Double(row)), path: "")
            affinity.take(.set(list: "Deals", record: "company-\(row).example", cell: cell))
        }
        for row in Self.added {
            affinity.take(.removeRow(list: "Deals", record: "company-\(row).example"))
            affinity.take(.addRow(list: "Deals", record: "company-\(row).example"))
        }
        let note = CellSeed(field: "Note", value: .text("Ask first"), path: "")
        affinity.take(.set(list: "Deals", record: "company-905.example", cell: note))
        return affinity.contents
    }

    @Test func faultsAColleagueAndFiveKillsLoseNothingAndDoubleNothing() async throws {
        async let wanted = wanted()
        let affinity = try await MatrixAffinity(seed: Self.account, faults: Self.faults)
        let folder = try MatrixFolder()
        try write(to: folder)
        var ferry = affinity.ferry(in: folder.path)
        // Each process looks again at what it has not begun.
        ferry.environment["FERRY_RECHECK_AFTER"] = "0"
        let plan = try await ferry.run(["plan", "rows.yaml", "-o", "rows.ferry"])
        try #require(plan.status == 2, "\(plan.errors)")
        var last = try await ferry.run(["apply", "rows.ferry", "--yes", "--json"], killedAt: 1500, logging: folder.aside)
        var kills = last.wasKilled ? 1 : 0
        var sessions = 1
        // One that gives up, since a write was not answered four times, is gone on with as well.
        while last.wasKilled || last.outcome.status == 6, sessions < 40 {
            last = try await ferry.run(["resume", "rows.ferry", "--json"], killedAt: kills < 5 ? 1500 : nil, logging: folder.aside)
            if last.wasKilled { kills += 1 }
            sessions += 1
        }
        await affinity.stop()
        #expect(kills == 5)
        #expect(last.outcome.status == 3, "\(last.outcome.errors)")

        let conflicts = Self.edited.count + Self.added.count
        let outcome = try #require(try last.outcome.json()["outcome"] as? [String: Int])
        #expect(outcome["conflict"] == conflicts)
        #expect(outcome["created"] == Self.rows / 2)
        #expect(outcome["pending"] == 0 && outcome.values.reduce(0, +) == Self.rows)
        #expect(AccountText.difference(affinity.contents, try await wanted) == [])

        let rejects = SimpleCSV.parse(try await ferry.run(["rejects", "rows.ferry"]).output).dropFirst().map { $0.joined(separator: ",") }
        #expect(rejects.count == conflicts)
        for row in Self.edited {
            #expect(
                rejects.contains { $0.contains("company-\(row).example") && $0.contains("Size has changed in Affinity since the plan") })
        }
        for row in Self.added { #expect(rejects.contains { $0.contains("company-\(row).example") }) }
        print("thousand rows: \(kills) kills, \(sessions) processes")
    }
}
