import FerryTestSupport
import Foundation
import Testing

/// `ferry run`: many pipelines over two accounts, one summary.
@Suite struct RunTests {
    private let north: LocalAffinity
    private let south: LocalAffinity
    private let folder: TemporaryFolder

    init() throws {
        (north, south) = (try LocalAffinity(), try LocalAffinity())
        folder = try TemporaryFolder()
        for (name, affinity) in [("north", north), ("south", south)] {
            try folder.write("\(name).key", affinity.key + "\n")
            chmod("\(folder.path)/\(name).key", 0o600)
            try folder.write("\(name).csv", "Company,Website,Size\nOf \(name),of-\(name).example.org,5\n")
        }
        try folder.write(
            "accounts.yaml",
            """
            profiles:
              north: { api-key-file: north.key, base-url: "\(north.baseURL)", runs-dir: runs/north, vars: { FILE: north.csv, VIEW: north-view.csv } }
              south: { api-key-file: south.key, base-url: "\(south.baseURL)", runs-dir: runs/south, vars: { FILE: south.csv, VIEW: south-view.csv } }
            """)
        try folder.write(
            "deals.yaml",
            """
            version: 1
            kind: import
            name: deals
            tags: [nightly]
            source: { csv: !var FILE }
            steps:
              - create-organizations: { name: Company, domain: Website }
              - add-to-list: { list: Dealflow }
              - set-fields: { Deal Size: Size }
            """)
        try folder.write(
            "view.yaml",
            "version: 1\nkind: export\nname: view\ntags: [nightly]\nsource: { list: Dealflow }\ntarget: { csv: !var VIEW }\n")
        try folder.write("broken.yaml", "version: 1\nkind: import\nname: broken\n")
    }

    private var ferry: Ferry { Ferry(environment: ["HOME": folder.path, "FERRY_SEARCH_LAG": "0"], folder: folder.path) }

    @Test func eachAccountGetsItsOwnAndOneBrokenPipelineStopsNoOther() async throws {
        let all = ["run", "deals.yaml", "view.yaml", "broken.yaml", "--accounts", "accounts.yaml"]
        let first = try await ferry.run(all + ["--json"])
        #expect(first.status == 65, "\(first.output)\(first.errors)")
        let jobs = try #require(try first.json()["jobs"] as? [[String: Any]])
        let ended = jobs.map { "\($0["name"] as? String ?? "") \($0["profile"] as? String ?? "") \($0["exit"] as? Int ?? -1)" }
        #expect(
            ended == ["deals north 0", "view north 0", "broken north 65", "deals south 0", "view south 0", "broken south 65"])
        #expect((jobs[2]["problems"] as? [[String: Any]])?.isEmpty == false)
        for (name, affinity) in [("north", north), ("south", south)] {
            let names = Set(try AccountReader(affinity).organizations.map(\.name))
            #expect(names.contains("Of \(name)"))
            #expect(!names.contains("Of \(name == "north" ? "south" : "north")"))
        }

        let again = try await ferry.run(all + ["--failed"])
        #expect(again.status == 65)
        #expect(!again.output.contains("deals") && again.output.contains("broken"), "\(again.output)")
        #expect(again.errors.contains("broken, south: bad input"), "\(again.errors)")

        let nightly = try await ferry.run(all + ["--select", "tag:nightly"])
        #expect(nightly.status == 0, "\(nightly.errors)")
        #expect(!nightly.output.contains("broken") && nightly.errors.contains("4 pipelines: all ended well."), "\(nightly.output)")
        for secret in [north.key, south.key] {
            #expect(!(first.output + first.errors + again.errors + nightly.output + nightly.errors).contains(secret))
        }
    }

    /// What an earlier run left half done is finished before anything new is planned.
    @Test func anInterruptedRunIsFinishedFirst() async throws {
        let rows = (0..<4).map { "Row \($0),row-\($0).example.org,\($0)\n" }.joined()
        try folder.write("north.csv", "Company,Website,Size\n" + rows)
        let text = try folder.read("deals.yaml") + "\nlimits: { batch: 1 }\n"
        try folder.write("deals.yaml", text)
        let begun = try await ferry.run(
            [
                "apply", "deals.yaml", "--yes", "--batches", "2", "--runs-dir", "runs/north", "--api-key-file", "north.key", "--base-url",
                north.baseURL,
            ]
                + ["--var", "FILE=north.csv"])
        #expect(begun.status == 6, "\(begun.errors)")
        let run = try await ferry.run(["run", "deals.yaml", "--accounts", "accounts.yaml", "--json"])
        #expect(run.status == 0, "\(run.output)\(run.errors)")
        let jobs = try #require(try run.json()["jobs"] as? [[String: Any]])
        #expect((jobs[0]["results"] as? [Any])?.count == 2 && (jobs[1]["results"] as? [Any])?.count == 1)
        let made = try AccountReader(north).organizations.filter { $0.name.hasPrefix("Row ") }
        #expect(Set(made.map(\.name)).count == 4 && made.count == 4)
        let runs = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/runs/north").filter { $0.hasSuffix(".ferry") }
        #expect(runs.count == 2)
    }
}
