package import Affinity

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

/// Why a run stopped before its end. Every one is resumable; the exit code is for the command to choose.
package enum StopReason: Sendable, Hashable {
    /// Someone asked: Ctrl-C, a signal.
    case asked
    /// As many batches as were wanted are done.
    case batches(Int)
    /// The time is over, in words such as `06:00`.
    case until(String)
    /// Key, permission, limits, network.
    case affinity(AffinityError)
    /// What became of the run can't be written down, so nothing more is sent.
    case runFile(RunFileError)

    /// For a person.
    /// - Parameter now: milliseconds since 1970; what is said of the month then stays true for a later reader.
    package func text(at now: Int64) -> String {
        switch self {
        case .asked: "stopped on request"
        case .batches(let count): "stopped after \(count == 1 ? "one batch" : "\(count) batches"), as asked"
        case .until(let time): "stopped at \(time), as asked"
        case .affinity(let error): error.description(at: now)
        case .runFile(let error): error.message
        }
    }
}

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
    case reconciling(row: Int, label: String, atMost: Duration)
    /// Affinity does not know yet what the row made a moment ago. One row speaks for all that wait alike.
    case awaiting(row: Int, label: String, atMost: Duration)
    /// Affinity does not say what others do to some cells, `cells of lists`: they are written as planned.
    case blind(String, reason: String)
    /// A batch is done and saved.
    case batch(RunProgress)
}
