import CSV
import Diagnostics
import PipelineSpec
import Planning
import Testing

/// A plan made the whole way: header bound, file surveyed, organizations matched, rows planned.
struct TestPlan {
    var bound: BoundPipeline
    var rows: [PlannedRow]
    var summary: PlanSummary
    var warnings: [PlanWarning]

    /// - Parameters:
    ///   - bytes: the file; nil where it is `csv` in UTF-8.
    ///   - options: what is stated of it.
    init(
        _ csv: String, _ pipeline: ImportPipeline, _ world: TestWorld = TestWorld(), catalog account: Catalog? = nil,
        bytes: [UInt8]? = nil, options: ReaderOptions = ReaderOptions()
    ) throws {
        let bytes = bytes ?? Array(csv.utf8)
        let header = try #require(RecordReader(bytes: bytes, options: options).header).names
        var catalog = account ?? (world.kind == .organization ? TestAccount.catalog : TestAccount.catalogOfEveryKind)
        bound = try Binder.bind(pipeline, to: catalog, header: header, sourceName: "rows.csv")
        let records = try Self.records(bytes, options)
        // As little as possible in memory.
        let store = RecordStore(memory: 0) { TestSpool() }
        var keyScan = KeyScan(bound, people: TestAccount.catalog.people, file: SourceFile(name: "rows.csv"), store: store)
        for record in records { try keyScan.add(record) }
        try keyScan.finish()
        var companies = keyScan.values.companies
        for organization in world.organizations { companies.insert(organization) }
        catalog.companies = companies.found
        bound = try Binder.bind(pipeline, to: catalog, header: header, sourceName: "rows.csv").withHints(by: keyScan.values)
        for stage in bound.stages where stage.kind == .organization {
            let named = try keyScan.identities[stage.index].all
            try keyScan.identities[stage.index].decideHosts(with: world.index(for: named))
        }
        let identities = keyScan.identities
        let views = try bound.stages.map { stage in
            let identities = try identities[stage.index].all
            let matcher = Matcher(keys: stage.source.match, index: world.index(for: identities))
            return world.view(identities.map(matcher.match))
        }
        let view = AccountView(stages: views)
        var planner = try RowPlanner(bound, identities: identities, view: view)
        var apart = try RowPlanner(bound, identities: identities, view: view, store: store, mostDrafts: 1)
        var rows: [PlannedRow] = []
        for record in records {
            let settled = try planner.add(record)
            #expect(try apart.add(record) == settled, "a row is planned the same wherever it waits")
            rows += settled
        }
        self.rows = rows.sorted { $0.row < $1.row }
        (summary, warnings) = planner.finish()
        let others = apart.finish()
        #expect(others.summary == summary && others.warnings == warnings)
        #expect(self.rows.map(\.row) == Array(records.indices.map { $0 + 1 }), "every row is planned once")
    }

    static func records(_ csv: String) throws -> [Record] { try records(Array(csv.utf8), ReaderOptions()) }

    private static func records(_ bytes: [UInt8], _ options: ReaderOptions) throws -> [Record] {
        var reader = try RecordReader(bytes: bytes, options: options)
        var records: [Record] = []
        var record = Record()
        while try reader.next(into: &record) { records.append(record) }
        return records
    }

    /// The cell of a row in the field of that index.
    func cell(_ row: Int, _ field: Int = 0) -> PlannedCell? { rows[row - 1].cells.first { $0.field == field } }

    /// What becomes of each row, in one word and the code of the first problem: `create`, `match`, `same`, `rejected V201`, `skipped`.
    var outcomes: [String] {
        rows.map { row in
            switch row.disposition {
            case .planned: row.records.first?.action.rawValue ?? "nothing"
            case .rejected(let problems): "rejected \(problems.first?.code.text ?? "")"
            case .skipped: "skipped"
            }
        }
    }

    func problems(_ row: Int) -> [RowProblem] {
        if case .rejected(let problems) = rows[row - 1].disposition { problems } else { [] }
    }
}

extension IdentityTable {
    var all: [Identity] { get throws { try indices.map { try identity(at: $0) } } }
}
