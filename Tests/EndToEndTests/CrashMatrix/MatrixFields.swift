import FerryTestSupport
import Foundation

@testable import Simulator

/// Cells and a name of records that are there, set by a run that is killed, gone on with after the plan is not fresh any more, and taken
/// back in the end.
struct MatrixFields: CrashScenario {
    let name = "fields"
    let affinity: MatrixAffinity
    let folder: MatrixFolder
    private let ferry: Ferry

    init() async throws {
        affinity = try await MatrixAffinity(seed: Self.account)
        folder = try MatrixFolder()
        ferry = affinity.ferry(in: folder.path)
        try folder.write("rows.yaml", Self.pipeline)
        try folder.write("rows.csv", Self.csv)
        let plan = try await ferry.run(["plan", "rows.yaml", "-o", "rows.ferry"])
        guard plan.status == 2 else { throw TestFailure("no plan: \(plan.output)\(plan.errors)") }
    }

    func begin(killedAt number: Int?) async throws -> KilledFerry {
        try await undone(try await ferry.run(["apply", "rows.ferry", "--yes", "--json"], killedAt: number, logging: folder.aside))
    }

    func goOn(killedAt number: Int?) async throws -> KilledFerry {
        var later = ferry
        later.environment["FERRY_RECHECK_AFTER"] = "0"
        let resumed = try await later.run(["resume", "rows.ferry", "--json"], killedAt: number, logging: folder.aside)
        // It was killed before it began.
        return resumed.outcome.errors.contains("R512") ? try await begin(killedAt: number) : try await undone(resumed)
    }

    /// Takes the run back, once it has come to its end.
    private func undone(_ applied: KilledFerry) async throws -> KilledFerry {
        guard !applied.wasKilled else { return applied }
        let undo = try await ferry.run(["undo", "rows.ferry", "--yes"])
        guard undo.status == 0 else { throw TestFailure("not taken back: \(undo.output)\(undo.errors)") }
        return applied
    }

    func ending(_ last: Ferry.Outcome) throws -> [String] {
        let outcome = try last.json()["outcome"] as? [String: Int] ?? [:]
        return affinity.contents + outcome.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }
    }

    private static let account = """
        {"tenant": {"name": "Contoso", "subdomain": "contoso"},
        "users": [{"first": "Ada", "last": "Lovelace", "email": "ada@contoso.vc"}],
        "organizations": [{"name": "Known 1", "domain": "known-1.example"}, {"name": "Known 2", "domain": "known-2.example"}],
        "fields": {"organizations": [{"name": "Thesis", "type": "text"}]},
        "lists": [{"name": "Dealflow", "type": "company", "fields": [
        {"name": "Source", "type": "dropdown", "options": ["Fair"]}, {"name": "Size", "type": "number"}],
        "entries": [{"record": "known-1.example", "fields": {"Size": 18000000}}, {"record": "known-2.example", "fields": {"Size": 2}}]}]}
        """

    private static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv }
        steps:
          - create-organizations: { name: Company, domain: Website, when-found: update-name }
          - add-to-list: { list: Dealflow }
          - set-fields: { Source: { column: From, unknown-option: create }, Size: Size, organization.Thesis: Thesis }
        limits: { batch: 25, concurrency: 1 }
        """

    private static let csv = """
        Company,Website,From,Size,Thesis
        Known 1,known-1.example,Podcast,777,Rails
        Known Two,known-2.example,Podcast,3,Robots

        """
}
