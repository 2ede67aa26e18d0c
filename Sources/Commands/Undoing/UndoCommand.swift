import Affinity
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

    @Argument(help: "The run: its file, its name, or its pipeline's name for the newest that fits.")
    var run: String

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Flag(name: .long, help: "Show every write that would be taken back, not only the first few.")
    var changes = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        let run = try RunFile.open(at: try RunFolder(terminal).resolve(self.run, to: .undo), for: .working)
        defer { try? run.close() }
        try move.claim(run, terminal)
        let binding = try run.binding()
        guard try run.undoProgress().left > 0 else { return try nothing(run, terminal) }
        let limits = StalePlan(terminal).limits(binding)
        let status = StatusLine(terminal)
        return try await Session.with(
            terminal, via: binding.connection, isReading: false, pacing: .init(limits), patience: patience.policy, onWait: status.wait
        ) { session in
            try await interruptible(by: terminal.context.stop) { try await AccountGuard.check(binding, session) }
            let lock = try await AccountTurn(terminal, status).take(binding.account, session, for: "undo of \(run.name)", wait: turn.wait)
            defer { lock.end() }
            let undo = try await interruptible(by: terminal.context.stop) {
                try await RecentWrites(binding.account, session, terminal).waitUntilVisible { status.say($0) }
                return try await Preparation.make(run, session, limits, status, terminal)
            }
            status.clear()
            guard let undo else { return try nothing(run, terminal) }
            let all = "\(UndoReport(terminal: terminal, run: run).again) --changes"
            try undo.show(all: changes ? nil : all, terminal)
            let document = UndoReport.Document(run: run.path, plan: undo.plan.counts, omitted: undo.omitted)
            let question = "Take back these \(Numbers.count(undo.plan.counts.writes, "write")) in Affinity?"
            guard Confirmation(terminal).ask(question, yes: yes) else {
                if global.json { try terminal.print(json: document) }
                return .refused
            }
            try lock.begin(run, terminal)
            try run.beginUndo()
            let result = await undo.work(session, limits, status, terminal)
            status.clear()
            return try UndoReport(terminal: terminal, run: run).report(result, document)
        }
    }

    private func nothing(_ run: RunFile, _ terminal: Terminal) throws -> ExitStatus {
        if try run.state() == .undoing { try run.endUndo() }
        terminal.note("\(run.name) has nothing to take back.")
        if global.json { try terminal.print(json: UndoReport.Document(run: run.path)) }
        return .done
    }
}

/// An undo that is looked into and not begun.
private struct Preparation: Sendable {
    let run: RunFile
    let frame: PlanFrame
    let plan: UndoPlan
    let fields: UseFields
    let references: ReferenceScan
    let attachments: Attachments
    let doubts: [Reconciliation.Doubt]

    /// What is not looked at, in words.
    var omitted: [String] { references.omitted + attachments.omitted }

    /// - Returns: Nil when there is nothing to take back.
    static func make(
        _ run: RunFile, _ session: Session, _ limits: Limits, _ status: StatusLine, _ terminal: Terminal
    ) async throws -> Preparation? {
        let frame = try run.frame()
        let doubts = try await reconcile(run, session, limits, status, terminal)
        var plan = try UndoPlan(run, frame)
        guard !plan.counts.isNothing || !doubts.isEmpty else { return nil }
        status.show("looking what uses them")
        let fields = try await UseFields.read(session.client, frame, deleting: plan.kinds)
        let references = try await ReferenceScan.plan(session.client, fields, deleting: plan.kinds)
        var pages = 0
        for (source, _) in UndoOptions.sources(of: plan.options, fields) {
            pages += try await ReferenceScan.pages(of: source, session.client) ?? 0
        }
        let attachments = plan.kinds.isEmpty ? Attachments() : try await Attachments.read(session.client)
        plan.addScans(references, attachments, optionPages: pages, rate: session.client.rateStatus, limits: limits)
        return Preparation(
            run: run, frame: frame, plan: plan, fields: fields, references: references, attachments: attachments, doubts: doubts)
    }

    /// Nothing is taken back while nobody knows what was written.
    private static func reconcile(
        _ run: RunFile, _ session: Session, _ limits: Limits, _ status: StatusLine, _ terminal: Terminal
    ) async throws -> [Reconciliation.Doubt] {
        let count = try run.unansweredCount()
        guard count > 0 else { return [] }
        terminal.note("\(Numbers.count(count, "write")) of this run \(count == 1 ? "has" : "have") no answer: looking what became of them.")
        let executor = executor(run, session, limits, terminal) { event in
            if case .reconciling(let row, let label) = event { status.show("row \(row), \(label): looking whether Affinity has it") }
        }
        let found = try await executor.reconcile()
        switch found.stop {
        case nil, .batches: return found.doubts
        case .asked: throw CancellationError()
        case .affinity(let error): throw error
        case .runFile(let error): throw error
        }
    }

    private static func executor(
        _ run: RunFile, _ session: Session, _ limits: Limits, _ terminal: Terminal,
        observe: @escaping @Sendable (RunEvent) -> Void = { _ in }
    ) -> Executor {
        var options = Executor.Options()
        options.concurrency = limits.concurrency
        options.searchLag = SearchLag.configured(terminal.context.environment)
        let now = terminal.context.now
        return Executor(
            file: run, writer: AffinityRecordWriter(session.client), options: options, clock: terminal.context.clock,
            now: { Int64(now() * 1000) }, stop: terminal.context.stop, observe: observe)
    }

    func show(all: String?, _ terminal: Terminal) throws {
        if all == nil {
            let names = UndoStepText(frame)
            func show(_ text: String) throws {
                if terminal.options.json { try terminal.print(json: ["change": text]) } else { terminal.print("  \(text)") }
            }
            try UndoUnits(run: run, frame: frame).forEachUnit { unit in
                for step in unit.steps where step.kind != .deletedWithRecord { try show(names.text(step)) }
            }
            for option in plan.options { try show(names.text(option.step)) }
        }
        if !terminal.options.json {
            for line in plan.lines(frame.pipeline, omitted: omitted, all: all) { terminal.print(line) }
        }
    }

    /// Takes the run back. When it is to stop, what is under way is finished.
    func work(
        _ session: Session, _ limits: Limits, _ status: StatusLine, _ terminal: Terminal
    ) async -> UndoResult {
        let stop = terminal.context.stop
        let left = UndoTimeLeft(terminal.context.clock, session)
        var result = await withTaskGroup(of: UndoResult?.self) { group in
            group.addTask {
                do {
                    let undo = UndoRun(
                        client: session.client, run: run, frame: frame, fields: fields, references: references,
                        later: try LaterRuns(than: run, terminal), deletesRecords: !plan.kinds.isEmpty,
                        lag: SearchLag.configured(terminal.context.environment), say: status.say)
                    return try await undo.work(Self.executor(run, session, limits, terminal)) { progress in
                        let done = "\(Numbers.grouped(progress.undone)) of \(Numbers.grouped(progress.all))"
                        status.show("taking back: \(done)\(left(progress))")
                    }
                } catch {
                    var result = UndoResult()
                    result.stop = error
                    return result
                }
            }
            group.addTask {
                await stop.wait()
                guard stop.isSet else { return nil }
                let count = session.client.inFlight
                let letting = count > 0 ? ": letting \(Numbers.count(count, "request")) finish" : ""
                status.say("stopping\(letting); press Ctrl-C again to stop at once")
                return nil
            }
            var result = UndoResult()
            while let ended = await group.next() {
                if let ended { result = ended }
                group.cancelAll()
            }
            return result
        }
        for doubt in doubts { result.keep(doubt.row, doubt.label, doubt.reason) }
        result.sort()
        return result
    }
}
