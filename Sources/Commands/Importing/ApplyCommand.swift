import Affinity
import Application
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Runs

struct ApplyCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "apply", abstract: "Plan, show, ask and apply; or apply exactly the plan of a run file.",
        discussion: """
            Ctrl-C finishes what is in flight and stops; `ferry resume` goes on. Exit status: 0 done, 3 some rows were rejected, \
            4 refused, 5 stopped by a limit, 6 interrupted.

            EXAMPLES
              ferry apply pipelines/import-companies.yaml
              ferry apply pipelines/import-companies.yaml --yes --batches 1     try the first rows
              ferry apply import-companies-20261121T101500Z                     exactly the plan that was saved
              ferry apply pipelines/import-companies.yaml --source rejects.csv  the corrected rows
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @OptionGroup var move: MovedOption

    @OptionGroup var turn: WaitOption

    @OptionGroup var bounds: BoundsOption

    @Argument(
        help: "A pipeline file, or a run: its file, its name, or its pipeline's name for the newest that is not applied.",
        completion: .pipelineOrRun)
    var target: String

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Option(name: .long, help: ArgumentHelp("Stop resumably after this many batches.", valueName: "count"))
    var batches: Int?

    @Option(
        name: .long, help: ArgumentHelp("Another spreadsheet than the pipeline's; - is standard input.", valueName: "file"),
        completion: .spreadsheet)
    var source: String?

    @Flag(
        name: .long,
        help: "Write planned cells even where Affinity holds something else by now. Without it such cells are left alone and reported.")
    var overwriteConflicts = false

    @Flag(
        name: .customLong("over-quota"),
        help: "Apply a plan that takes more calls than the month has left: it stops where they end, and `ferry resume` goes on.")
    var overQuota = false

    init() {}

    var pipelinePath: String? { isPipeline ? target : nil }

    private var isPipeline: Bool { target.hasSuffix(".yaml") || target.hasSuffix(".yml") }

    func validate() throws {
        if let batches, batches < 1 { throw ValidationError("--batches takes a number from 1 on") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if isPipeline { return try await applyPipeline(terminal) }
        if source != nil {
            throw Failure(
                .usage, code: ApplicationCode.U105, "--source goes with a pipeline; a run is bound to its spreadsheet", hint: "leave it out"
            )
        }
        return try await applyRun(terminal)
    }

    private func applyPipeline(_ terminal: Terminal) async throws -> ExitStatus {
        let beginning = terminal.context.now()
        if let export = try terminal.exportPipeline(target) { return try await apply(export, terminal) }
        let pipeline = try terminal.importPipeline(target)
        let limits = pipeline.pipeline.limits
        let line = EventLine(terminal)
        return try await Session.with(
            terminal, via: pipeline.pipeline.connection, isReading: false, pacing: bounds.pacing(.init(limits)), patience: patience.policy,
            onWait: line.wait
        ) { session in
            let account = session.account(line)
            let name = pipeline.pipeline.name.value
            let lock = try await AccountTurn(account).take(
                account.currentUser().subdomain, for: "plan and apply of \(name)", wait: turn.wait)
            defer { lock.end() }
            let plan = try await PlanImport(pipeline, account, sourceOverride: source, isCautious: yes).run()
            let report = PlanReport(terminal)
            try report.show(plan.run, changes: PlanReport.changesShown, isGoingOn: yes && plan.broken.isEmpty)
            guard plan.broken.isEmpty else {
                for diagnostic in plan.broken { terminal.report(diagnostic) }
                try report.document(plan, isKept: true)
                report.refused(plan)
                return .refused
            }
            if let refusal = try refusal(plan.run, session, limits, terminal) {
                try report.document(plan, isKept: true)
                throw refusal
            }
            guard plan.summary.changesNothing || Confirmation(terminal).ask(plan.summary, yes: yes) else {
                try report.document(plan, isKept: true)
                report.saved(plan)
                return .refused
            }
            // The question may have waited for its answer.
            try await RecheckPlan(plan.run, account).conflicts().skipCells(overwritingCells: overwriteConflicts)
            return try await apply(plan.run, account, lock, limits, since: beginning, terminal)
        }
    }

    /// An export writes nothing to Affinity, so nobody is asked.
    private func apply(_ export: ExportRequest, _ terminal: Terminal) async throws -> ExitStatus {
        if source != nil || batches != nil || bounds.until != nil {
            throw Failure(.usage, code: ApplicationCode.U105, "--source, --batches and --until go with an import", hint: "leave them out")
        }
        let limits = bounds.pacing(PacerLimits(export.pipeline.limits))
        let line = EventLine(terminal)
        return try await Session.with(
            terminal, via: export.pipeline.connection, isReading: false, pacing: limits, patience: patience.policy, onWait: line.announce
        ) { session in
            let plan = try await PlanExport(export, session.account(line)).run()
            return try await ExportRunner(terminal: terminal, session: session).begin(plan, line)
        }
    }

    private func applyRun(_ terminal: Terminal) async throws -> ExitStatus {
        let beginning = terminal.context.now()
        let path = try terminal.path(ofRun: target, to: .apply)
        let run = try RunFile.open(at: path, for: .working)
        try move.claim(run, terminal)
        let binding = try run.binding()
        try run.checkMayBegin(terminal.surroundings)
        let limits = terminal.limits(of: binding)
        let line = EventLine(terminal)
        return try await Session.with(
            terminal, via: binding.connection, account: binding.account, isReading: false, pacing: bounds.pacing(.init(limits)),
            patience: patience.policy,
            onWait: line.wait
        ) { session in
            let account = session.account(line)
            try await AccountGuard.check(binding, account)
            let lock = try await AccountTurn(account).take(binding.account, for: "apply of \(run.name)", wait: turn.wait)
            defer { lock.end() }
            let summary = try run.summary()
            if let refusal = try refusal(run, session, limits, terminal) { throw refusal }
            let conflicts = try await RecheckPlan(run, account).conflicts()
            try PlanReport(terminal).show(run, changes: yes ? 0 : PlanReport.changesShown, isGoingOn: yes)
            terminal.note(of: conflicts, overwritingCells: overwriteConflicts)
            guard summary.changesNothing || Confirmation(terminal).ask(summary, yes: yes) else {
                if terminal.options.json {
                    try terminal.print(result: RunDocument(run: run.path, plan: summary, warnings: run.warnings()))
                }
                return .refused
            }
            try conflicts.skipCells(overwritingCells: overwriteConflicts)
            if !yes {
                // The question may have waited for its answer.
                let later = try await RecheckPlan(run, account).conflicts()
                terminal.note(of: later, overwritingCells: overwriteConflicts)
                try later.skipCells(overwritingCells: overwriteConflicts)
            }
            return try await apply(run, account, lock, limits, since: beginning, terminal)
        }
    }

    private func apply(
        _ run: RunFile, _ account: AccountSession, _ lock: AccountLock, _ limits: Limits, since beginning: Double, _ terminal: Terminal
    ) async throws -> ExitStatus {
        let options = ApplyOptions(
            batches: batches, end: bounds.end(since: beginning, now: terminal.context.now()), isWatching: !overwriteConflicts)
        let result = try await ApplyRun(run, account, lock, limits: limits, options).work()
        let status = try RunReport(terminal: terminal, run: run).report(result)
        try run.close()
        return status
    }

    /// What keeps a whole plan from being applied: an approval that is missing, or calls.
    private func refusal(_ run: RunFile, _ session: Session, _ limits: Limits, _ terminal: Terminal) throws -> Failure? {
        try ApprovalGate(terminal).refusal(run, overwriting: overwriteConflicts)
            ?? QuotaGate.refusal(
                try run.summary(), rate: session.client.rateStatus, limits: limits,
                isAllowed: overQuota || batches != nil || bounds.maxRequests != nil)
    }
}
