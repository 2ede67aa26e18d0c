import Affinity
import Application
import Runs
import Synchronization
import Text

/// How long some work still takes: at its pace while nothing held it back, but at least as long as the calls that are still to come.
struct TimeLeft: Sendable {
    /// Pieces that are done since it began, such as rows.
    var done: Int
    var left: Int
    /// Calls that these took.
    var requests: Int
    /// Since it began.
    var elapsed: Double
    /// Nil where nothing is known of the limit.
    var pace: CallPace?

    /// Nil while nothing is done, and when nothing is left.
    var seconds: Double? {
        guard done > 0, left > 0 else { return nil }
        let rest = Double(left) / Double(done)
        guard let pace, let least = pace.outlook.seconds(for: rest * Double(requests)) else { return rest * elapsed }
        return max(rest * max(0, elapsed - pace.held), least)
    }
}

/// What Affinity's limits make of the time that some work takes.
struct CallPace: Sendable {
    /// Seconds for which they held the work back.
    var held: Double
    var outlook: PaceOutlook

    /// - Parameter before: seconds for which they did before the work began.
    init(_ outlook: PaceOutlook, before: Double) {
        held = outlook.held - before
        self.outlook = outlook
    }
}

/// The time that an undo still takes.
final class UndoTimeLeft: Sendable {
    private struct Start {
        var undone: Int
        var requests: Int
        var seconds: Double
        var held: Double
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
        let outlook = client.outlook
        let first = start.withLock { start -> Start in
            let first = start ?? Start(undone: progress.undone, requests: requests, seconds: seconds, held: outlook.held)
            start = first
            return first
        }
        let left = TimeLeft(
            done: progress.undone - first.undone, left: progress.left, requests: requests - first.requests,
            elapsed: seconds - first.seconds,
            pace: CallPace(outlook, before: first.held))
        return left.seconds.map { ", \(Numbers.duration(seconds: $0)) left" } ?? ""
    }
}
