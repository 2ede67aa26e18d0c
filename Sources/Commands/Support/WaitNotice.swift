import Affinity
import Application
import Synchronization
import Text

/// That nothing is sent for a while, and why.
struct WaitNotice: Sendable, Hashable {
    /// Until something is sent again, in seconds.
    var seconds: Double
    var reason: String
    /// Whether it is worth a line of its own where lines stay, see `WaitNotices`.
    var isNews: Bool

    /// `waiting 12 s: 900 calls a minute used`.
    var text: String { "waiting \(Numbers.duration(seconds: seconds)): \(reason)" }
}

/// Counts a wait down: tells a display each second how long it still is.
final class WaitCountdown: Sendable {
    private struct Wait {
        var since: Double
        var until: Double
        var reason: String
    }

    private let started: StartedClock
    private let show: @Sendable (WaitNotice) -> Void
    private let wait = Mutex<Wait?>(nil)

    init(_ clock: any Clock<Duration>, _ show: @escaping @Sendable (WaitNotice) -> Void) {
        started = clock.started
        self.show = show
    }

    func begin(_ notice: WaitNotice) {
        let now = started.secondsSince
        wait.withLock { $0 = Wait(since: now, until: now + notice.seconds, reason: notice.reason) }
        show(notice)
    }

    /// A request has ended. One that was sent since the wait began tells that nothing waits any more; others were under way before.
    /// - Parameter seconds: how long it took.
    func answered(after seconds: Double) {
        let sent = started.secondsSince - seconds
        wait.withLock { wait in
            if let found = wait, sent > found.since { wait = nil }
        }
    }

    /// Says how much of the wait is left, if there is one.
    func tick() {
        let now = started.secondsSince
        let notice = wait.withLock { wait -> WaitNotice? in
            guard let found = wait else { return nil }
            guard found.until > now else {
                wait = nil
                return nil
            }
            return WaitNotice(seconds: found.until - now, reason: found.reason, isNews: false)
        }
        if let notice { show(notice) }
    }

    /// Ticks each second until it is cancelled.
    func run(_ clock: any Clock<Duration>) async {
        while !Task.isCancelled {
            do { try await clock.sleep(for: .seconds(1)) } catch { return }
            tick()
        }
    }
}
