import Affinity
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Runs

struct UndoCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what a run wrote, as far as nobody has built on it since.",
        discussion: """
            Cells get the values that they held before, where they still hold what the run wrote; entries, notes and options that the run \
            made are removed, and organizations, persons and opportunities deleted, unless somebody has used them since: another list, a note, \
            a field, an interaction. Shows what it would do and asks. Stopped half-way, the same command goes on.

            Exit status: 0 all is taken back, 3 something was kept since somebody uses it.

            EXAMPLES
              ferry undo import-companies-20261121T101500Z
              ferry undo import-companies-20261121T101500Z --yes
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @OptionGroup var move: MovedOption

    @OptionGroup var turn: WaitOption

    @Argument(help: "The run: its file, its name, or its pipeline's name for the newest that fits.")
    var run: String

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: try RunFolder(terminal).resolve(self.run, to: .undo), for: .working)
        defer { try? run.close() }
        try move.claim(run, terminal)
        let frame = try run.frame()
        let (units, written) = try UndoRun.units(run, frame)
        let options = try run.writtenOptions().count
        let text = UndoText(units, options: options, name: frame.pipeline)
        if text.isNothing {
            terminal.note("\(run.name) has nothing to take back.")
            if global.json { try report(UndoRun.Counts(), [], terminal) }
            return .done
        }
        if !global.json { for line in text.lines() { terminal.print(line) } }
        guard yes || confirm(text.writes, terminal) else { return .refused }
        let binding = try run.binding()
        let limits = StalePlan(terminal).limits(binding)
        let status = StatusLine(terminal)
        let writes = text.writes
        return try await interruptible(by: terminal.context.stop) {
            try await Session.with(
                terminal, via: binding.connection, isReading: false, pacing: .init(limits), patience: patience.policy, onWait: status.say
            ) { session in
                try await AccountGuard.check(binding, session)
                let lock = try await AccountTurn(terminal, status).take(
                    binding.account, session, for: "undo of \(run.name)", wait: turn.wait)
                defer { lock.end() }
                try lock.begin(run, terminal)
                let undo = UndoRun(client: session.client, run: run, frame: frame, stop: terminal.context.stop) { done in
                    status.show("taking back: \(Numbers.grouped(done)) of \(Numbers.grouped(writes))")
                }
                let (counts, kept) = try await undo.work(units, written, concurrency: limits.concurrency)
                status.clear()
                try report(counts, kept, terminal)
                return kept.isEmpty ? .done : .rowsRejected
            }
        }
    }

    private func confirm(_ writes: Int, _ terminal: Terminal) -> Bool {
        var summary = PlanSummary()
        summary.requests.write = writes
        return Confirmation(terminal).ask(summary, yes: false)
    }

    private func report(_ counts: UndoRun.Counts, _ kept: [UndoRun.Kept], _ terminal: Terminal) throws {
        if global.json { return try terminal.print(json: UndoDocument(undone: counts.undone, gone: counts.gone, kept: kept)) }
        var text = "\(Numbers.count(counts.undone, "write")) taken back"
        if counts.gone > 0 { text += ", \(Numbers.grouped(counts.gone)) gone already" }
        terminal.print(text + ".")
        guard !kept.isEmpty else { return }
        terminal.print("\n  \(Numbers.count(kept.count, "write")) kept, since somebody has built on it")
        for one in kept.prefix(20) {
            let row = one.row > 0 ? "row \(one.row)  " : ""
            terminal.print("    \(row)\(Printable.line(one.label)): \(Printable.line(one.reason))")
        }
        if kept.count > 20 { terminal.print("    … and \(Numbers.grouped(kept.count - 20)) more") }
    }
}

/// What `--json` says of an undo.
private struct UndoDocument: Encodable {
    /// Writes that were taken back.
    var undone: Int
    /// What was there no more.
    var gone: Int
    var kept: [UndoRun.Kept]
}
