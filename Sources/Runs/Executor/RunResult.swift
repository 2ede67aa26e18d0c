/// What a session of a run came to.
package struct RunResult: Sendable, Hashable {
    /// Over the whole file; they add up to its rows.
    package var outcomes: OutcomeCounts
    /// Nil when every row has its outcome.
    package var stop: StopReason?
    /// Calls of this session.
    package var requests: Int
    package var batches: Int

    package init(outcomes: OutcomeCounts, stop: StopReason?, requests: Int, batches: Int) {
        self.outcomes = outcomes
        self.stop = stop
        self.requests = requests
        self.batches = batches
    }
}
