import Crypto
import Diagnostics
import Foundation
package import PipelineSpec
package import Runs
import Text

/// What a use case takes from the machine and the process: values, so that a test can put others in their place.
package struct Surroundings: Sendable {
    package var environment: [String: String]
    /// What `!var NAME` of a pipeline is.
    package var variables: [String: String]
    /// What relative paths start from, and what paths are shown against.
    package var currentDirectory: String
    /// The folder of the run files, as typed; nil for the usual ones.
    package var runsDirectory: String?
    /// The profile that was typed, for the commands that are to be typed next.
    package var profile: String?
    /// Variables of the environment that hold a key, by what the profiles say.
    package var keyVariables: Set<String> = []
    /// Of Ferry, for whoever reads a run file later.
    package var version: String
    /// Seconds since 1970.
    package var now: @Sendable () -> Double
    package var uptime: @Sendable () -> Uptime
    package var clock: any Clock<Duration>
    /// From 0 to 1.
    package var random: @Sendable () -> Double
    /// Set when the work is to stop.
    package var stop: StopSignal
    /// How much memory is left; nil where nobody knows.
    package var memory: @Sendable () -> MemoryRoom? = { nil }

    package init(
        environment: [String: String], variables: [String: String] = [:], currentDirectory: String, runsDirectory: String? = nil,
        version: String, now: @escaping @Sendable () -> Double, uptime: @escaping @Sendable () -> Uptime, clock: any Clock<Duration>,
        random: @escaping @Sendable () -> Double, stop: StopSignal
    ) {
        self.environment = environment
        self.variables = variables
        self.currentDirectory = currentDirectory
        self.runsDirectory = runsDirectory
        self.version = version
        self.now = now
        self.uptime = uptime
        self.clock = clock
        self.random = random
        self.stop = stop
    }

    /// What `!env` and `!var` of a pipeline are now.
    package var outsideValues: OutsideValues {
        OutsideValues(environment: environment, variables: variables, keyVariables: keyVariables)
    }

    /// Since 1970.
    package var milliseconds: Int64 { Int64(now() * 1000) }

    /// Less than this is not asked for beforehand, in bytes.
    private static let little = 16 << 20

    /// - Parameter what: is what takes these bytes at once, such as `200,000 rows of one record`.
    /// - Throws: `Failure` A522 where there is less left.
    func requireMemory(_ bytes: Int, for what: @autoclosure () -> String) throws {
        guard bytes > Self.little, let room = memory(), room.left < bytes else { return }
        throw Failure(
            .failed, code: ApplicationCode.A522, "\(what()) take about \(bytes >> 20) MB of memory, and \(room.text) are left",
            hint: "raise the limit, free memory, or take the file in parts")
    }

    /// The options that a command to be typed next must have too.
    var repeatedOptions: String {
        let folder = runsDirectory.map { " --runs-dir \(ShellWord.quoted($0))" } ?? ""
        return profileOption + folder
    }

    var profileOption: String { profile.map { " --profile \(ShellWord.quoted($0))" } ?? "" }

    func throwIfStopped() throws {
        if stop.isSet { throw CancellationError() }
    }
}

/// Runs work that may be dropped at any point, such as reading: Ctrl-C cancels it.
package func interruptible<Result: Sendable>(
    by stop: StopSignal, _ work: @escaping @Sendable () async throws -> Result
) async throws -> Result {
    try await withThrowingTaskGroup(of: Result?.self) { group in
        group.addTask { try await work() }
        group.addTask {
            await stop.wait()
            return nil
        }
        defer { group.cancelAll() }
        guard let first = try await group.next(), let result = first else { throw CancellationError() }
        return result
    }
}

extension Machine {
    /// This machine: `FERRY_MACHINE`, which containers that come and go may share; else the system's own id, else its name.
    package static func current(_ environment: [String: String]) -> Machine {
        let name = ProcessInfo.processInfo.hostName
        if let given = environment["FERRY_MACHINE"], !given.isEmpty { return Machine(id: "named " + digest(given), name: given) }
        for path in ["/etc/machine-id", "/var/lib/dbus/machine-id"] {
            let id = ((try? String(contentsOfFile: path, encoding: .utf8)) ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
            // The id itself is to be kept within the machine, says machine-id(5).
            if !id.isEmpty { return Machine(id: digest("ferry " + id), name: name) }
        }
        return Machine(id: "host " + digest(name), name: name)
    }

    private static func digest(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).prefix(16).hexDigits
    }
}

/// A moment of a clock whose kind is not known, to measure from.
package struct StartedClock: Sendable {
    private let elapsed: @Sendable () -> Duration

    package init(_ elapsed: @escaping @Sendable () -> Duration) {
        self.elapsed = elapsed
    }

    package var secondsSince: Double { elapsed() / .seconds(1) }
}

extension Clock where Duration == Swift.Duration {
    package var started: StartedClock {
        let start = now
        return StartedClock { start.duration(to: self.now) }
    }
}
