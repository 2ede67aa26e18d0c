package import Exporting
package import Runs

/// What a use case is doing, for whoever watches. None of them asks for an answer.
package enum ApplicationEvent: Sendable {
    // Planning.
    /// The account's lists, fields, options and users are read.
    case readingCatalog
    /// What lists, views and fields are called.
    case named(CompletionNames)
    /// The records of a source are read: how many were, 0 at the beginning.
    case readingSource(name: String, rows: Int)
    case lookingUp(persons: Int)
    /// What Affinity has is read, in words such as `4 of 18 pages`.
    case readingAffinity(String)
    /// Which of several ways of reading was chosen, with its numbers and those of the others.
    case choseReading(String)
    /// So many answers were kept by earlier plans and not asked for again; the oldest of them is so many seconds old.
    case usedCache(answers: Int, seconds: Double)
    case planning(done: Int, of: Int)

    // Other runs.
    /// Affinity's search may not know yet what a run made; nil for one of which nothing is known here.
    case waitingForSearch(Duration, after: String?, account: String)
    /// A run is writing to the account just now: some of it may not be seen yet.
    case writing(run: String, account: String)
    /// Another run has the account. Comes again and again, with the time that is left; nil where there is no limit.
    case waitingForTurn(holder: String, account: String, left: Double?)
    /// A plan is compared with Affinity again.
    case rechecking(RecheckPlan.Cause)

    // Applying and taking back.
    /// The rows of a run are applied from here on: how many there are, and how many of them earlier sessions have done.
    case applying(_ pipeline: String, rows: Int, alreadyDone: Int)
    case run(RunEvent)
    /// The work is to stop; what has been sent is waited for.
    case stopping(requestsInFlight: Int)
    /// Writes of the run that is to be taken back have no answer.
    case unanswered(writes: Int)
    /// Whether one of them took effect is looked up.
    case lookingForWrite(row: Int, label: String, atMost: Duration)
    case lookingForUses
    case takingBack(UndoProgress)
    /// Affinity may still show the cells that were taken back.
    case waitingForCells(Duration)

    // Exporting.
    /// An export begins, of this many rows; nil where that is not known.
    case exporting(rows: Int?)
    /// A page is written.
    case exported(ExportJournal.Progress)

    /// Nothing is under way: what was shown of it may go.
    case idle
}
