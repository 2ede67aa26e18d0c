import Affinity
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Tables
import Text

/// Applies a run file, or goes on with one, and says how it ended.
struct RunApplication: Sendable {
    let terminal: Terminal
    let session: Session
    let run: RunFile
    /// Keeps other runs away from the account.
    let lock: AccountLock
    let limits: Limits
    let progress: ProgressLine

    func apply(batches: Int?) async throws -> ExitStatus {
        let started = terminal.context.clock.started
        var options = Executor.Options()
        options.batch = limits.batch
        options.concurrency = limits.concurrency
        options.batches = batches
        options.searchLag = SearchLag.configured(terminal.context.environment)
        let frame = try run.frame()
        let earlier = try run.totals()
        progress.begin(frame.pipeline, rows: try run.summary().rows, alreadyDone: try run.counts().done) { [session] in
            MinuteLeft(session.client.rateStatus)
        }
        try lock.begin(run, terminal)
        defer { lock.end() }
        let now = terminal.context.now
        let executor = Executor(
            file: run, writer: AffinityRecordWriter(session.client), options: options, clock: terminal.context.clock,
            now: { Int64(now() * 1000) }, stop: terminal.context.stop,
            observe: { event in
                if case .batch = event { lock.wrote() }
                progress.show(event)
            })
        let result = try await work(executor)
        progress.finish()
        try report(result, seconds: started.secondsSince, earlier: earlier)
        let status = status(of: result)
        if !terminal.options.json {
            if let budget = budget() { terminal.note(budget) }
            if let next = try next(result) { terminal.note("Next:  \(next)") }
        }
        try run.close()
        return status
    }

    /// Runs, with a word when someone asks to stop: what is under way may take a while.
    private func work(_ executor: Executor) async throws -> RunResult {
        let stop = terminal.context.stop
        return try await withThrowingTaskGroup(of: RunResult?.self) { group in
            group.addTask { try await executor.run() }
            group.addTask {
                await stop.wait()
                if stop.isSet { sayStopping() }
                return nil
            }
            var result: RunResult?
            while let ended = try await group.next() {
                guard let ended else { continue }
                result = ended
                group.cancelAll()
            }
            guard let result else { throw CancellationError() }
            return result
        }
    }

    private func sayStopping() {
        let count = session.client.inFlight
        let letting = count > 0 ? ": letting \(Numbers.count(count, "request")) finish" : ""
        progress.say("stopping\(letting); press Ctrl-C again to stop at once")
    }

    private func report(_ result: RunResult, seconds: Double, earlier: RunTotals) throws {
        let counters = session.client.counters
        let now = Int64(terminal.context.now() * 1000)
        if terminal.options.json {
            try terminal.print(
                json: RunDocument(
                    run: run.path, plan: try run.summary(), outcome: RunDocument.Outcome(result.outcomes), requests: counters.requests,
                    retries: counters.retries, seconds: (seconds * 10).rounded() / 10, stopped: result.stop?.text(at: now),
                    warnings: try run.warnings()))
            return
        }
        let closing = ClosingText(outcomes: result.outcomes, stop: result.stop, now: try run.totals(), earlier: earlier)
        terminal.print(closing.text(seconds: seconds))
        // What the plan refused was told with the plan.
        let problems = ProblemText(
            frame: try run.frame(), style: terminal.style, command: "ferry rejects \(RunMention.text(run.path, terminal))")
        let groups = try run.problemGroups(whileApplied: true)
        let refused = result.outcomes.rejected - (try run.summary().rejected)
        let counts = [
            refused > 0 ? "\(Numbers.count(refused, "row")) refused while applying" : nil,
            result.outcomes.conflict > 0 ? "\(Numbers.count(result.outcomes.conflict, "row")) in conflict" : nil,
        ]
        if terminal.options.quiet {
            for diagnostic in problems.diagnostics(groups) { terminal.report(diagnostic) }
        } else {
            let title = counts.compactMap { $0 }.joined(separator: ", ")
            for line in problems.lines(groups, title: title) { terminal.print(line) }
        }
    }

    private func budget() -> String? {
        let rate = session.client.rateStatus
        guard let minute = rate.minute.flatMap(CallsLeft.init) else { return nil }
        let month = rate.month.window.flatMap(CallsLeft.init).map { " and \($0.of) this month" } ?? ""
        return "The account has \(minute.of) calls left this minute\(month)."
    }

    /// Nil too where the error that stopped the run says it.
    private func next(_ result: RunResult) throws -> String? {
        switch result.stop {
        case .asked, .batches: return resume
        case .affinity, .runFile: return nil
        case nil: break
        }
        guard result.outcomes.rejected + result.outcomes.conflict > 0 else { return nil }
        let pipeline = ShellWord.quoted(Paths.shown(try run.binding().pipeline.path, from: terminal.context.currentDirectory))
        let name = RunMention.text(run.path, terminal)
        return "ferry rejects \(name) -o rejects.csv     (fix them, then: ferry apply \(pipeline) --source rejects.csv)"
    }

    private var resume: String { "ferry resume \(RunMention.text(run.path, terminal))" }

    private func status(of result: RunResult) -> ExitStatus {
        switch result.stop {
        case nil: result.outcomes.rejected + result.outcomes.conflict > 0 ? .rowsRejected : .done
        case .asked, .batches: .interrupted
        case .runFile(let error): Reporter(terminal).report(error, resume: resume)
        case .affinity(let error): Reporter(terminal).report(error, resume: resume)
        }
    }
}

/// How long Affinity's search may miss what was just made (AffinityAPI.md#consistency: about 10 s).
enum SearchLag {
    /// `FERRY_SEARCH_LAG` in seconds, for an Affinity that is known to be quicker, such as the simulator.
    static func configured(_ environment: [String: String]) -> Duration {
        guard let text = environment["FERRY_SEARCH_LAG"], let seconds = Double(text), seconds >= 0, seconds <= 3600 else {
            return .seconds(12)
        }
        return .seconds(seconds)
    }
}
