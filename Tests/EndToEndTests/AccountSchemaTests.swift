import FerryTestSupport
import Foundation
import Testing

/// `ferry schema --account`: the names of an account for editors, for checks without a key, and to compare with later.
@Suite struct AccountSchemaTests {
    private let affinity: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        affinity = try LocalAffinity()
        folder = try TemporaryFolder()
        try folder.write("rows.csv", "Company,Website,Stage,Tag\nSchematic,schematic.example,New,Deep Sea\n")
    }

    private var ferry: Ferry { affinity.ferry(in: folder) }
    /// Knows no key, and no way to Affinity.
    private var offline: Ferry { Ferry(folder: folder.path) }

    private func write(_ fields: String, list: String = "Dealflow", more: String = "") throws {
        try folder.write(
            "rows.yaml",
            """
            version: 1
            kind: import
            name: rows
            source: { csv: rows.csv }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: \(list) }
              - set-fields: { \(fields) }
            \(more)
            """)
    }

    private func writeSchema() async throws {
        let outcome = try await ferry.run(["schema", "--account", "-o", "contoso.schema.json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test func itHoldsTheNamesOfTheAccountForItsOwnerOnlyAndNoKey() async throws {
        try await writeSchema()
        let text = try folder.read("contoso.schema.json")
        for name in ["\"Dealflow\"", "\"All deals\"", "\"Status\"", "\"Due Diligence\"", "\"ada@contoso.vc\"", "\"organization.Industry\""]
        {
            #expect(text.contains(name), "\(name)")
        }
        #expect(!text.contains(affinity.key))
        let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/contoso.schema.json")[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(try affinity.requests().allSatisfy { $0.method == "GET" })
        // It is written over, and nothing else is.
        try await writeSchema()
        try folder.write("mine.json", "{}")
        let other = try await ferry.run(["schema", "--account", "-o", "mine.json"])
        #expect(other.status == 64)
        #expect(try folder.read("mine.json") == "{}")
    }

    @Test func pipelinesAreCheckedWithItWithoutAKey() async throws {
        try await writeSchema()
        let arguments = ["validate", "rows.yaml", "--account-file", "contoso.schema.json"]
        try write("Status: Stage")
        let fine = try await offline.run(arguments)
        #expect(fine.status == 0, "\(fine.errors)")
        for (fields, list, code, words) in [
            ("Statsu: Stage", "Dealflow", "P231", "\"Status\""), ("Status: { constant: Nwe }", "Dealflow", "P241", "New"),
            ("Status: Stagee", "Dealflow", "P201", "Stage"), ("Status: Stage", "Deelflow", "P202", "Dealflow"),
        ] {
            try write(fields, list: list)
            let wrong = try await offline.run(arguments)
            #expect(wrong.status == 65, "\(fields)")
            #expect(wrong.errors.contains(code) && wrong.errors.contains(words), "\(wrong.errors)")
        }
        try write("Status: Stage", more: "account: globex")
        #expect(try await offline.run(arguments).status == 4)
        // Without the spreadsheet the names are checked all the same.
        try FileManager.default.removeItem(atPath: folder.path + "/rows.csv")
        try write("Statsu: Stage")
        let unseen = try await offline.run(arguments)
        #expect(unseen.status == 65 && unseen.errors.contains("P231") && !unseen.errors.contains("P201"), "\(unseen.errors)")
        try folder.write(
            "out.yaml", "version: 1\nkind: export\nname: out\nsource: { list: Dealflow, saved-view: All dels }\ntarget: { csv: o.csv }\n")
        let view = try await offline.run(["validate", "out.yaml", "--account-file", "contoso.schema.json"])
        #expect(view.status == 65 && view.errors.contains("All deals"), "\(view.errors)")
        let none = try await offline.run(["validate", "out.yaml", "--account-file", "out.yaml"])
        #expect(none.status == 65 && none.errors.contains("U147") && none.errors.contains("ferry schema --account"), "\(none.errors)")
    }

    @Test func whatHasChangedSinceIsTold() async throws {
        try await writeSchema()
        let same = try await ferry.run(["schema", "--diff", "contoso.schema.json"])
        #expect(same.status == 0 && same.output.contains("nothing has changed since"), "\(same.output)\(same.errors)")
        try write("Tags: { column: Tag, unknown-option: create }")
        #expect(try await ferry.run(["apply", "rows.yaml", "--yes"]).status == 0)
        let changed = try await ferry.run(["schema", "--diff", "contoso.schema.json"])
        #expect(changed.status == 2, "\(changed.errors)")
        #expect(changed.output.contains("+ option \"Deep Sea\" of Tags (Dealflow)"), "\(changed.output)")
        let json = try await ferry.run(["schema", "--diff", "contoso.schema.json", "--json"])
        let changes = try #require(try json.json()["changes"] as? [[String: Any]])
        #expect(changes.count == 1 && changes[0]["kind"] as? String == "added")
    }

    @Test func aDraftSaysWhereItsSchemaIs() async throws {
        let drafted = try await offline.run(["init", "rows.csv", "--offline", "--list", "Dealflow", "-o", "deep/rows.yaml"])
        #expect(drafted.status == 0, "\(drafted.errors)")
        let first = try folder.read("deep/rows.yaml").prefix { $0 != "\n" }
        #expect(first == "# yaml-language-server: $schema=.ferry/pipeline.schema.json")
        let schema = try await offline.run(["schema"])
        #expect(try folder.read("deep/.ferry/pipeline.schema.json") == schema.output)
        // One of the account's own stays.
        try folder.write("deep/.ferry/pipeline.schema.json", "{}")
        _ = try await offline.run(["init", "rows.csv", "--offline", "--list", "Dealflow", "-o", "deep/again.yaml"])
        #expect(try folder.read("deep/.ferry/pipeline.schema.json") == "{}")
    }
}
