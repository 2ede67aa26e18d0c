import Synchronization

/// Affinity's clock, as its answers tell it: the `Date` header of the latest one, and what has passed since by a clock that nobody sets.
final class AffinityTime: Sendable {
    /// Seconds since 1970, and when the answer with it came.
    private let latest = Mutex<(date: Int, at: Duration)?>(nil)

    /// An answer without a date changes nothing, nor does one that a cache has kept.
    func heard(_ response: APIResponse, at now: Duration) {
        guard let date = response.date, response.headers["age"] == nil else { return }
        latest.withLock { $0 = (date, now) }
    }

    /// Milliseconds since 1970; nil before the first answer that said its time.
    func milliseconds(at now: Duration) -> Int64? {
        latest.withLock { $0 }.map { Int64($0.date) * 1000 + Int64((now - $0.at) / .milliseconds(1)) }
    }
}
