import Affinity
import CSV
import Diagnostics
import FerryTestSupport
import PipelineSpec
import Planning
import Snapshot
import Testing

@testable import Simulator

/// A plan made from one reading of an account, the whole way from the pipeline's text.
struct WayOfReading {
    struct Plan: Equatable {
        var rows: [PlannedRow] = []
        var summary = PlanSummary()
        var warnings: [PlanWarning] = []
        /// Where there is no plan, why.
        var problem: String?
    }

    var count: SimulatedTransport.Count
    var mayExport = true

    static let all = SimulatedTransport.Count.allCases.map { WayOfReading(count: $0) } + [WayOfReading(count: .asItIs, mayExport: false)]

    func plan(_ account: RandomAccount) async throws -> Plan {
        var configuration = SimulatorConfiguration.standard
        configuration.seed = account.seed
        configuration.perMinuteLimit = 1_000_000
        configuration.deniedPermissions = mayExport ? [] : [.exportAllOrganizations, .exportAllPeople]
        let simulator = try Simulator(configuration: configuration, world: World(seed: account.seed, now: { 1_700_000_000 }))
        let client = AffinityClient(
            transport: SimulatedTransport(simulator, count: count), limits: PacerLimits(concurrency: 64),
            clock: ContinuousClock(),
            random: { 0 })
        do {
            return try await plan(account, client)
        } catch let problem as Diagnostics {
            return Plan(problem: problem.all.map(\.message).joined(separator: "\n"))
        }
    }

    private func plan(_ account: RandomAccount, _ client: AffinityClient) async throws -> Plan {
        let reading = PipelineFile.read(Array(account.pipeline.utf8), name: "x.yaml")
        guard case .importing(let pipeline) = reading.pipeline else { throw Diagnostics(reading.diagnostics) }
        var catalog = try await CatalogReader(client).read(for: pipeline)
        let header = try #require(RecordReader(bytes: Array(account.csv.utf8)).header).names
        var bound = try Binder.bind(pipeline, to: catalog, header: header, sourceName: "rows.csv")
        var keyScan = KeyScan(bound, people: catalog.people, file: SourceFile(name: "rows.csv"))
        let records = try Self.records(account.csv)
        for record in records { try keyScan.add(record) }
        try keyScan.finish()
        let people = try await PeopleReader(client).find(keyScan.values.unknownPeople)
        catalog.people += people.records
        catalog.mergedPeople = people.merged
        var references = keyScan.values.companies
        var views: [StageView] = []
        for stage in bound.stages {
            views.append(
                try await StageReader(client, stage: stage, of: bound) { _ in }.read(
                    &keyScan.identities[stage.index], references: &references))
        }
        let companies = try await CompanyReader(client).complete(references)
        catalog.companies = companies.records
        catalog.mergedCompanies = companies.merged
        bound = try Binder.bind(pipeline, to: catalog, header: header, sourceName: "rows.csv").withHints(by: keyScan.values)
        var planner = try RowPlanner(bound, identities: keyScan.identities, view: AccountView(stages: views))
        var plan = Plan()
        for record in records { plan.rows += try planner.add(record) }
        (plan.summary, plan.warnings) = planner.finish()
        return plan
    }

    private static func records(_ csv: String) throws -> [Record] {
        var reader = try RecordReader(bytes: Array(csv.utf8))
        var records: [Record] = []
        var record = Record()
        while try reader.next(into: &record) { records.append(record) }
        return records
    }
}
