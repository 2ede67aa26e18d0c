import Affinity
import Diagnostics
import PipelineSpec
import Planning
import Runs

/// Applies a run file, or goes on with one, and says how it ended.
struct RunApplication: Sendable {
    let terminal: Terminal
    let session: Session
    let run: RunFile
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
        progress.begin(frame.pipeline, rows: try run.summary().rows, alreadyDone: try run.counts().done)
        let now = terminal.context.now
        let executor = Executor(
            file: run, writer: AffinityRecordWriter(session.client), options: options, clock: terminal.context.clock,
            now: { Int64(now() * 1000) }, stop: terminal.context.stop, observe: { progress.show($0) })
        let result = try await executor.run()
        progress.finish()
        try report(result, seconds: started.secondsSince, frame: frame)
        let status = status(of: result)
        try run.close()
        return status
    }

    private func report(_ result: RunResult, seconds: Double, frame: PlanFrame) throws {
        let counters = session.client.counters
        if terminal.options.json {
            try terminal.print(
                json: RunDocument(
                    run: run.path, plan: try run.summary(), outcome: RunDocument.Outcome(result.outcomes), requests: counters.requests,
                    retries: counters.retries, seconds: (seconds * 10).rounded() / 10, stopped: result.stop?.text,
                    warnings: try run.warnings()))
            return
        }
        terminal.print(try closing(result.outcomes, stop: result.stop, seconds: seconds))
        if result.outcomes.rejected + result.outcomes.conflict > 0 {
            let lines = ProblemText(style: terminal.style).lines(
                try run.problemGroups(), total: result.outcomes.rejected + result.outcomes.conflict)
            if !lines.isEmpty { terminal.print(lines.joined(separator: "\n")) }
        }
        terminal.note(budget())
        if let next = try next(result) { terminal.note("Next:  \(next)") }
    }

    private func closing(_ outcomes: OutcomeCounts, stop: StopReason?, seconds: Double) throws -> String {
        let totals = try run.totals()
        var done = [
            "\(Numbers.count(totals.organizations, "organization")) created",
            "\(Numbers.count(totals.entries, "list entry", "list entries")) added",
            "\(Numbers.count(totals.cells, "cell")) set",
        ]
        if totals.isEmpty { done = ["nothing to change"] }
        let head = stop == nil ? "Done in \(Numbers.duration(seconds: seconds))" : "Stopped after \(Numbers.duration(seconds: seconds))"
        var text = "\(head): \(done.joined(separator: ", "))."
        if outcomes.rejected > 0 { text += " \(Numbers.count(outcomes.rejected, "row")) rejected." }
        if outcomes.conflict > 0 { text += " \(Numbers.count(outcomes.conflict, "row")) in conflict." }
        if outcomes.pending > 0 { text += " \(Numbers.count(outcomes.pending, "row")) still to do." }
        if let stop { text += "\nStopped because: \(stop.text)" }
        return text
    }

    private func budget() -> String {
        let rate = session.client.rateStatus
        guard let minute = rate.minute.flatMap(CallsLeft.init) else { return "" }
        let month = rate.month.window.flatMap(CallsLeft.init).map { " and \($0.of) this month" } ?? ""
        return "The account has \(minute.of) calls left this minute\(month)."
    }

    private func next(_ result: RunResult) throws -> String? {
        let name = PlanReport(terminal).name(run)
        if result.stop != nil { return "ferry resume \(name)" }
        guard result.outcomes.rejected + result.outcomes.conflict > 0 else { return nil }
        let pipeline = Paths.shown(try run.binding().pipeline.path, from: terminal.context.currentDirectory)
        return "ferry rejects \(name) -o rejects.csv     (fix them, then: ferry apply \(pipeline) --source rejects.csv)"
    }

    private func status(of result: RunResult) -> ExitStatus {
        switch result.stop {
        case nil: result.outcomes.rejected + result.outcomes.conflict > 0 ? .rowsRejected : .done
        case .asked, .batches: .interrupted
        case .runFile(let error): Reporter(terminal).report(error)
        case .affinity(let error): Reporter(terminal).report(error)
        }
    }
}

/// How long Affinity's search may miss what was just made (v1 sheet §5.3: about 10 s).
enum SearchLag {
    /// `FERRY_SEARCH_LAG` in seconds, for an Affinity that is known to be quicker, such as the simulator.
    static func configured(_ environment: [String: String]) -> Duration {
        guard let text = environment["FERRY_SEARCH_LAG"], let seconds = Double(text), seconds >= 0, seconds <= 3600 else {
            return .seconds(12)
        }
        return .seconds(seconds)
    }
}

/// A moment of a clock whose kind is not known, to measure from.
struct StartedClock: Sendable {
    private let elapsed: @Sendable () -> Duration

    init(_ elapsed: @escaping @Sendable () -> Duration) {
        self.elapsed = elapsed
    }

    var secondsSince: Double { elapsed() / .seconds(1) }
}

extension Clock where Duration == Swift.Duration {
    var started: StartedClock {
        let start = now
        return StartedClock { start.duration(to: self.now) }
    }
}
