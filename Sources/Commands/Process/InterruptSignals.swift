import Dispatch
import Foundation
import Runs

/// Turns SIGINT, SIGTERM and SIGHUP into a wish to stop; the second one ends the process at once. Either way the run file
/// says how far the run is.
final class InterruptSignals: @unchecked Sendable {
    // Dispatch sources are not Sendable; they are only made here and cancelled once.
    private let sources: [any DispatchSourceSignal]

    init(_ stop: StopSignal) {
        sources = [SIGINT, SIGTERM, SIGHUP].filter { !Self.isIgnored($0) }.map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler {
                if stop.isSet { _exit(ExitStatus.interrupted.rawValue) }
                stop.stop()
            }
            source.resume()
            return source
        }
    }

    /// `nohup` has the hang-up ignored, and means it.
    private static func isIgnored(_ number: Int32) -> Bool {
        var current = sigaction()
        guard number == SIGHUP, sigaction(number, nil, &current) == 0 else { return false }
        return unsafeBitCast(current.__sigaction_handler.sa_handler, to: Int.self) == 1
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
