/// How far a run is.
package struct RunProgress: Sendable, Hashable {
    /// Over the whole file, what earlier sessions did included.
    package var outcomes: OutcomeCounts
    /// Calls of this session, lookups included; what is repeated behind the writer counts once.
    package var requests: Int
    /// Finished in this session.
    package var batches: Int

    package init(outcomes: OutcomeCounts, requests: Int, batches: Int) {
        self.outcomes = outcomes
        self.requests = requests
        self.batches = batches
    }
}

/// What a run tells while it goes on. Observers are called from several tasks and must be quick.
package enum RunEvent: Sendable, Hashable {
    /// A row has its outcome.
    case row(Int, RowOutcome, RunProgress)
    /// A create was not answered; whether it took effect is being looked up.
    case reconciling(row: Int, label: String)
    /// A batch is done and saved.
    case batch(RunProgress)
}
