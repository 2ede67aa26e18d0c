import Affinity
import Application
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Tables
import Text

/// Says how applying a run ended.
struct RunReport {
    let terminal: Terminal
    let run: RunFile

    /// - Returns: what the command ends with.
    func report(_ result: ApplyReport) throws -> ExitStatus {
        try say(result)
        let status = status(of: result)
        if !terminal.options.json {
            if let budget = budget(result.rate) { terminal.note(budget) }
            if let next = try next(result) { terminal.note("Next:  \(next)") }
        }
        return status
    }

    private func say(_ result: ApplyReport) throws {
        let now = Int64(terminal.context.now() * 1000)
        if terminal.options.json {
            try terminal.print(
                result: RunDocument(
                    run: run.path, plan: try run.summary(), outcome: RunDocument.Outcome(result.outcomes), requests: result.requests,
                    retries: result.retries, seconds: (result.seconds * 10).rounded() / 10, stopped: result.stop?.text(at: now),
                    warnings: try run.warnings()))
            return
        }
        let closing = ClosingText(outcomes: result.outcomes, stop: result.stop, now: result.written, earlier: result.writtenEarlier)
        terminal.print(closing.text(seconds: result.seconds))
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
            for line in problems.lines(groups, title: title) { terminal.print(wrapping: line) }
        }
    }

    private func budget(_ rate: RateStatus) -> String? {
        guard let minute = rate.minute.flatMap(CallsLeft.init) else { return nil }
        let month = rate.month.window.flatMap(CallsLeft.init).map { " and \($0.text) this month" } ?? ""
        return "The account has \(minute.text) calls left this minute\(month)."
    }

    /// Nil too where the error that stopped the run says it.
    private func next(_ result: ApplyReport) throws -> String? {
        switch result.stop {
        case .asked, .batches, .until: return resume
        case .affinity, .runFile: return nil
        case nil: break
        }
        guard result.outcomes.rejected + result.outcomes.conflict > 0 else { return nil }
        let pipeline = ShellWord.quoted(Paths.shown(try run.binding().pipeline.path, from: terminal.context.currentDirectory))
        let name = RunMention.text(run.path, terminal)
        return "ferry rejects \(name) -o rejects.csv     (fix them, then: ferry apply \(pipeline) --source rejects.csv)"
    }

    private var resume: String { "ferry resume \(RunMention.text(run.path, terminal))" }

    private func status(of result: ApplyReport) -> ExitStatus {
        switch result.stop {
        case nil: result.outcomes.rejected + result.outcomes.conflict > 0 ? .rowsRejected : .done
        case .asked, .batches, .until: .interrupted
        case .runFile(let error): Reporter(terminal).report(error, resume: resume)
        case .affinity(let error): Reporter(terminal).report(error, resume: resume)
        }
    }
}
