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
    /// Of Ferry, for whoever reads a run file later.
    package var version: String
    /// Seconds since 1970.
    package var now: @Sendable () -> Double
    package var clock: any Clock<Duration>
    /// From 0 to 1.
    package var random: @Sendable () -> Double
    /// Set when the work is to stop.
    package var stop: StopSignal

    package init(
        environment: [String: String], variables: [String: String] = [:], currentDirectory: String, runsDirectory: String? = nil,
        version: String,
        now: @escaping @Sendable () -> Double, clock: any Clock<Duration>, random: @escaping @Sendable () -> Double, stop: StopSignal
    ) {
        self.environment = environment
        self.variables = variables
        self.currentDirectory = currentDirectory
        self.runsDirectory = runsDirectory
        self.version = version
        self.now = now
        self.clock = clock
        self.random = random
        self.stop = stop
    }

    /// What `!env` and `!var` of a pipeline are now.
    package var outsideValues: OutsideValues { OutsideValues(environment: environment, variables: variables) }

    /// Since 1970.
    package var milliseconds: Int64 { Int64(now() * 1000) }

    package var moment: Moment { .now(wall: milliseconds) }

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
