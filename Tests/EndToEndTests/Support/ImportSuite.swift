import FerryTestSupport
import Foundation
import Testing

/// Tests that import small spreadsheets into a simulator of their own.
protocol ImportSuite {
    var affinity: LocalAffinity { get }
    var folder: TemporaryFolder { get }
}

extension ImportSuite {
    var ferry: Ferry { affinity.ferry(in: folder) }

    /// Writes `<name>.csv` and the pipeline `<name>.yaml` for it.
    /// - Parameter steps: as they stand below `steps:`, indented.
    func write(_ csv: String, _ steps: String, name: String = "rows") throws {
        try folder.write("\(name).csv", csv)
        try folder.write(
            "\(name).yaml", "version: 1\nkind: import\nname: \(name)\nsource: { csv: \(name).csv }\nsteps:\n" + steps)
    }

    func plan(_ name: String = "rows") async throws -> (status: Int32, plan: [String: Any]) {
        let result = try await ferry.run(["plan", "\(name).yaml", "--json"])
        return (result.status, try #require(try result.json()["plan"] as? [String: Any], "\(result.errors)"))
    }

    /// - Returns: How many rows ended in each way.
    func apply(_ name: String = "rows") async throws -> [String: Int] {
        let result = try await ferry.run(["apply", "\(name).yaml", "--yes", "--json"])
        return try #require(try result.json()["outcome"] as? [String: Int], "\(result.errors)")
    }

    /// What a search of v1 finds.
    func search(_ path: String, _ collection: String) throws -> [[String: Any]] {
        try #require((try affinity.get(path) as? [String: Any])?[collection] as? [[String: Any]])
    }
}
