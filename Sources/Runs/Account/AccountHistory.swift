/// What the runs of this user, on this machine, have written to one account lately: the last two runs, which is enough to tell
/// any of them what another wrote.
package struct AccountHistory: Sendable, Hashable, Codable {
    package struct Writer: Sendable, Hashable, Codable {
        /// The identity of the run; empty for what nobody here saw.
        package var run: String
        package var name: String
        /// Counts the writes of all runs.
        package var sequence: Int64
        package var last: Moment
        /// Whether it may be writing still.
        package var isOpen: Bool
    }

    /// Tells this history from one that was begun anew.
    package var id: String
    /// The newest first, each run once.
    package var writers: [Writer]

    package var sequence: Int64 { writers.first?.sequence ?? 0 }
    package var newest: Writer? { writers.first }

    /// Where nothing is known of earlier runs, somebody may have written a moment ago.
    init(id: String, beganAt now: Moment) {
        self.id = id
        writers = [Writer(run: "", name: "", sequence: 1, last: now, isOpen: false)]
    }

    mutating func wrote(_ run: String, name: String, at now: Moment, isOpen: Bool) {
        let next = sequence &+ 1
        writers.removeAll { $0.run == run }
        writers.insert(Writer(run: run, name: name, sequence: next, last: now, isOpen: isOpen), at: 0)
        writers = Array(writers.prefix(2))
    }

    /// Whoever holds the account knows that the others have ended, at the latest now.
    mutating func closeAll(at now: Moment) {
        for index in writers.indices where writers[index].isOpen {
            writers[index].isOpen = false
            writers[index].last = now
        }
    }

    /// The run other than `run` that wrote last.
    package func latest(except run: String) -> Writer? { writers.first { $0.run != run } }

    /// What a reader may rely on.
    ///
    /// - Parameters:
    ///   - lag: for how long Affinity's search may miss what was written.
    ///   - waitedFor: writers after whose last write that time was waited, whatever the clocks say of it.
    package func mark(at now: Moment, lag: Duration, waitedFor: Set<Writer> = []) -> AccountMark {
        let isSettled = writers.allSatisfy { !$0.isOpen && (waitedFor.contains($0) || $0.last.rest(of: lag, at: now) == .zero) }
        return AccountMark(history: id, sequence: sequence, isSettled: isSettled, at: now)
    }
}

/// What was known of the writes to an account when somebody looked at it.
package struct AccountMark: Sendable, Hashable, Codable {
    /// The history's id.
    package var history: String
    package var sequence: Int64
    /// Whether Affinity's search knew all that was written by then.
    package var isSettled: Bool
    package var at: Moment

    package init(history: String, sequence: Int64, isSettled: Bool, at: Moment) {
        self.history = history
        self.sequence = sequence
        self.isSettled = isSettled
        self.at = at
    }
}
