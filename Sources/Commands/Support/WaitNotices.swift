import Affinity
import Application
import Synchronization

/// Which waits are worth a word: the first of its kind, then one every half minute for as long as they go on, and at once one that ends far
/// behind what was said. Six requests that wait for an Affinity that is down have one thing to say, not six.
final class WaitNotices: Sendable {
    private enum Kind: Hashable { case minute, share, crowd, retry }

    /// Seconds.
    static let interval = 30.0

    private let started: StartedClock
    /// When it was said, and until when nothing would be sent.
    private let last = Mutex<[Kind: (at: Double, until: Double)]>([:])

    init(_ clock: any Clock<Duration>) {
        started = clock.started
    }

    /// Whether to say it now; it then counts as said.
    /// - Parameter duration: of the wait, in seconds.
    func isDue(_ reason: WaitReason, for duration: Double) -> Bool {
        let seconds = started.secondsSince
        let kind = Self.kind(reason)
        return last.withLock { last in
            if let said = last[kind], seconds - said.at < Self.interval, seconds + duration <= said.until + Self.interval { return false }
            last[kind] = (seconds, seconds + duration)
            return true
        }
    }

    private static func kind(_ reason: WaitReason) -> Kind {
        switch reason {
        case .minuteUsed, .spread: .minute
        case .share: .share
        case .tooManyAtOnce: .crowd
        case .retry: .retry
        }
    }
}
