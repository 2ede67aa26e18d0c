import FerryTestSupport
import Foundation
import Testing

/// Records of every kind, made against an Affinity that fails: each once, none lost.
@Suite struct RecordFaultTests {
    private static let rows = 40

    private static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: { Source: { column: From, unknown-option: create }, Deal Size: Size }
          - add-note: { content: Remark }
          - create-persons: { name: Contact, emails: Email }
          - add-to-list: { list: People }
          - create-opportunities: { name: Round, list: Rounds }
          - set-fields: { Amount: Size }
        """

    @Test(arguments: [["--fail", "0.1"], ["--faults", "drop"], ["--faults", "half"]])
    func everyRecordIsMadeOnce(_ faults: [String]) async throws {
        let folder = try TemporaryFolder()
        var options = faults
        if faults[0] == "--faults" {
            let fault = faults[1] == "half" ? "half" : "drop-after"
            try folder.write("faults.yaml", "seed: 3\nfaults:\n  - { fault: \(fault), method: POST, every: 7 }\n")
            options = ["--faults", folder.path + "/faults.yaml"]
        }
        let affinity = try LocalAffinity(options + ["--rate-limit", "1000000"])
        var csv = "Company,Website,From,Size,Remark,Contact,Email,Round\n"
        for row in 1...Self.rows {
            csv +=
                "Faulty \(row),faulty-\(row).example,Podcast \(row % 3),\(row),Note \(row),Jo Doe\(row),jo@faulty-\(row).example,Round \(row)\n"
        }
        try folder.write("rows.csv", csv)
        try folder.write("rows.yaml", Self.pipeline)
        let ferry = affinity.ferry(in: folder)
        var result = try await ferry.run(["apply", "rows.yaml", "--yes", "--json"])
        var sessions = 1
        while result.status == 6, sessions < 30 {
            result = try await ferry.run(["resume", "--yes", "--json"])
            sessions += 1
        }
        #expect(result.status == 0, "\(result.errors)")
        #expect((try result.json()["outcome"] as? [String: Int])?["created"] == Self.rows)

        let world = try retrying { try AccountReader(affinity) }
        let made = world.organizations.filter { $0.name.hasPrefix("Faulty ") }
        #expect(made.count == Self.rows)
        let ids = Set(made.map(\.id))
        #expect(try retrying { try world.entries(on: "Dealflow") }.filter { ids.contains($0.organization) }.count == Self.rows)
        #expect(try retrying { try world.entries(on: "Rounds") }.filter { $0.values["Amount"] != nil }.count >= Self.rows)
        #expect(try retrying { try page("/persons?term=faulty-", "persons", affinity) }.count == Self.rows)
        #expect(
            try retrying { try page("/opportunities?term=Round%20", "opportunities", affinity) }.count {
                ($0["name"] as? String)?.hasPrefix("Round ") == true
            } == Self.rows)
        for organization in made {
            let notes = try retrying { try page("/notes?organization_id=\(organization.id)", "notes", affinity) }
            #expect(notes.count == 1, "\(organization.name)")
        }
        let list = try #require(try retrying { try affinity.all("/v2/lists") }.first { $0["name"] as? String == "Dealflow" }?["id"] as? Int)
        let field = try #require(
            try retrying { try affinity.all("/v2/lists/\(list)/fields?limit=100") }.first { $0["name"] as? String == "Source" }?["id"]
                as? String)
        let texts = try retrying { try affinity.all("/v2/lists/\(list)/fields/\(field)/dropdown-options?limit=100") }.compactMap {
            $0["text"] as? String
        }
        #expect(texts.filter { $0.hasPrefix("Podcast ") }.sorted() == ["Podcast 0", "Podcast 1", "Podcast 2"])
    }

    private func page(_ path: String, _ collection: String, _ affinity: LocalAffinity) throws -> [[String: Any]] {
        try #require((try affinity.get(path + "&page_size=500") as? [String: Any])?[collection] as? [[String: Any]])
    }

    /// Reads of the test fail as well.
    private func retrying<Value>(_ read: () throws -> Value) throws -> Value {
        for _ in 0..<20 { if let value = try? read() { return value } }
        return try read()
    }
}
