import Affinity
import Application
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Text

struct UndoCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "undo", abstract: "Take back what a run wrote, as far as nobody has built on it since.",
        discussion: """
            Cells get the values that they held before, where they still hold what the run wrote; entries, notes and options that the run \
            made are removed, and organizations, persons and opportunities deleted, unless somebody has used them since: another list, a note, \
            a field, an opportunity, a cell that names them, an interaction. Writes that were never answered are looked up first. Shows what \
            it would do and asks. Stopped half-way, the same command goes on.

            Exit status: 0 all is taken back, 3 something was kept since somebody uses it, 4 refused, 6 interrupted.

            EXAMPLES
              ferry undo import-companies-20261121T101500Z
              ferry undo import-companies-20261121T101500Z --changes
              ferry undo import-companies-20261121T101500Z --yes
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @OptionGroup var move: MovedOption

    @OptionGroup var turn: WaitOption

    @Argument(
        help: "The run: its file, its name, or its pipeline's name for the newest that fits.",
        completion: .run)
    var run: String

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(name: .long, help: "Show every write that would be taken back, not only the first few.")
    var changes = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: try terminal.path(ofRun: self.run, to: .undo), for: .working)
        defer { try? run.close() }
        try move.claim(run, terminal)
        let binding = try run.binding()
        if try UndoRun.isOver(run) { return try nothing(run, terminal) }
        let limits = terminal.limits(of: binding)
        let line = EventLine(terminal)
        return try await Session.with(
            terminal, via: binding.connection, account: binding.account, isReading: false, pacing: .init(limits), patience: patience.policy,
            onWait: line.wait
        ) { session in
            let account = session.account(line)
            _ = try await interruptible(by: terminal.context.stop) { try await AccountGuard.check(binding, account) }
            let lock = try await AccountTurn(account).take(binding.account, for: "undo of \(run.name)", wait: turn.wait)
            defer { lock.end() }
            let undo = try await interruptible(by: terminal.context.stop) {
                try await UndoRun(run, account, limits: limits).prepare()
            }
            guard let undo else { return try nothing(run, terminal) }
            let report = UndoReport(terminal: terminal, run: run)
            try report.show(undo, isWhole: changes)
            let question = "Take back these \(Numbers.count(undo.plan.counts.writes, "write")) in Affinity?"
            guard Confirmation(terminal).ask(question, yes: yes) else {
                if global.json { try terminal.print(json: UndoReport.Document(undo, run)) }
                return .refused
            }
            return try report.report(await undo.work(lock), of: undo)
        }
    }

    private func nothing(_ run: RunFile, _ terminal: Terminal) throws -> ExitStatus {
        terminal.note("\(run.name) has nothing to take back.")
        if global.json { try terminal.print(json: UndoReport.Document(run: run.path)) }
        return .done
    }
}
