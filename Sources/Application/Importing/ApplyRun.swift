package import Affinity
package import PipelineSpec
import Planning
package import Runs

/// Applies a plan that stands in its run file, or goes on with one.
package struct ApplyRun: Sendable {
    private let run: RunFile
    private let session: AccountSession
    private let lock: AccountLock
    private let limits: Limits
    private let options: ApplyOptions

    /// - Parameters:
    ///   - lock: keeps other runs away from the account; it is ended with the run.
    package init(
        _ run: RunFile, _ session: AccountSession, _ lock: AccountLock, limits: Limits, _ options: ApplyOptions = ApplyOptions()
    ) {
        self.run = run
        self.session = session
        self.lock = lock
        self.limits = limits
        self.options = options
    }

    /// Works until every row has its outcome or there is a reason to stop, which is part of the report.
    /// - Throws: `RunFileError` when the run file can't be read or written before anything is sent.
    package func work() async throws -> ApplyReport {
        let started = session.surroundings.clock.started
        let earlier = try run.totals()
        session.observe(.applying(try run.frame().pipeline, rows: try run.summary().rows, alreadyDone: try run.counts().done))
        defer { session.observe(.idle) }
        try lock.begin(run, session.surroundings)
        defer { lock.end() }
        let watch = options.isWatching ? try await watch() : nil
        let executor = session.executor(of: run, limits, options, watch: watch) { [session, lock] event in
            if case .batch = event { lock.wrote() }
            session.observe(.run(event))
        }
        let result = try await session.sayingWhenStopped { try await executor.run() }
        let counters = session.client.counters
        return ApplyReport(
            outcomes: result.outcomes, stop: result.stop, written: try run.totals(), writtenEarlier: earlier,
            requests: counters.requests, retries: counters.retries, seconds: started.secondsSince, rate: session.client.rateStatus)
    }

    /// Nil where nothing is written that was there when the plan was made.
    private func watch() async throws -> Executor.Watch? {
        guard try run.summary().writesExistingCells else { return nil }
        return Executor.Watch(
            user: try await session.currentUser().userID, since: try run.unseenBefore(),
            lag: min(.seconds(1), SearchLag.configured(session.surroundings.environment)))
    }
}

extension RunFile {
    /// When the plan had not yet looked at any cell, by Affinity's clock.
    fileprivate func unseenBefore() throws(RunFileError) -> Instant {
        let planned = try binding().createdAt
        // Comparing a plan again moves the mark, and leaves out the rows that were begun by then.
        let first = min(planned, try seen()?.at.affinity ?? planned)
        return Instant(seconds: Int(first) / 1000 - Self.clockDifference)
    }

    /// How far this machine's clock may be ahead of Affinity's, in seconds. Changes that the plan has seen already do no harm.
    private static let clockDifference = 300
}

/// How far applying a run goes.
package struct ApplyOptions: Sendable {
    /// After how many to stop; nil for no such limit.
    var batches: Int?
    /// When to stop.
    var end: Executor.End?
    /// Whether cells that somebody else changes meanwhile are left alone.
    var isWatching: Bool

    package init(batches: Int? = nil, end: Executor.End? = nil, isWatching: Bool = true) {
        self.batches = batches
        self.end = end
        self.isWatching = isWatching
    }
}

/// How applying a run ended.
package struct ApplyReport: Sendable {
    /// Of all rows of the file.
    package var outcomes: OutcomeCounts
    /// Why it stopped before its end.
    package var stop: StopReason?
    /// By the whole run so far.
    package var written: RunTotals
    /// Of that, by earlier sessions.
    package var writtenEarlier: RunTotals
    /// Of the whole session, the reads for the plan included.
    package var requests: Int
    package var retries: Int
    /// How long it took.
    package var seconds: Double
    /// What is left of the account's calls.
    package var rate: RateStatus
}

extension AccountSession {
    func executor(
        of run: RunFile, _ limits: Limits, _ bounds: ApplyOptions = ApplyOptions(), watch: Executor.Watch? = nil,
        observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) -> Executor {
        var options = Executor.Options()
        options.batch = limits.batch
        options.concurrency = limits.concurrency
        options.batches = bounds.batches
        options.end = bounds.end
        options.watch = watch
        options.searchLag = SearchLag.configured(surroundings.environment)
        return Executor(
            file: run, writer: AffinityRecordWriter(client), options: options, clock: surroundings.clock,
            now: { [surroundings] in surroundings.milliseconds }, stop: surroundings.stop, observe: observe)
    }

    /// Works, and tells whoever watches when the work is to stop: what is under way is finished, which may take a while.
    func sayingWhenStopped<Result: Sendable>(_ work: @escaping @Sendable () async throws -> Result) async throws -> Result {
        let stop = surroundings.stop
        return try await withThrowingTaskGroup(of: Result?.self) { group in
            group.addTask { try await work() }
            group.addTask {
                await stop.wait()
                if stop.isSet { observe(.stopping(requestsInFlight: client.inFlight)) }
                return nil
            }
            var result: Result?
            while let ended = try await group.next() {
                guard let ended else { continue }
                result = ended
                group.cancelAll()
            }
            guard let result else { throw CancellationError() }
            return result
        }
    }
}
