import FerryTestSupport
import Foundation
import Synchronization

@testable import Simulator

/// A simulator in this process, behind HTTP, whose account can be looked at whole and put back to what it was.
final class MatrixAffinity: Sendable {
    let port: Int
    private let server: SimulatorServer
    private let world: World
    private let lag: Duration

    /// - Parameters:
    ///   - seed: The account as JSON, as Docs/Simulator.md describes it.
    ///   - lag: For how long searches and reads of v2 know nothing of a change.
    init(seed json: String, faults: String? = nil, lag: Duration = .zero) async throws {
        self.lag = lag
        let seed = try AccountSeed(try Self.value(json))
        let configuration = SimulatorConfiguration(
            seed: seed, perMinuteLimit: 10_000_000, monthlyLimit: nil, faults: try faults.map { try FaultScript(try Self.value($0)) },
            searchLag: lag, readLag: lag)
        world = try World(seed: seed, now: { Date().timeIntervalSince1970 })
        server = try SimulatorServer(configuration: configuration, world: world)
        port = try await server.start()
    }

    func stop() async { await server.stop() }

    var state: WorldState {
        get { world.account.withLock { $0.current } }
        set { world.account.withLock { $0.restart(from: newValue) } }
    }

    /// A colleague works, without a request.
    func take(_ step: ColleagueStep) {
        let now = Date().timeIntervalSince1970
        world.account.withLock { account in account.change(at: now) { Colleague(now: now).take(step, &$0) } }
    }

    /// Somebody changes what no request of a colleague's can say here.
    func change(_ body: @escaping @Sendable (inout WorldState) -> Void) {
        let now = Date().timeIntervalSince1970
        world.account.withLock { account in account.change(at: now) { body(&$0) } }
    }

    /// What it holds, ids aside.
    var contents: [String] { AccountText(state).lines }

    /// A ferry that talks to it and waits for nothing but its lag.
    /// - Parameter later: long after the plan was made, so that it is compared with the account again.
    func ferry(in folder: String, later: Bool = false) -> Ferry {
        Ferry(
            environment: [
                "AFFINITY_BASE_URL": "http://127.0.0.1:\(port)", "AFFINITY_API_KEY": SimulatorConfiguration().apiKey,
                "FERRY_RECHECK_AFTER": later ? "0" : "100000",
                "FERRY_SEARCH_LAG": lag == .zero ? "0" : String((lag + .milliseconds(100)) / .seconds(1)),
            ], folder: folder)
    }

    private static func value(_ json: String) throws -> SeedValue {
        func value(_ object: Any) throws -> SeedValue {
            switch object {
            case let text as String: return .text(text)
            case let list as [Any]: return .list(try list.map(value))
            case let pairs as [String: Any]:
                return .object(try pairs.sorted { $0.key < $1.key }.map { SeedMember($0.key, try value($0.value)) })
            // Foundation's numbers and truths are told apart by their type only.
            case let number as NSNumber:
                return String(cString: number.objCType) == "c" ? .bool(number.boolValue) : .number(number.doubleValue)
            default: throw TestFailure("not a seed: \(object)")
            }
        }
        return try value(try JSONSerialization.jsonObject(with: Data(json.utf8)))
    }
}
