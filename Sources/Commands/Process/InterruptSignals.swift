import Diagnostics
import Dispatch
import Foundation
import Runs

/// Turns SIGINT, SIGTERM and SIGHUP into a wish to stop; the second one ends the process at once, and so does half a minute after the
/// first, wherever it waits. Either way the run file says how far the run is.
final class InterruptSignals: @unchecked Sendable {
    // Dispatch sources are not Sendable; they are only made here and cancelled once.
    private let sources: [any DispatchSourceSignal]

    init(_ stop: StopSignal) {
        sources = [SIGINT, SIGTERM, SIGHUP].filter { !Self.ignore($0) || $0 != SIGHUP }.map { number in
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if stop.isSet { _exit(ExitStatus.interrupted.rawValue) }
                StopGrace.begin(stop)
            }
            source.resume()
            return source
        }
    }

    /// Takes the signal from the system, so that the source alone hears of it.
    /// - Returns: Whether it was ignored before: `nohup` has the hang-up ignored, and means it.
    private static func ignore(_ number: Int32) -> Bool {
        let previous = signal(number, SIG_IGN)
        return unsafeBitCast(previous, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
