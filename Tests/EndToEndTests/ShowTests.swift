import FerryTestSupport
import Foundation
import Testing

/// What `ferry show` says of a run, by the words of `screens.md`.
@Suite struct ShowTests {
    private static let pipeline = """
        version: 1
        kind: import
        name: deals
        source: { csv: deals.csv, blanks: ["", "n/a"] }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields:
              Status: { column: Stage, map: { DD: Due Diligence } }
              Deal Size: { column: Size, as: number }
              Owners: { column: Partner, split: ";" }
              Source: { constant: Conference }
              HQ Office: { location: { city: City, country: Country } }
              Summary: { template: "{Company} in {City}" }
        """

    private func planned(_ rows: String, _ affinity: LocalAffinity, in folder: TemporaryFolder) async throws {
        try folder.write("deals.yaml", Self.pipeline)
        try folder.write("deals.csv", "Company,Website,Stage,Size,Partner,City,Country\n" + rows)
        let plan = try await affinity.ferry(in: folder).run(["plan", "deals.yaml", "-o", "deals.ferry"])
        #expect(plan.status == 2, "\(plan.errors)")
    }

    /// The lines of a screen without what differs from run to run.
    private func explained(_ row: Int, _ affinity: LocalAffinity, in folder: TemporaryFolder) async throws -> [String] {
        let show = try await affinity.ferry(in: folder).run(["show", "deals.ferry", "--row", String(row)])
        #expect(show.status == 0, "\(show.errors)")
        return show.output.split(separator: "\n").map(String.init)
    }

    @Test func aNewRowIsExplainedFromItsCellsToItsRequests() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try await planned(
            "Fresh Robotics,https://www.Fresh.example.org/about?utm=1,DD,$15m,ada@contoso.vc; grace@contoso.vc,Berlin,\nBare,n/a,n/a,,,,\n",
            affinity, in: folder)
        let before = try await explained(1, affinity, in: folder)
        #expect(before[0] == "Row 1 (line 2 of deals.csv): Fresh Robotics")
        #expect(before[1] == "  outcome      pending")
        #expect(
            before[2]
                == "  will create  organization Fresh Robotics, fresh.example.org (from \"https://www.Fresh.example.org/about?utm=1\")")
        #expect(before[3] == "  will add     list entry on Dealflow")
        let cells = before.dropFirst(4).map { $0.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ") }
        let option = try #require(cells[0].split(separator: " ").dropLast(3).last)
        #expect(cells[0] == "cell Status \"DD\" → map → \"Due Diligence\" → option \(option) overwrite will set")
        #expect(Int(option) != nil)
        #expect(cells[1] == "cell Deal Size \"$15m\" → 15000000 overwrite will set")
        #expect(
            cells[2].hasPrefix("cell Owners \"ada@contoso.vc; grace@contoso.vc\" → split → \"ada@contoso.vc\", \"grace@contoso.vc\" → ada@")
        )
        #expect(cells[3].hasPrefix("cell Source constant \"Conference\" → option "))
        #expect(cells[4] == "cell HQ Office city \"Berlin\" → Berlin overwrite will set")
        #expect(
            cells[5]
                == "cell Summary \"Fresh Robotics\", \"Berlin\" → template → \"Fresh Robotics in Berlin\" overwrite will set")

        let bare = try await explained(2, affinity, in: folder)
        #expect(bare.contains { $0.hasPrefix("  will create  organization Bare, without a domain") })
        #expect(bare.contains { $0.contains("Owners") && $0.contains("\"\" is blank") && $0.hasSuffix("blank: keep  kept") }, "\(bare)")

        let apply = try await affinity.ferry(in: folder).run(["apply", "deals.ferry", "--yes"])
        #expect(apply.status == 0, "\(apply.errors)")
        let after = try await explained(1, affinity, in: folder)
        #expect(after[1] == "  outcome   created")
        #expect(after[2].hasPrefix("  created   organization "))
        #expect(after[3].hasPrefix("  added     list entry "))
        #expect(after.count { $0.hasPrefix("  cell      ") && $0.hasSuffix("  set") } == 6, "\(after)")
        let sent = after.filter { $0.hasPrefix("  sent      ") }
        let shapes = [#/POST organization \d+, 200 in \d+ ms, \d\d:\d\d:\d\d UTC/#, #/POST list entry \d+ on Dealflow, 200 in/#]
        for (line, shape) in zip(sent, shapes) { #expect(line.contains(shape), "\(line)") }
        #expect(sent.last?.contains(#/PATCH list entry \d+ \(6 cells\), 200 in/#) == true, "\(sent)")
    }

    @Test func theColumnsOfTheCellsStandUnderEachOther() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try await planned("Fresh,fresh.example.org,New,1,,Rome,Italy\n", affinity, in: folder)
        let cells = try await explained(1, affinity, in: folder).filter { $0.hasPrefix("  cell ") }
        let places = Set(cells.filter { $0.contains("overwrite") }.map { $0.components(separatedBy: "overwrite")[0].count })
        #expect(places.count == 1, "\(cells)")
    }

    @Test func aKnownCompanySaysByWhatItWasMatchedAndSinceWhenItIsThere() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try await planned("Fresh,https://fresh.example.org/x,New,1,,Rome,Italy\n", affinity, in: folder)
        #expect(try await affinity.ferry(in: folder).run(["apply", "deals.ferry", "--yes"]).status == 0)
        try FileManager.default.removeItem(atPath: folder.path + "/deals.ferry")
        try await planned("Fresh,https://fresh.example.org/x,Contacted,1,,,\n", affinity, in: folder)
        let lines = try await explained(1, affinity, in: folder)
        #expect(
            lines[2].contains(#/^  matched   organization \d+ by domain fresh\.example\.org \(from "https:\/\/fresh\.example\.org\/x"\)$/#),
            "\(lines)")
        #expect(lines[3].contains(#/^  present   list entry \d+ on Dealflow since \d{4}-\d\d-\d\d$/#), "\(lines)")
        #expect(lines[4].contains("was New") && lines[4].hasSuffix("overwrite    will set"), "\(lines)")
        #expect(lines[5].contains("\"1\" → 1") && lines[5].contains("was 1 ") && lines[5].hasSuffix("unchanged"), "\(lines)")
        #expect(lines.contains { $0.contains("HQ Office") && $0.contains("\"\", \"\" are blank") && $0.contains("was Rome, Italy") })
    }

    @Test func aRejectedRowShowsItsCellsAndTheReason() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try await planned("Bad,bad.example.org,Nwe,1,,,\nFresh,fresh.example.org,New,1,,,\n", affinity, in: folder)
        let lines = try await explained(1, affinity, in: folder)
        #expect(lines.contains { $0.contains("Status") && $0.contains("\"Nwe\"") && $0.hasSuffix("refused") }, "\(lines)")
        #expect(lines.contains { $0.contains("[V306]") })
    }

    @Test func theJSONHasTypedValuesAndEveryKey() async throws {
        let folder = try TemporaryFolder()
        let affinity = try LocalAffinity()
        try await planned(
            "Fresh,fresh.example.org,DD,$15m,ada@contoso.vc,Rome,Italy\nBad,bad.example.org,Nwe,1,,,\n", affinity, in: folder)
        let lines = try await affinity.ferry(in: folder).run(["show", "deals.ferry", "--json"]).jsonLines()
        #expect(lines.map { $0["row"] as? Int } == [1, 2])
        let cells = try #require(lines[0]["cells"] as? [[String: Any]])
        #expect(cells.map { $0["field"] as? String } == ["Status", "Deal Size", "Owners", "Source", "HQ Office", "Summary"])
        #expect(cells.allSatisfy { $0["before"] is NSNull })
        #expect(cells[0]["after"] as? String == "Due Diligence")
        #expect(cells[0]["source"] as? [String: String] == ["Stage": "DD"])
        #expect(cells[1]["after"] as? Double == 15_000_000)
        let owners = try #require(cells[2]["after"] as? [[String: Any]])
        #expect(owners[0]["name"] as? String == "ada@contoso.vc")
        #expect(owners[0]["id"] is Int)
        let place = try #require(cells[4]["after"] as? [String: Any])
        #expect(place["city"] as? String == "Rome")
        #expect(place["state"] is NSNull)
        #expect(lines[0]["listEntry"] is [String: Any])
        #expect((lines[0]["organization"] as? [String: Any])?["id"] is NSNull)
        #expect(lines[1]["organization"] is NSNull)
        #expect(lines[1]["listEntry"] is NSNull)
        #expect((lines[1]["reasons"] as? [String])?.count == 1)
    }
}
