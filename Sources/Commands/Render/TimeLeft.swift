import Affinity
import Application
import Runs
import Synchronization
import Text

/// How long some work still takes: at its pace so far, but at least as long as the limit of the minute makes it wait.
struct TimeLeft: Sendable {
    /// Pieces that are done since it began, such as rows.
    var done: Int
    var left: Int
    /// Calls that these took.
    var requests: Int
    /// Since it began.
    var elapsed: Double
    /// Nil where nothing is known of the limit.
    var minute: MinuteLeft?

    /// Nil while nothing is done, and when nothing is left.
    var seconds: Double? {
        guard done > 0, left > 0 else { return nil }
        let atThisPace = Double(left) * elapsed / Double(done)
        guard let minute else { return atThisPace }
        return max(atThisPace, minute.seconds(for: Double(left) * Double(requests) / Double(done)))
    }
}

/// What is left of the calls of a minute.
struct MinuteLeft: Sendable, Hashable {
    /// Calls a minute.
    var limit: Int
    var remaining: Int
    /// Seconds until the minute begins anew.
    var reset: Double

    init(limit: Int, remaining: Int, reset: Double) {
        self.limit = limit
        self.remaining = remaining
        self.reset = reset
    }

    /// As Affinity said it last; nil where it did not.
    init?(_ rate: RateStatus) {
        guard let window = rate.minute, let limit = window.limit, let remaining = window.remaining else { return nil }
        self.init(limit: limit, remaining: remaining, reset: Double(window.resetsInSeconds ?? 60))
    }

    /// The least time that this many calls take: those that the minute has left go at once, the others with the minutes that follow.
    func seconds(for calls: Double) -> Double {
        let later = calls - Double(max(0, remaining))
        guard later > 0, limit > 0 else { return 0 }
        return reset + (later / Double(limit)).rounded(.down) * 60
    }
}

/// The time that an undo still takes.
final class UndoTimeLeft: Sendable {
    private struct Start {
        var undone: Int
        var requests: Int
        var seconds: Double
    }

    private let client: AffinityClient
    private let started: StartedClock
    private let start = Mutex<Start?>(nil)

    init(_ clock: any Clock<Duration>, _ client: AffinityClient) {
        self.client = client
        started = clock.started
    }

    /// `, 2 min left`; nothing while it cannot be known.
    func callAsFunction(_ progress: UndoProgress) -> String {
        let requests = client.counters.requests
        let seconds = started.secondsSince
        let first = start.withLock { start -> Start in
            let first = start ?? Start(undone: progress.undone, requests: requests, seconds: seconds)
            start = first
            return first
        }
        let left = TimeLeft(
            done: progress.undone - first.undone, left: progress.left, requests: requests - first.requests,
            elapsed: seconds - first.seconds,
            minute: MinuteLeft(client.rateStatus))
        return left.seconds.map { ", \(Numbers.duration(seconds: $0)) left" } ?? ""
    }
}
