import Application
import Runs
import Screen
import Tables
import Text

/// The whole story of a run: what it was made from, when which part of it was done, what came of it, and what may be done next.
struct RunStoryText {
    let story: RunStory
    let terminal: Terminal

    private var run: RunOverview { story.overview }

    /// Label and text of each line.
    var lines: [(label: String, text: String)] {
        let binding = run.binding
        var lines = [("Pipeline", shown(binding.pipeline.path)), ("Rows of", source)]
        let user = story.summary.map { ", as \($0.user)" } ?? ""
        lines.append(("Account", "\(binding.account) at \(binding.host)\(user)"))
        let planned = story.summary.map { ": \(Numbers.count($0.rows, "row")), \(Numbers.count($0.writes, "write"))" } ?? ", not to its end"
        lines.append(("Planned", "\(time(binding.createdAt))\(planned) (ferry \(binding.toolVersion))"))
        if let approval = story.approval {
            lines.append(("Approved", "\(time(approval.at)) by \(approval.name) <\(approval.email)>, plan \(approval.digest.prefix(16))"))
        }
        if let comparedAt = story.comparedAt { lines.append(("Compared", "\(time(comparedAt)) with Affinity again")) }
        if let startedAt = story.startedAt { lines.append(("Begun", time(startedAt) + (story.machine.map { " on \($0)" } ?? ""))) }
        if let writes { lines.append(("Writes", writes)) }
        if run.state.isBegun { lines.append(("Done so far", ClosingText.words(story.totals))) }
        if let undo = run.undo {
            lines.append(("Taken back", "\(Numbers.count(undo.undone, "write")), \(Numbers.grouped(undo.left)) left"))
        }
        if let ending { lines.append(ending) }
        if run.state.isBegun, run.outcomes.rows > 0 { lines.append(("Outcomes", run.outcomes.words)) }
        lines.append(("File", "\(shown(run.path)), \(Bytes.text(RunFile.size(at: run.path)))"))
        return lines
    }

    private var source: String {
        let files = run.binding.inputs.map { $0.path == "-" ? "standard input" : $0.isFile ? shown($0.path) : $0.path }
        return files.count > 3
            ? "\(files.prefix(3).joined(separator: ", ")) and \(Numbers.grouped(files.count - 3)) more" : files.joined(separator: ", ")
    }

    private var writes: String? {
        let writes = story.writes
        guard let first = writes.firstSentAt else { return nil }
        var parts = ["\(Numbers.grouped(writes.done + writes.undone)) accepted"]
        if writes.refused > 0 { parts.append("\(Numbers.grouped(writes.refused)) refused") }
        if writes.unanswered > 0 { parts.append("\(Numbers.grouped(writes.unanswered)) whose outcome is not known") }
        let until = writes.lastDoneAt.map { " to \(time($0))" } ?? ""
        return
            "\(time(first))\(until): \(parts.joined(separator: ", ")), in \(Numbers.count(writes.attempts, "request")) and \(Numbers.count(story.batches, "batch", "batches"))"
    }

    private var ending: (String, String)? {
        switch run.state {
        case .stopped: ("Stopped", (story.endedAt.map(time) ?? "") + (run.stopReason.map { ": \($0)" } ?? ""))
        case .finished, .undone, .undoing: story.endedAt.map { ("Finished", time($0)) }
        case .running: ("Stopped", "at work still, or killed")
        case .planning, .planned, .refused: nil
        }
    }

    /// The command that goes on from here; nil where there is nothing left.
    var next: String? {
        let name = RunMention.text(run.path, terminal)
        switch run.state {
        case .planned: return "ferry apply \(name)"
        case .running, .stopped: return "ferry resume \(name)"
        case .undoing: return "ferry undo \(name)"
        case .planning: return "ferry clean"
        case .finished, .refused: return run.outcomes.rejected + run.outcomes.conflict > 0 ? "ferry rejects \(name) -o rejects.csv" : nil
        case .undone: return nil
        }
    }

    func print() {
        terminal.print()
        for (label, text) in lines {
            terminal.print(Printable.line("  \(DisplayWidth.padded(label, to: 12))  \(text)"))
        }
    }

    private func shown(_ path: String) -> String { Paths.shown(path, from: terminal.context.currentDirectory) }

    private func time(_ milliseconds: Int64) -> String { Timestamp.text(milliseconds: min(max(milliseconds, 0), 253_402_300_799_000)) }
}

/// The same for a program: what `ferry status RUN --json` has beside what every run has. Times are ISO 8601 in UTC; what there is nothing to
/// say for is left out.
struct RunStoryDocument: Encodable, Sendable {
    var pipeline: String
    var sources: [String]
    var host: String
    var user: String?
    var toolVersion: String
    var approval: Approval?
    var comparedAt: String?
    var startedAt: String?
    var firstSentAt: String?
    var lastDoneAt: String?
    var batches: Int
    /// Planned writes.
    var writes: Int?
    var accepted: Int
    var refused: Int
    var unanswered: Int
    var requests: Int
    var machine: String?
    var bytes: Int

    init(_ story: RunStory) {
        let (binding, done) = (story.overview.binding, story.writes)
        pipeline = binding.pipeline.path
        sources = binding.inputs.map(\.path)
        host = binding.host
        user = story.summary?.user
        toolVersion = binding.toolVersion
        approval = story.approval
        comparedAt = story.comparedAt.map(StatusCommand.Row.time)
        startedAt = story.startedAt.map(StatusCommand.Row.time)
        firstSentAt = done.firstSentAt.map(StatusCommand.Row.time)
        lastDoneAt = done.lastDoneAt.map(StatusCommand.Row.time)
        batches = story.batches
        writes = story.summary?.writes
        accepted = done.done + done.undone
        refused = done.refused
        unanswered = done.unanswered
        requests = done.attempts
        machine = story.machine
        bytes = RunFile.size(at: story.overview.path)
    }
}
