package import Affinity
import Planning

/// Applies a run file, or goes on with one that was stopped or killed: both are the same walk over the rows that have no outcome
/// yet. Rows go in batches, units of a batch side by side, rows of a unit and steps of a row one after another.
package struct Executor: Sendable {
    package struct Options: Sendable, Hashable {
        /// Rows taken up together.
        package var batch = 100
        /// Units worked at the same time.
        package var concurrency = 6
        /// Stops resumably after this number of batches.
        package var batches: Int?
        /// Stops resumably when the time is over.
        package var end: End?
        /// For how long what was not answered may still appear: Affinity's search lags (AffinityAPI.md#consistency: about 10 s), and a
        /// request
        /// may be at work after its 504.
        package var searchLag: Duration = .seconds(12)
        /// Nil: cells are written whatever somebody has done to them since.
        package var watch: Watch?

        package init() {}
    }

    package struct End: Sendable, Hashable {
        package var after: Duration
        /// As whoever asked for it wrote it: `06:00`.
        package var name: String

        package init(after: Duration, name: String) {
            self.after = after
            self.name = name
        }
    }

    /// What is needed to see what others do to cells meanwhile.
    package struct Watch: Sendable, Hashable {
        /// Whose key it is: tells what others do from what the run does.
        package var user: PersonID
        /// When the plan had not yet looked at any cell, by Affinity's clock; earlier is as good.
        package var since: Instant
        /// For how long v2 may miss what happened (AffinityAPI.md#consistency: 0.1 to 0.5 s, more under load).
        package var lag: Duration

        package init(user: PersonID, since: Instant, lag: Duration = .seconds(1)) {
            self.user = user
            self.since = since
            self.lag = lag
        }
    }

    let file: RunFile
    let writer: any RecordWriter
    let options: Options
    let clock: any Clock<Duration>
    let now: @Sendable () -> Int64
    let stop: StopSignal
    let observe: @Sendable (RunEvent) -> Void
    var journal: any Journal

    /// - Parameters:
    ///   - file: Opened or created for working, its plan whole.
    ///   - clock: For waiting.
    ///   - now: The wall clock, in milliseconds since 1970.
    package init(
        file: RunFile, writer: any RecordWriter, options: Options = Options(), clock: any Clock<Duration>,
        now: @escaping @Sendable () -> Int64, stop: StopSignal = StopSignal(), observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) {
        self.file = file
        self.writer = writer
        self.options = options
        self.clock = clock
        self.now = now
        self.stop = stop
        self.observe = observe
        journal = file
    }

    /// Works until every row has its outcome or there is a reason to stop. Requests in flight are finished and saved first.
    /// - Throws: When the file can't be read or written at the beginning; later that is a reason to stop.
    package func run() async throws(RunFileError) -> RunResult {
        let session = Session(self, frame: try file.frame(), outcomes: try file.counts())
        try file.begin(at: now())
        await untilStopped(session) {
            do throws(RunFileError) {
                try await OptionMaker(session: session).work()
                try await work(session)
            } catch { session.stop(.runFile(error)) }
        }
        let progress = session.progress
        // What was written last may be left to look at.
        let isUnseen = options.watch == nil ? false : try !file.unitsNotLookedAt().isEmpty
        let reason = progress.outcomes.pending > 0 || isUnseen ? session.stopReason : nil
        do throws(RunFileError) {
            try file.end(reason, at: now())
        } catch {
            // When the run stops anyway, the first reason is the one to tell.
            if reason == nil { throw error }
        }
        return RunResult(outcomes: progress.outcomes, stop: reason, requests: progress.requests, batches: progress.batches)
    }

    /// Cancels the work when somebody asks or its time is over, so that nothing sleeps on. What has been sent is for the writer to finish.
    func untilStopped(_ session: Session, _ work: @escaping @Sendable () async -> Void) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await stop.wait() }
            if let end = options.end {
                group.addTask {
                    do { try await clock.sleep(for: end.after) } catch { return }
                    session.stop(.until(end.name))
                }
            }
            group.addTask { await work() }
            await group.next()
            group.cancelAll()
        }
    }

    private func work(_ session: Session) async throws(RunFileError) {
        var last = 0
        var watch: CellWatch?
        if let watched = options.watch { watch = try CellWatch(session, watched) }
        while !session.isStopping {
            let units = try file.nextUnits(after: last, rows: max(1, options.batch))
            guard let end = units.last else { break }
            if let looked = watch?.end, looked < end { try await watch?.look(after: last) }
            await work(units, session)
            guard !session.isStopping else { return }
            for unit in units { try watch?.wrote(unit) }
            try file.endBatch()
            session.endedBatch()
            last = end
            guard let limit = options.batches, session.progress.batches >= limit else { continue }
            try await watch?.lookBack(until: last)
            session.stop(.batches(limit))
        }
        try await watch?.lookBack(until: last)
    }

    private func work(_ units: [Int], _ session: Session) async {
        await withTaskGroup(of: Void.self) { group in
            for unit in units {
                await session.slots.enter()
                guard !session.isStopping else {
                    session.slots.leave()
                    break
                }
                group.addTask {
                    do throws(RunFileError) {
                        try await UnitWorker(session: session).work(unit)
                    } catch {
                        session.stop(.runFile(error))
                    }
                    session.slots.leave()
                }
            }
        }
    }
}
