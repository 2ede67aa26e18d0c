package import Application
package import Runs

/// Everything a command takes from the process it runs in, so that a test can put something else in its place.
package struct CommandContext: Sendable {
    package var output: Output
    package var errors: Output
    package var environment: [String: String]
    package var currentDirectory: String
    /// Seconds since 1970.
    package var now: @Sendable () -> Double
    package var uptime: @Sendable () -> Uptime
    package var clock: any Clock<Duration>
    /// From 0 to 1.
    package var random: @Sendable () -> Double
    /// Set by Ctrl-C and similar ones.
    package var stop: StopSignal
    /// The next line of standard input; nil at its end, and when somebody asks to stop.
    package var readLine: @Sendable () -> String?
    package var inputIsTerminal: Bool
    /// How much memory is left; nil where nobody knows.
    package var memory: @Sendable () -> MemoryRoom? = { nil }

    package init(
        output: Output, errors: Output, environment: [String: String], currentDirectory: String, now: @escaping @Sendable () -> Double,
        uptime: @escaping @Sendable () -> Uptime, clock: any Clock<Duration>, random: @escaping @Sendable () -> Double, stop: StopSignal,
        readLine: @escaping @Sendable () -> String?, inputIsTerminal: Bool
    ) {
        self.output = output
        self.errors = errors
        self.environment = environment
        self.currentDirectory = currentDirectory
        self.now = now
        self.uptime = uptime
        self.clock = clock
        self.random = random
        self.stop = stop
        self.readLine = readLine
        self.inputIsTerminal = inputIsTerminal
    }
}
