import Synchronization

/// Seconds since 1970.
typealias Instant = Double

/// The account that a simulator serves, behind one lock, with the clock it goes by.
package final class World: Sendable {
    let account: Mutex<Account>
    /// Seconds since 1970.
    let now: @Sendable () -> Double

    /// Fills an account from its description.
    /// - Parameters:
    ///   - seed: what the account holds.
    ///   - now: seconds since 1970; tests pass a clock they move.
    /// - Throws: `SeedError` naming the place when the description refers to something that it lacks.
    package init(seed: AccountSeed, now: @escaping @Sendable () -> Double) throws(SeedError) {
        var builder = WorldBuilder(now: now())
        try builder.build(seed)
        account = Mutex(Account(builder.state))
        self.now = now
    }

    /// Continues from an account that is built already.
    init(state: WorldState, now: @escaping @Sendable () -> Double) {
        account = Mutex(Account(state))
        self.now = now
    }
}

/// The account as it is, and copies that hear of each change some time after it: a search index, and the replicas that reads go to.
///
/// A copy makes the same changes in the same order, later. So it is exactly what the account was that long ago, after a create, an update
/// and a delete alike, and costs nothing where nothing lags.
struct Account: Sendable {
    private struct Copy: Sendable {
        /// Seconds.
        let lag: Double
        var state: WorldState
        /// Changes that it has not heard of, oldest first; those before `next` it has.
        var waiting: [(at: Double, change: @Sendable (inout WorldState) -> Void)] = []
        var next = 0

        mutating func advance(to now: Double) {
            while next < waiting.count, waiting[next].at <= now - lag {
                state.catchUp(to: waiting[next].at)
                waiting[next].change(&state)
                next += 1
            }
            state.catchUp(to: now - lag)
            if next == waiting.count || next > 1_000 {
                waiting.removeFirst(next)
                next = 0
            }
        }
    }

    /// As it is now. What is changed here directly, no copy ever hears of: set the scene of a test so, before the first copy is asked.
    var current: WorldState
    private var copies: [Copy] = []

    init(_ state: WorldState) {
        current = state
    }

    /// Has copies made, each as the account is now.
    /// - Parameter lags: seconds; those of zero need none.
    mutating func keepCopies(lagging lags: [Double]) {
        for lag in Set(lags) where lag > 0 && !copies.contains(where: { $0.lag == lag }) {
            copies.append(Copy(lag: lag, state: current.asCopy))
        }
    }

    /// Puts everything back to an earlier state, the copies too.
    mutating func restart(from state: WorldState) {
        current = state
        for index in copies.indices { copies[index] = Copy(lag: copies[index].lag, state: state.asCopy) }
    }

    /// Changes the account now, and each copy when its time has come.
    mutating func change<Result>(at now: Double, _ change: @escaping @Sendable (inout WorldState) -> Result) -> Result {
        current.catchUp(to: now)
        let result = change(&current)
        for index in copies.indices {
            copies[index].waiting.append((now, { _ = change(&$0) }))
            copies[index].advance(to: now)
        }
        return result
    }

    /// What webhooks are to be told since this was last asked.
    mutating func takeAnnouncements() -> [Announcement] {
        defer { if !current.announcements.isEmpty { current.announcements = [] } }
        return current.announcements
    }

    /// The account as it is, with what time alone has brought about.
    mutating func seen<Result>(at now: Double, _ look: (inout WorldState) -> Result) -> Result {
        current.catchUp(to: now)
        return look(&current)
    }

    /// The account as it was.
    /// - Parameter lag: seconds, of a copy that is kept; otherwise nothing lags.
    mutating func seen(_ lag: Double, before now: Double) -> WorldState {
        guard let index = copies.firstIndex(where: { $0.lag == lag }) else { return seen(at: now) { $0 } }
        copies[index].advance(to: now)
        return copies[index].state
    }
}

extension WorldState {
    fileprivate var asCopy: WorldState {
        var copy = self
        copy.announces = false
        return copy
    }
}
