import FerryTestSupport
import Foundation
import Testing

/// `since: last`: what a full export would show differently, and nothing else.
@Suite struct ExportChangesTests {
    private let folder: TemporaryFolder
    private let affinity: LocalAffinity

    init() throws {
        folder = try TemporaryFolder()
        // Each export asks once who it is: a full and a partial one before the changes, and again after each.
        let faults = """
            faults:
              - fault: colleague
                path: /v2/auth/whoami
                at: [4]
                steps:
                  - set: { list: Dealflow, record: stripe.com, field: Deal Size, value: 4711 }
                  - remove-row: { list: Dealflow, record: klarna.com }
                  - rename-option: { list: Dealflow, field: Status, option: Passed, to: Declined }
                  - add-row: { list: Dealflow, record: adyen.com }
              - fault: colleague
                path: /v2/auth/whoami
                at: [6]
                steps:
                  - add-row: { list: Dealflow, record: klarna.com }
                  - remove-row: { list: Dealflow, record: adyen.com }
                  - set: { list: Dealflow, record: stripe.com, field: Deal Size, value: 4712 }
                  - merge: { organization: canva.com, into: figma.com }

            """
        affinity = try LocalAffinity(["--faults", try folder.write("faults.yaml", faults)])
    }

    private func export(_ arguments: String...) async throws -> Ferry.Outcome {
        let outcome = try await affinity.ferry(in: folder).run(["export", "Dealflow"] + arguments)
        try #require(outcome.status == 0, "\(outcome.errors)")
        return outcome
    }

    /// Rows by entry id; several entries of one id are a mistake.
    private func rows(_ name: String) throws -> [String: [String: String]] {
        let table = SimpleCSV.parse(try folder.read(name))
        let rows = table.dropFirst().map { row in Dictionary(zip(table[0], row)) { first, _ in first } }
        return try Dictionary(rows.map { ($0["Affinity Row ID"] ?? "", $0) }) { _, _ in throw TestFailure("a row twice in \(name)") }
    }

    /// What two full exports say of each row.
    private func difference(_ before: String, _ after: String) throws -> [String: String] {
        let (before, after) = (try rows(before), try rows(after))
        var changes: [String: String] = [:]
        for id in Set(before.keys).union(after.keys) where before[id] != after[id] {
            changes[id] = before[id] == nil ? "added" : after[id] == nil ? "gone" : "changed"
        }
        return changes
    }

    @Test func exactlyWhatAFullExportShowsIsWritten() async throws {
        _ = try await export("-o", "full-1.csv")
        let first = try await export("-o", "changes.csv", "--since-last")
        #expect(first.errors.contains("120 added, 0 changed, 0 gone (the first export to this file)."), "\(first.errors)")
        #expect(try rows("changes.csv").values.allSatisfy { $0["_change"] == "added" })
        #expect(try folder.read("changes.csv").hasPrefix("_change,Name,"))
        let nothing = try await export("-o", "changes.csv", "--since-last")
        #expect(nothing.errors.contains("0 added, 0 changed, 0 gone since 20"), "\(nothing.errors)")
        #expect(try rows("changes.csv").isEmpty)

        for (before, after) in [("full-1.csv", "full-2.csv"), ("full-2.csv", "full-3.csv")] {
            _ = try await export("-o", after)
            _ = try await export("-o", "changes.csv", "--since-last")
            let wanted = try difference(before, after)
            let written = try rows("changes.csv")
            #expect(Set(wanted.values) == ["added", "changed", "gone"], "the colleague did all three: \(wanted)")
            #expect(written.mapValues { $0["_change"] } == wanted)
            let full = try rows(after)
            for (id, row) in written where row["_change"] != "gone" {
                #expect(row.filter { $0.key != "_change" } == full[id])
            }
            for (_, row) in written where row["_change"] == "gone" {
                #expect(Set(row.filter { !$0.value.isEmpty }.keys) == ["_change", "Affinity Row ID", "Affinity Organization ID"])
            }
        }
        let manifest = try #require(
            try JSONSerialization.jsonObject(with: Data(try folder.read("changes.csv.manifest.json").utf8)) as? [String: Any])
        #expect((manifest["changes"] as? [String: Int])?.keys.sorted() == ["added", "changed", "gone"])
        #expect(manifest["since"] is String && manifest["state"] is String)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasPrefix(".") } == [".ferry"])
    }

    @Test func jsonLinesAndSortingHaveTheColumnToo() async throws {
        _ = try await export("-o", "changes.jsonl.gz", "--since-last")
        _ = try await export("-o", "sorted.csv", "--since-last", "--sort", "Name")
        let names = SimpleCSV.parse(try folder.read("sorted.csv")).dropFirst().map { $0[1].lowercased() }
        #expect(names.count == 120 && names == names.sorted())
        guard let gzip = Program.path(of: "gzip") else { return }
        let text = try await Program.run(gzip, ["-dc", "changes.jsonl.gz"], in: folder).output
        #expect(text.split(separator: "\n").allSatisfy { $0.hasPrefix("{\"_change\":\"added\",\"Name\":") })
    }

    @Test func aStateOfAnotherListOrADamagedOneIsRefused() async throws {
        _ = try await export("-o", "changes.csv", "--since-last")
        let ferry = affinity.ferry(in: folder)
        let other = try await ferry.run(["export", "Portfolio", "-o", "changes.csv", "--since-last"])
        #expect(other.status == 1 && other.errors.contains("it tells of list "), "\(other.errors)")
        try folder.write("changes.csv.state", try folder.read("changes.csv.manifest.json"))
        let damaged = try await ferry.run(["export", "Dealflow", "-o", "changes.csv", "--since-last"])
        #expect(damaged.status == 1 && damaged.errors.contains("it is not a state of an export, or damaged"), "\(damaged.errors)")
        for nowhere in [["--since-last"], ["--since-last", "-o", "-"]] {
            let refused = try await ferry.run(["export", "Dealflow"] + nowhere)
            #expect(refused.status == 64 && refused.output.isEmpty, "\(nowhere)")
        }
    }
}
