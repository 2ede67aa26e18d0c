import Affinity
import Application
import Synchronization

/// Which waits are worth a word: the first of its kind, then one every half minute for as long as they go on. Six requests that
/// wait for an Affinity that is down have one thing to say, not six.
final class WaitNotices: Sendable {
    private enum Kind: Hashable { case minute, share, crowd, retry }

    /// Seconds.
    static let interval = 30.0

    private let started: StartedClock
    private let last = Mutex<[Kind: Double]>([:])

    init(_ clock: any Clock<Duration>) {
        started = clock.started
    }

    /// Whether to say it now; it then counts as said.
    func isDue(_ reason: WaitReason) -> Bool {
        let seconds = started.secondsSince
        let kind = Self.kind(reason)
        return last.withLock { last in
            if let before = last[kind], seconds - before < Self.interval { return false }
            last[kind] = seconds
            return true
        }
    }

    private static func kind(_ reason: WaitReason) -> Kind {
        switch reason {
        case .minuteUsed: .minute
        case .share: .share
        case .tooManyAtOnce: .crowd
        case .retry: .retry
        }
    }
}
