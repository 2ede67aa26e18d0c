import Affinity
import FerryTestSupport
import Foundation
import PipelineSpec
import Runs
import Synchronization

@testable import Application
@testable import Simulator

/// The simulator's account in this very process, with a folder for files: all that a use case needs, without a binary or a socket.
final class LocalAccount: Sendable {
    let folder: String
    let simulator: Simulator
    private let clocks = SharedClocks()
    private let refused = Mutex<String?>(nil)
    private let seen = Mutex<[ApplicationEvent]>([])

    /// What the work goes by; a test sets them.
    struct Clocks {
        /// Of the machine, in seconds since 1970.
        var wall = 1_790_000_000.0
        var uptime = Uptime(boot: "first", ticks: 5_000_000)
        /// Affinity's, in seconds since 1970, which its answers say or not.
        var affinity = 1_790_000_000.0
        var isSaid = true
    }

    private final class SharedClocks: Sendable {
        let time = Mutex(Clocks())
        var now: Clocks { time.withLock { $0 } }
    }

    /// - Parameter faults: what befalls which requests.
    init(faults: FaultScript? = nil) throws {
        folder = FileManager.default.temporaryDirectory.path + "/ferry-application-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var configuration = SimulatorConfiguration()
        // Its clock stands still unless a test sets it, so a minute that is used up would never end.
        configuration.perMinuteLimit = 100_000
        configuration.faults = faults
        simulator = try Simulator(
            configuration: configuration, world: World(seed: configuration.seed, now: { [clocks] in clocks.now.affinity }))
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// What was observed so far.
    var events: [ApplicationEvent] { seen.withLock { $0 } }

    func setClocks(_ change: (inout Clocks) -> Void) { clocks.time.withLock { change(&$0) } }

    /// From here on Affinity refuses to search for it.
    func refuse(term: String) { refused.withLock { $0 = term } }

    func surroundings(_ environment: [String: String] = [:], stop: StopSignal = StopSignal()) -> Surroundings {
        let base = ["HOME": folder, "FERRY_MACHINE": "test", "FERRY_SEARCH_LAG": "0"]
        return Surroundings(
            environment: base.merging(environment) { $1 }, currentDirectory: folder, version: "1.2.3",
            now: { [clocks] in clocks.now.wall }, uptime: { [clocks] in clocks.now.uptime }, clock: ContinuousClock(), random: { 0.5 },
            stop: stop)
    }

    func session(
        _ environment: [String: String] = [:], stop: StopSignal = StopSignal(),
        observe: @escaping @Sendable (ApplicationEvent) -> Void = { _ in }
    ) -> AccountSession {
        AccountSession(
            client, at: .init(host: "127.0.0.1", place: "127.0.0.1:1", variable: "AFFINITY_BASE_URL"),
            surroundings(environment, stop: stop),
            observe: { [self] event in
                seen.withLock { $0.append(event) }
                observe(event)
            })
    }

    var client: AffinityClient {
        let transport = SimulatedTransport(simulator, isDated: clocks.now.isSaid, refusedTerm: refused.withLock { $0 })
        return AffinityClient(transport: transport, clock: ContinuousClock(), random: { 0.5 })
    }

    // The import that the tests are about.

    static let pipeline = """
        version: 1
        kind: import
        name: deals
        source: { csv: deals.csv }
        steps:
          - create-organizations: { name: Company, domain: Website }
          - add-to-list: { list: Dealflow }
          - set-fields: { Deal Size: Size }
        limits: { batch: 2 }
        """

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    func read(_ name: String) throws -> String { try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8) }

    /// New companies, each with a deal of this size.
    func source(sizes: [Int], limits: String = "{ batch: 2 }") throws -> PipelineSource {
        try write("deals.yaml", Self.pipeline.replacing("limits: { batch: 2 }", with: "limits: \(limits)"))
        let rows = sizes.enumerated().map { "Local \($0),local-\($0).example,\($1)\n" }
        try write("deals.csv", "Company,Website,Size\n" + rows.joined())
        return try PipelineSource.load("deals.yaml", surroundings())
    }

    func plan(sizes: [Int], limits: String = "{ batch: 2 }") async throws -> BuiltPlan {
        try await PlanImport(source(sizes: sizes, limits: limits), session()).run()
    }

    func turn(for work: String = "test") async throws -> AccountLock {
        try await AccountTurn(session()).take("contoso", for: work, wait: nil)
    }

    func apply(_ run: RunFile, _ options: ApplyOptions = ApplyOptions()) async throws -> ApplyReport {
        let limits = try PipelineSource.planned(run, surroundings()).pipeline.limits
        return try await ApplyRun(run, session(), turn(), limits: limits, options).work()
    }

    // What Affinity holds.

    private static let dealflow = ListID(3001)

    private func dealSize() async throws -> Field {
        let fields = try await client.all(AffinityAPI.listFields(Self.dealflow))
        guard let field = fields.first(where: { $0.name == "Deal Size" }) else { throw CancellationError() }
        return field
    }

    /// The companies of the import that are on the list, with their deal's size, by name.
    func deals() async throws -> [String: Double] {
        let field = try await dealSize()
        var deals: [String: Double] = [:]
        for entry in try await client.all(AffinityAPI.listEntries(Self.dealflow, fieldIDs: [field.id])) {
            guard entry.entityName.hasPrefix("Local "), case .one(.number(let size)) = entry.fields.first?.data else { continue }
            deals[entry.entityName] = size
        }
        return deals
    }

    /// As a colleague does it.
    func set(dealOf company: String, to size: Double) async throws {
        let field = try await dealSize()
        for entry in try await client.all(AffinityAPI.listEntries(Self.dealflow, fieldIDs: [])) where entry.entityName == company {
            let update = FieldUpdate(id: field.id, type: field.valueType, data: .number(size))
            try await client.send(AffinityAPI.updateListEntryFields(Self.dealflow, entry.id, [update]))
        }
    }
}
