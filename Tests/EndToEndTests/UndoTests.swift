import FerryTestSupport
import Foundation
import Testing

/// A run that is taken back leaves the account as it was, but for what others have built on it.
@Suite struct UndoTests {
    private let affinity: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }

    private static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv }
        steps:
          - create-organizations: { name: Company, domain: Website, when-found: update-name }
          - add-to-list: { list: Dealflow }
          - set-fields: { Source: { column: From, unknown-option: create }, Deal Size: Size, organization.Investment Thesis: Thesis }
          - add-note: { content: Remark }
          - create-persons: { name: Contact, emails: Email }
          - add-to-list: { list: People }
          - create-opportunities: { name: Round, list: Rounds }
          - set-fields: { Amount: Size }
        """

    private func write() throws {
        var csv = "Company,Website,From,Size,Thesis,Remark,Contact,Email,Round\n"
        csv += "Stripe Payments,stripe.com,Podcast,77,Rails,Known,Pat Doe,pat@stripe.com,Stripe Extra\n"
        for row in 1...8 {
            csv +=
                "Undone \(row),undone-\(row).example,Podcast,\(row),Thesis \(row),Note \(row),Jo Doe\(row),jo@undone-\(row).example,Round U\(row)\n"
        }
        try folder.write("rows.csv", csv)
        try folder.write("rows.yaml", Self.pipeline)
    }

    /// The whole account, ids included.
    private func world() throws -> [String] { try world(of: affinity) }

    private func world(of affinity: LocalAffinity) throws -> [String] {
        func lines(_ path: String) throws -> [String] {
            try affinity.all(path).map { row in
                let data = try JSONSerialization.data(withJSONObject: row, options: [.sortedKeys])
                return path + " " + String(decoding: data, as: UTF8.self)
            }
        }
        let fields = "fieldTypes=list&fieldTypes=global&limit=100"
        let lists = try affinity.all("/v2/lists").compactMap { $0["id"] as? Int }
        var all = try lines("/v2/companies?fieldTypes=global&limit=100") + lines("/v2/persons?fieldTypes=global&limit=100")
        for list in lists { all += try lines("/v2/lists/\(list)/list-entries?\(fields)") }
        let source = try #require(
            try affinity.all("/v2/lists/3001/fields?limit=100").first { $0["name"] as? String == "Source" }?["id"] as? String)
        return try (all + lines("/v2/lists/3001/fields/\(source)/dropdown-options?limit=100") + lines("/v2/notes?limit=100")).sorted()
    }

    private func apply() async throws -> String {
        try write()
        let result = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        #expect(result.status == 0, "\(result.errors)")
        return try #require(try result.json()["run"] as? String)
    }

    @Test func theAccountIsAsItWasBefore() async throws {
        let before = try world()
        let run = try await apply()
        #expect(try world() != before)
        let undo = try await ferry.run(["undo", run, "--yes"])
        #expect(undo.status == 0, "\(undo.output)\(undo.errors)")
        #expect(undo.output.contains("8 organizations to delete, 9 persons to delete, 9 opportunities to delete"), "\(undo.output)")
        let after = try world()
        #expect(after == before, "\(Set(after).symmetricDifference(before).sorted().map { $0.prefix(300) })")
        // Taken back once; and it may be done again.
        #expect(try await ferry.run(["undo", run, "--yes"]).errors.contains("nothing to take back"))
        #expect(try await ferry.run(["resume", run]).status == 4)
        #expect(try await ferry.run(["plan", "rows.yaml"]).status == 2)
    }

    @Test func whatAColleagueHasBuiltOnStays() async throws {
        try folder.write(
            "faults.yaml",
            """
            faults:
              - fault: colleague
                method: DELETE
                at: 1
                steps:
                  - set: { list: Dealflow, record: undone-1.example, field: Summary, value: Mine }
                  - add-row: { list: Portfolio, record: undone-2.example }
                  - set: { record: undone-3.example, field: Investment Thesis, value: Ours }
            """)
        let affinity = try LocalAffinity(["--faults", folder.path + "/faults.yaml"])
        let ferry = affinity.ferry(in: folder)
        try write()
        let applied = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        let run = try #require(try applied.json()["run"] as? String, "\(applied.errors)")
        let undo = try await ferry.run(["undo", run, "--yes"])
        #expect(undo.status == 3, "\(undo.output)\(undo.errors)")
        for reason in ["somebody has set Summary (Mine)", "it stands on Portfolio", "somebody has set Investment Thesis (Ours)"] {
            #expect(undo.output.contains(reason), "\(reason): \(undo.output)")
        }
        let left = try AccountReader(affinity).organizations.filter { $0.name.hasPrefix("Undone ") }.map(\.name).sorted()
        #expect(left == ["Undone 1", "Undone 2", "Undone 3"])
        #expect(try AccountReader(affinity).entries(on: "Dealflow").contains { $0.values["Summary"] == "Mine" })
        // Asked again, it says the same of what is left.
        let again = try await ferry.run(["undo", run, "--yes", "--json"])
        #expect(again.status == 3, "\(again.errors)")
        let kept = try #require(try again.json()["kept"] as? [[String: Any]])
        #expect(try again.json()["undone"] as? Int == 0)
        #expect(kept.contains { $0["row"] as? Int == 2 && $0["reason"] as? String == "somebody has set Summary (Mine)" }, "\(kept)")
    }

    @Test func aStoppedUndoGoesOn() async throws {
        let before = try world()
        let run = try await apply()
        let running = try ferry.start(["undo", run, "--yes"])
        let done = try affinity.requests().count { $0.method == "DELETE" }
        try await wait(until: "five deletions") {
            try !running.isRunning || affinity.requests().count(where: { $0.method == "DELETE" }) >= done + 5
        }
        running.signal(SIGKILL)
        _ = await running.finish()
        let again = try await ferry.run(["undo", run, "--yes"])
        #expect(again.status == 0, "\(again.output)\(again.errors)")
        #expect(try world() == before)
    }

    @Test func aStoppedUndoSaysHowToGoOnAndStatusWhatIsLeft() async throws {
        // Slow enough to be stopped in the middle on any machine.
        try folder.write("faults.yaml", "faults:\n  - { fault: slow, ms: 200, method: DELETE, every: 1 }\n")
        let affinity = try LocalAffinity(["--faults", folder.path + "/faults.yaml"])
        let ferry = affinity.ferry(in: folder)
        let before = try world(of: affinity)
        try write()
        let applied = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        let run = try #require(try applied.json()["run"] as? String, "\(applied.errors)")
        let name = try #require(run.split(separator: "/").last?.split(separator: ".").first.map(String.init))
        let running = try ferry.start(["undo", run, "--yes"])
        let done = try affinity.requests().count { $0.method == "DELETE" }
        try await wait(until: "three deletions") {
            try !running.isRunning || affinity.requests().count(where: { $0.method == "DELETE" }) >= done + 3
        }
        running.signal(SIGTERM)
        let stopped = await running.finish()
        #expect(stopped.status == 6, "\(stopped)")
        #expect(stopped.output.contains(/Stopped: \d+ writes taken back; in all \d+ of \d+\./), "\(stopped)")
        #expect(stopped.errors.contains("Next:  ferry undo \(name)"), "\(stopped)")
        let status = try await ferry.run(["status", run])
        #expect(status.output.contains("being taken back") && status.output.contains(/\d+ of \d+ writes/), "\(status.output)")
        let resume = try await ferry.run(["resume", run])
        #expect(resume.status == 4 && resume.errors.contains("R540"), "\(resume)")
        #expect(try await ferry.run(["undo", run, "--yes"]).status == 0)
        #expect(try world(of: affinity) == before)
        #expect(try await ferry.run(["status", run]).output.contains("taken back"))
    }

    @Test(arguments: [1, 8, 20]) func whatWasNeverAnsweredIsLookedUpAndTakenBackToo(afterWrites: Int) async throws {
        let before = try world()
        try write()
        try folder.write("faults.yaml", "faults:\n  - { fault: slow, ms: 400, method: POST, every: 1 }\n")
        let affinity = try LocalAffinity(["--faults", folder.path + "/faults.yaml"])
        let ferry = affinity.ferry(in: folder)
        let running = try ferry.start(["apply", "rows.yaml", "--yes"])
        // Those that are under way are carried out, and nobody hears of it.
        try await wait(until: "writes are under way") { try !running.isRunning || affinity.writes() >= afterWrites }
        running.signal(SIGKILL)
        _ = await running.finish()
        let undo = try await ferry.run(["undo", "rows", "--yes"])
        #expect(undo.status == 0, "\(undo)")
        #expect(try Self.names(affinity) == Self.names(self.affinity), "\(undo)")
        #expect(try world() == before)
    }

    private static func names(_ affinity: LocalAffinity) throws -> [String] {
        try (affinity.all("/v2/companies?limit=100") + affinity.all("/v2/persons?limit=100")).map {
            "\($0["name"] ?? $0["primaryEmailAddress"] ?? "")"
        }
        .sorted()
    }

    @Test(arguments: ["0.5", "2"]) func aReadThatLagsChangesNothing(lag: String) async throws {
        let affinity = try LocalAffinity(["--read-lag", lag])
        var ferry = affinity.ferry(in: folder)
        ferry.environment["FERRY_SEARCH_LAG"] = "3"
        let before = try Self.names(affinity)
        let cells = try AccountReader(affinity).entries(on: "Dealflow")
        try write()
        let apply = try await ferry.run(["apply", "rows.yaml", "--yes"])
        #expect(apply.status == 0, "\(apply)")
        let undo = try await ferry.run(["undo", "rows", "--yes"])
        #expect(undo.status == 0, "\(undo)")
        try await wait(until: "the reads know it") {
            try Self.names(affinity) == before && AccountReader(affinity).entries(on: "Dealflow") == cells
        }
    }

    @Test func withoutAYesNothingIsTakenBack() async throws {
        let run = try await apply()
        let writes = try affinity.writes()
        let undo = try await ferry.run(["undo", run])
        #expect(undo.status == 4 && undo.errors.contains("--yes"))
        #expect(try affinity.writes() == writes)
    }
}
