import Diagnostics
import Dispatch
import Foundation
import Runs

/// How long a command goes on after the first signal.
enum StopGrace {
    /// A write that has left may still be answered. What was not by then is unknown, and is looked up by whoever goes on.
    static let writes = Duration.seconds(25)
    /// Then the process ends, wherever it waits: as `kill -9` does, which every run and export survives.
    static let seconds = 30

    /// Asks for a stop, and ends the process when that takes too long.
    ///
    /// - Parameter say: comes between: it may go to a pipe that nobody empties.
    static func begin(_ stop: StopSignal, say: () -> Void = {}) {
        end(after: Double(seconds), saying: .descriptor(STDERR_FILENO)) { _exit($0) }
        say()
        stop.stop()
    }

    /// Ends the process after a while, with a notice where somebody reads it: what is said may go to the very pipe that nobody empties.
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
