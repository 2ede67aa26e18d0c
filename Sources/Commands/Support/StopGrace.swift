import Diagnostics
import Dispatch

/// How long a command goes on after the first signal.
enum StopGrace {
    /// A write that has left may still be answered. What was not by then is unknown, and is looked up by whoever goes on.
    static let writes = Duration.seconds(25)
    /// Then the process ends, wherever it waits: as `kill -9` does, which every run and export survives.
    static let seconds = 30

    /// Ends the process after a while, with a word about it where somebody takes it: what is said may go to the very pipe that nobody empties.
    ///
    /// - Parameters:
    ///   - exit: ends the process; in a test it returns, and may be called twice.
    ///   - wordTime: how long the word may take, in seconds.
    static func end(
        after seconds: Double, saying errors: Output, wordTime: Double = 1, exit: @escaping @Sendable (_ status: Int32) -> Void
    ) {
        let queue = DispatchQueue.global()
        queue.asyncAfter(deadline: .now() + seconds + wordTime) { exit(ExitStatus.interrupted.rawValue) }
        queue.asyncAfter(deadline: .now() + seconds) {
            errors.line("stopped without waiting any longer: \(Int(seconds)) s have passed")
            exit(ExitStatus.interrupted.rawValue)
        }
    }
}
