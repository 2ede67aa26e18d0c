import FerryTestSupport
import Foundation
import Testing

/// Every case that has an `expect.json` ends as that says, and a second import changes nothing.
@Suite struct CaseValueTests {
    private static let folder = Ferry.repository + "/Tests/Fixtures/cases"
    private static let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter {
        FileManager.default.fileExists(atPath: "\(folder)/\($0)/expect.json")
    }.sorted()

    @Test func thereAreCases() {
        #expect(Self.names.count > 10)
    }

    @Test(arguments: names)
    func theCaseEndsAsItShould(name: String) async throws {
        let source = "\(Self.folder)/\(name)"
        let folder = try TemporaryFolder()
        for file in try FileManager.default.contentsOfDirectory(atPath: source) {
            try FileManager.default.copyItem(atPath: "\(source)/\(file)", toPath: "\(folder.path)/\(file)")
        }
        let wanted = try JSONDecoder().decode(Wanted.self, from: Data(contentsOf: URL(fileURLWithPath: "\(source)/expect.json")))
        let affinity = try LocalAffinity()
        let ferry = affinity.ferry(in: folder)

        let plan = try await ferry.run(["plan", "pipeline.yaml", "--json"])
        let document = try plan.json()
        let summary = try #require(document["plan"] as? [String: Any], "\(plan.errors)")
        let rows = try await ferry.run(["show", try #require(document["run"] as? String), "--json"]).jsonLines()
        var rejected: [String: String] = [:]
        for row in rows where row["outcome"] as? String == "rejected" {
            rejected["\(row["row"] ?? "")"] = (row["problems"] as? [[String: Any]])?.first?["code"] as? String
        }
        #expect(rejected == wanted.rejected ?? [:])
        for (kind, count) in wanted.created ?? [:] {
            #expect((summary[kind] as? [String: Int])?["create"] == count, "\(kind): \(summary)")
        }
        if let notes = wanted.notes { #expect(summary["notes"] as? Int == notes) }
        for (row, label) in wanted.labels ?? [:] {
            #expect(rows.first { "\($0["row"] ?? "")" == row }?["label"] as? String == label)
        }
        for (row, cells) in wanted.cells ?? [:] {
            let planned = rows.first { "\($0["row"] ?? "")" == row }?["cells"] as? [[String: Any]] ?? []
            for (field, value) in cells {
                let after = planned.first { $0["field"] as? String == field }?["after"]
                #expect("\(after ?? "nothing")" == value, "\(field) of row \(row)")
            }
        }

        let apply = try await ferry.run(["apply", "pipeline.yaml", "--yes"])
        #expect(apply.status == 0 || apply.status == 3, "\(apply.output)\(apply.errors)")
        let again = try await ferry.run(["plan", "pipeline.yaml", "--json"]).json()
        let requests = (again["plan"] as? [String: Any])?["requests"] as? [String: Int]
        #expect(requests?["write"] == 0, "\(again)")
    }

    private struct Wanted: Decodable {
        /// By row.
        var rejected: [String: String]?
        /// By kind, as the document of a plan has them.
        var created: [String: Int]?
        var notes: Int?
        var labels: [String: String]?
        /// By row and field.
        var cells: [String: [String: String]]?
    }
}
