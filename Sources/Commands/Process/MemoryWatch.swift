import Application
import Diagnostics
import Dispatch
import Foundation
import Runs

/// Stops a command in order, as Ctrl-C does, while there is still some memory: without any the system ends the process wherever it is.
struct MemoryWatch: Sendable {
    /// What is left; nil where the system does not say.
    let room: @Sendable () -> MemoryRoom?
    let stop: StopSignal
    let say: @Sendable (Diagnostic) -> Void

    /// Looks at once, and ten times a second from then on.
    /// - Returns: What goes on until it is cancelled; nil where there is nothing to look at.
    func begin() -> (any DispatchSourceTimer)? {
        guard let first = room() else { return nil }
        look(at: first)
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now() + .milliseconds(100), repeating: .milliseconds(100), leeway: .milliseconds(20))
        timer.setEventHandler { if let room = room() { look(at: room) } }
        timer.resume()
        return timer
    }

    private func look(at room: MemoryRoom) {
        guard !stop.isSet, room.isNearlyUsedUp else { return }
        StopGrace.begin(stop) {
            say(
                Diagnostic(
                    .error, code: ApplicationCode.A522, "memory is nearly used up: \(room.text) are left, so this stops",
                    hint: "raise the limit or free memory, and give the command again; what was begun goes on with `ferry resume`"))
        }
    }
}
