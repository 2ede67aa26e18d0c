import Affinity
import Application
import Diagnostics
import Runs
import Screen
import Text

/// Says what an undo would do, and how it went.
struct UndoReport {
    /// What `--json` says.
    struct Document: Encodable {
        var run: String
        var plan: UndoPlan.Counts?
        /// What is not looked at, in words.
        var omitted: [String]?
        /// Writes that were taken back.
        var undone = 0
        /// What was there no more.
        var gone = 0
        /// Writes that are still to be taken back, of a stopped undo.
        var left = 0
        var keptCount = 0
        var kept: [UndoResult.Kept] = []
        var stopped: String?
    }

    /// How many of those that stay are shown on a screen.
    private static let keptShown = 20

    let terminal: Terminal
    let run: RunFile

    /// The command that goes on.
    var again: String { "ferry undo \(RunMention.text(run.path, terminal))" }

    /// What an undo would do: everything, or the first things and the command that names everything.
    func show(_ undo: PreparedUndo, isWhole: Bool) throws {
        if isWhole {
            let names = UndoStepText(undo.frame)
            try undo.forEachStep { step in
                let text = names.text(step)
                if terminal.options.json { try terminal.print(json: ["change": text]) } else { terminal.print("  \(text)") }
            }
        }
        if !terminal.options.json {
            let all = isWhole ? nil : "\(again) --changes"
            for line in undo.plan.lines(undo.frame, omitted: undo.omitted, all: all) { terminal.print(wrapping: line) }
        }
    }

    func report(_ result: UndoResult, of undo: PreparedUndo) throws -> ExitStatus {
        let progress = try run.undoProgress()
        if terminal.options.json {
            var document = Document(undo, run)
            document.undone = result.undone
            document.gone = result.gone
            document.left = result.stop == nil ? 0 : progress.left
            document.keptCount = result.keptCount
            document.kept = result.kept
            document.stopped = result.stop.map(words)
            try terminal.print(json: document)
        } else {
            print(result, progress)
        }
        guard let stop = result.stop else { return result.keptCount == 0 ? .done : .rowsRejected }
        let reporter = Reporter(terminal)
        switch stop {
        case let error as AffinityError where error != .cancelled: return reporter.report(error, resume: again)
        case let error as RunFileError: return reporter.report(error, resume: again)
        case is AffinityError, is CancellationError:
            terminal.note("Next:  \(again)")
            return .interrupted
        default: return reporter.report(stop)
        }
    }

    private func print(_ result: UndoResult, _ progress: UndoProgress) {
        var text = "\(Numbers.count(result.undone, "write")) taken back"
        if result.gone > 0 { text += ", \(Numbers.grouped(result.gone)) gone already" }
        if result.stop != nil {
            text = "Stopped: \(text); in all \(Numbers.grouped(progress.undone)) of \(Numbers.grouped(progress.all))"
        }
        terminal.print(text + ".")
        guard result.keptCount > 0 else { return }
        terminal.print("\n  \(Numbers.count(result.keptCount, "write")) kept, since somebody has built on it")
        for one in result.kept.prefix(Self.keptShown) {
            let row = one.row > 0 ? "row \(one.row)  " : ""
            terminal.print("    \(row)\(Printable.line(one.label)): \(Printable.line(one.reason))")
        }
        let more = result.keptCount - Self.keptShown
        if more > 0 { terminal.print("    … and \(Numbers.grouped(more)) more") }
    }

    private func words(_ stop: any Error) -> String {
        let now = Int64(terminal.context.now() * 1000)
        return switch stop {
        case let error as AffinityError: StopReason.affinity(error).text(at: now)
        case let error as RunFileError: StopReason.runFile(error).text(at: now)
        case is CancellationError: StopReason.asked.text(at: now)
        default: "\(stop)"
        }
    }
}

extension UndoReport.Document {
    init(_ undo: PreparedUndo, _ run: RunFile) {
        self.init(run: run.path, plan: undo.plan.counts, omitted: undo.omitted)
    }
}
