import Diagnostics
package import Runs

/// What a use case takes from the machine and the process: values, so that a test can put others in their place.
package struct Surroundings: Sendable {
    package var environment: [String: String]
    /// What relative paths start from, and what paths are shown against.
    package var currentDirectory: String
    /// The folder of the run files, as typed; nil for the usual ones.
    package var runsDirectory: String?
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
        environment: [String: String], currentDirectory: String, runsDirectory: String? = nil, version: String,
        now: @escaping @Sendable () -> Double, uptime: @escaping @Sendable () -> Uptime, clock: any Clock<Duration>,
        random: @escaping @Sendable () -> Double, stop: StopSignal
    ) {
        self.environment = environment
        self.currentDirectory = currentDirectory
        self.runsDirectory = runsDirectory
        self.version = version
        self.now = now
        self.uptime = uptime
        self.clock = clock
        self.random = random
        self.stop = stop
    }

    /// Since 1970.
    package var milliseconds: Int64 { Int64(now() * 1000) }

    /// Less than this is not asked for beforehand, in bytes.
    private static let little = 16 << 20

    /// - Parameter what: is what takes so many bytes at once, such as `200,000 rows of one record`.
    /// - Throws: `Failure` A522 where there is less left.
    func requireMemory(_ bytes: Int, for what: String) throws {
        guard bytes > Self.little, let room = memory(), room.left < bytes else { return }
        throw Failure(
            .failed, code: "A522", "\(what) take about \(bytes >> 20) MB of memory, and \(room.text) are left",
            hint: "raise the limit, free memory, or take the file in parts")
    }

    func throwIfStopped() throws {
        if stop.isSet { throw CancellationError() }
    }
}
