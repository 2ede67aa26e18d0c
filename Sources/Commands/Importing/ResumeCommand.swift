import Application
import ArgumentParser
import Diagnostics
import Exporting
import Runs
import Screen
import Tables
import Text

struct ResumeCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "resume", abstract: "Go on with an interrupted run: the newest unfinished one, or the one named.",
        discussion: """
            What was sent and not answered is looked up in Affinity first, so that nothing is made twice.

            EXAMPLES
              ferry resume
              ferry resume import-companies-20261121T101500Z
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @OptionGroup var move: MovedOption

    @OptionGroup var turn: WaitOption

    @OptionGroup var bounds: BoundsOption

    @Argument(
        help: "The run: its file, its name, or its pipeline's name for the newest that fits.",
        completion: .run)
    var run: String?

    @Flag(name: .shortAndLong, help: "Go on even with a run that was not planned by you on this machine. It must be named.")
    var yes = false

    @Option(name: .long, help: ArgumentHelp("Stop resumably after this many batches.", valueName: "count"))
    var batches: Int?

    init() {}

    func validate() throws {
        if let batches, batches < 1 { throw ValidationError("--batches takes a number from 1 on") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let beginning = terminal.context.now()
        if let journal = try export(terminal) { return try await goOn(journal, terminal) }
        let path = try path(terminal)
        let run = try RunFile.open(at: path, for: .working)
        try move.claim(run, terminal, isWanted: yes && self.run != nil)
        let binding = try run.binding()
        try run.checkMayGoOn(terminal.surroundings)
        if try run.state() == .finished {
            terminal.note("\(run.name) is finished: there is nothing left to do.")
            let counts = try run.counts()
            if !global.json { return counts.rejected + counts.conflict > 0 ? .rowsRejected : .done }
        }
        let limits = terminal.limits(of: binding)
        let line = EventLine(terminal)
        return try await Session.with(
            terminal, via: binding.connection, account: binding.account, isReading: false, pacing: bounds.pacing(.init(limits)),
            patience: patience.policy,
            onWait: line.wait
        ) { session in
            let account = session.account(line)
            try await AccountGuard.check(binding, account)
            let lock = try await AccountTurn(account).take(binding.account, for: "resume of \(run.name)", wait: turn.wait)
            defer { lock.end() }
            let conflicts = try await RecheckPlan(run, account).conflicts()
            terminal.note(of: conflicts)
            try conflicts.skipCells()
            let options = ApplyOptions(batches: batches, end: bounds.end(since: beginning, now: terminal.context.now()))
            let result = try await ApplyRun(run, account, lock, limits: limits, options).work()
            let status = try RunReport(terminal: terminal, run: run).report(result)
            try run.close()
            return status
        }
    }

    /// The export that is meant: the one named, or without a name the newest unfinished thing of all.
    private func export(_ terminal: Terminal) throws -> String? {
        let folder = ExportFolder(terminal)
        folder.removeFinished()
        if let run { return try folder.find(run) }
        guard let newest = folder.unfinished().first(where: { folder.isOwn($0.path) }) else { return nil }
        let other = try ownUnfinished(terminal).first
        return (other?.binding.createdAt ?? 0) > newest.header.createdAt ? nil : newest.path
    }

    private func goOn(_ path: String, _ terminal: Terminal) async throws -> ExitStatus {
        if !yes || run == nil, !ExportFolder(terminal).isOwn(path) {
            throw Failure(
                .refused, code: CommandCode.R525, "this export was not begun by you on this machine, or not as far as ferry knows",
                hint: "look into \(RunMention.text(path, terminal)) for the file that it writes; to go on with it all the same, add --yes")
        }
        if batches != nil || bounds.until != nil {
            throw Failure(
                .usage, code: ApplicationCode.U105, "--batches and --until go with an import, and this is an export", hint: "leave them out"
            )
        }
        let journal = try ExportJournal.open(at: path, isWorking: true)
        let frame = journal.header.frame
        let line = EventLine(terminal)
        return try await Session.with(
            terminal, via: frame.connection, account: frame.account, isReading: false, pacing: bounds.pacing(), patience: patience.policy,
            onWait: line.announce
        ) { session in
            try await AccountGuard.check(account: frame.account, host: frame.host, session.account(line))
            return try await ExportRunner(terminal: terminal, session: session).goOn(journal, line)
        }
    }

    private func path(_ terminal: Terminal) throws -> String {
        let folder = RunFolder(terminal)
        if let run { return try terminal.path(ofRun: run, to: .resume) }
        if let newest = try ownUnfinished(terminal).first { return newest.path }
        let others = try folder.list().unfinished.map(\.path) + ExportFolder(terminal).unfinished().map(\.path)
        guard let other = others.first else {
            throw Failure(
                .usage, code: ApplicationCode.U106, "there is no unfinished run here", hint: "`ferry status` lists the runs there are")
        }
        let shown = Paths.shown(other, from: terminal.context.currentDirectory)
        throw Failure(
            .refused, code: ApplicationCode.R524,
            "\(Printable.line(shown)) is unfinished, and not of your making on this machine as far as ferry knows",
            hint: "look at it, and name it to go on with it: ferry resume \(ShellWord.quoted(shown)) --yes")
    }

    /// Without a name only what this user planned here is gone on with: anything else may have been put there by somebody.
    private func ownUnfinished(_ terminal: Terminal) throws -> [RunOverview] {
        let registry = StateFolder.registry(terminal)
        return try RunFolder(terminal).list().unfinished.filter { registry.knows($0.identity) }
    }
}
