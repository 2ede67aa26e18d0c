import FerryTestSupport
import Foundation

@testable import Simulator

/// An import of 60 rows with one of each kind, planned and not begun: rows that make an organization, its entry, cells, note, person and
/// opportunity, rows that find them, a rename, two rows of one company, an option to be made, one that Affinity refuses half-way, and
/// rows that the plan rejects, skips, or finds unchanged.
struct MatrixImport: CrashScenario {
    let name = "import"
    static let rows = 60

    let affinity: MatrixAffinity
    let folder: MatrixFolder
    private let ferry: Ferry

    init(lag: Duration = .zero) async throws {
        affinity = try await MatrixAffinity(seed: Self.account, lag: lag)
        folder = try MatrixFolder()
        ferry = affinity.ferry(in: folder.path)
        try folder.write("rows.yaml", Self.pipeline)
        try folder.write("rows.csv", Self.csv)
        let plan = try await ferry.run(["plan", "rows.yaml", "-o", "rows.ferry"])
        guard plan.status == 2 else { throw TestFailure("no plan: \(plan.output)\(plan.errors)") }
        // The plan wants it; what Affinity says to a row that has it, is said while applying.
        affinity.take(.deleteOption(list: "Dealflow", field: "Source", option: "Leaving"))
        try await Task.sleep(for: lag)
    }

    func begin(killedAt number: Int?) async throws -> KilledFerry {
        try await ferry.run(["apply", "rows.ferry", "--yes", "--json"], killedAt: number, logging: folder.aside)
    }

    func goOn(killedAt number: Int?) async throws -> KilledFerry {
        let resumed = try await ferry.run(["resume", "rows.ferry", "--json"], killedAt: number, logging: folder.aside)
        // It was killed before it began.
        return resumed.outcome.errors.contains("R512") ? try await begin(killedAt: number) : resumed
    }

    func ending(_ last: Ferry.Outcome) throws -> [String] {
        let outcome = try last.json()["outcome"] as? [String: Int] ?? [:]
        let totals = outcome.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
        let isWhole = outcome["pending"] == 0 && outcome.values.reduce(0, +) == Self.rows
        return affinity.contents + ["exit \(last.status); \(totals); \(isWhole ? "which adds up" : "which does not add up")"]
    }

    static let account = """
        {"tenant": {"name": "Contoso", "subdomain": "contoso"},
        "users": [{"first": "Ada", "last": "Lovelace", "email": "ada@contoso.vc"}, {"first": "Grace", "last": "Hopper", "email": "g@contoso.vc"}],
        "persons": [{"first": "Pat", "last": "Doe", "email": "pat@known-1.example", "organizations": ["known-1.example"]}],
        "organizations": [{"name": "Known 1", "domain": "known-1.example"}, {"name": "Known 2", "domain": "known-2.example"},
        {"name": "Known 3", "domain": "known-3.example"}, {"name": "Known 4", "domain": "known-4.example"}],
        "fields": {"organizations": [{"name": "Thesis", "type": "text"}]},
        "lists": [{"name": "Dealflow", "type": "company", "fields": [
        {"name": "Status", "type": "ranked-dropdown", "status": true, "options": ["New", {"text": "Won", "category": "won", "color": "green"}]},
        {"name": "Source", "type": "dropdown", "options": ["Fair", "Leaving"]}, {"name": "Size", "type": "number"}],
        "entries": [{"record": "known-1.example", "fields": {"Size": 7}}, {"record": "known-2.example", "fields": {"Size": 2}}]},
        {"name": "People", "type": "person", "fields": [{"name": "Role", "type": "text"}]},
        {"name": "Rounds", "type": "opportunity", "fields": [{"name": "Amount", "type": "number"}],
        "entries": [{"record": "Round K", "organizations": ["known-4.example"], "fields": {"Amount": 5}}]}]}
        """

    static let pipeline = """
        version: 1
        kind: import
        name: rows
        source: { csv: rows.csv, where: { Kind: [in] } }
        steps:
          - create-organizations: { name: Company, domain: Website, when-found: update-name }
          - add-to-list: { list: Dealflow }
          - set-fields: { Source: { column: From, unknown-option: create }, Size: Size, organization.Thesis: Thesis }
          - add-note: { content: Remark }
          - create-persons: { name: Contact, emails: Email }
          - add-to-list: { list: People }
          - set-fields: { Role: Role }
          - create-opportunities: { name: Round, list: Rounds }
          - set-fields: { Amount: Amount }
        limits: { batch: 25, concurrency: 1 }
        """

    static let csv: String = {
        var rows = ["Kind,Company,Website,From,Size,Thesis,Remark,Contact,Email,Role,Round,Amount"]
        rows += [
            "in,Known One,known-1.example,Podcast,70,Rails,Met again,Pat Doe,pat@known-1.example,Lead,Round 1,100",
            "in,New 1,new-1.example,Podcast,1,Thesis 1,Note 1,Jo Doe,jo@new-1.example,Founder,Round N1,11",
            "in,New 2,new-2.example,Fair,2,,Note 2,Jim Doe,,,Round N2,",
            "in,Nameless,,,,,,,,,,", "in,New 1,new-1.example,,,,Another note,,,,,",
            "in,Known 3,known-3.example,Fair,3,,,,,,,", "in,Known 4,known-4.example,,,,,,,,Round K,50",
            "in,Half Way,half-way.example,Leaving,4,Thesis 4,Never,,,,,",
        ]
        for row in 1...12 { rows.append("in,Bad \(row),bad-\(row).example,,many,,,,,,,") }
        for row in 1...20 { rows.append("out,Out \(row),out-\(row).example,,\(row),,,,,,,") }
        while rows.count <= Self.rows { rows.append("in,Known 2,known-2.example,,2,,,,,,,") }
        return rows.joined(separator: "\n") + "\n"
    }()
}
