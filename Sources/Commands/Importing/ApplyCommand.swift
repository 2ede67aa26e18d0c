import Affinity
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Tables
import Text

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

    @Argument(help: "A pipeline file, or a run: its file, its name, or its pipeline's name for the newest that is not applied.")
    var target: String

    @Flag(name: .shortAndLong, help: "Do not ask.")
    var yes = false

    @Option(name: .long, help: ArgumentHelp("Stop resumably after so many batches.", valueName: "count"))
    var batches: Int?

    @Option(name: .long, help: ArgumentHelp("Another spreadsheet than the pipeline's; - is standard input.", valueName: "file"))
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

    func validate() throws {
        if let batches, batches < 1 { throw ValidationError("--batches takes a number from 1 on") }
    }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if target.hasSuffix(".yaml") || target.hasSuffix(".yml") { return try await applyPipeline(terminal) }
        if source != nil {
            throw Failure(.usage, code: "U105", "--source goes with a pipeline; a run is bound to its spreadsheet", hint: "leave it out")
        }
        return try await applyRun(terminal)
    }

    private func applyPipeline(_ terminal: Terminal) async throws -> ExitStatus {
        if let export = try PipelineSource.export(target, terminal) { return try await apply(export, terminal) }
        let pipeline = try PipelineSource.load(target, terminal)
        let limits = pipeline.pipeline.limits
        let status = StatusLine(terminal)
        let progress = ProgressLine(terminal, after: status)
        return try await Session.with(
            terminal, via: pipeline.pipeline.connection, isReading: false, pacing: .init(limits), patience: patience.policy,
            onWait: progress.wait
        ) { session in
            let account = try await session.client.send(AffinityAPI.whoAmI()).subdomain
            let name = pipeline.pipeline.name.value
            let lock = try await AccountTurn(terminal, status).take(account, session, for: "plan and apply of \(name)", wait: turn.wait)
            defer { lock.end() }
            let plan = try await PlanBuilder(
                terminal: terminal, session: session, source: pipeline, status: status, sourceOverride: source, isCautious: yes
            ).build()
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
            try await conflicts(of: plan.run, session, status, terminal).skipCells(overwritingCells: overwriteConflicts)
            return try await RunApplication(
                terminal: terminal, session: session, run: plan.run, lock: lock, limits: limits, progress: progress
            ).apply(batches: batches)
        }
    }

    /// An export writes nothing to Affinity, so nobody is asked.
    private func apply(_ export: ExportRequest, _ terminal: Terminal) async throws -> ExitStatus {
        if source != nil || batches != nil {
            throw Failure(.usage, code: "U105", "--source and --batches go with an import", hint: "leave them out")
        }
        let limits = PacerLimits(export.pipeline.limits)
        return try await Session.with(
            terminal, via: export.pipeline.connection, isReading: false, pacing: limits, patience: patience.policy,
            onWait: StatusLine(terminal).announce
        ) { session in
            let planning = ExportPlanning(terminal: terminal, session: session, request: export)
            let plan = try await planning.plan()
            return try await ExportApplication(terminal: terminal, session: session).begin(plan, export)
        }
    }

    private func applyRun(_ terminal: Terminal) async throws -> ExitStatus {
        let path = try RunFolder(terminal).resolve(target, to: .apply)
        let run = try RunFile.open(at: path, for: .working)
        try move.claim(run, terminal)
        let binding = try run.binding()
        try checkUnbegun(run, binding, terminal)
        let stale = try StalePlan(terminal).reasons(binding)
        guard stale.isEmpty else {
            throw Failure(
                .refused, code: "R510", "this plan is stale: \(stale.joined(separator: "; "))",
                hint: "plan again: ferry plan \(Paths.shown(binding.pipeline.path, from: terminal.context.currentDirectory))")
        }
        let limits = StalePlan(terminal).limits(binding)
        let status = StatusLine(terminal)
        let progress = ProgressLine(terminal, after: status)
        return try await Session.with(
            terminal, via: binding.connection, isReading: false, pacing: .init(limits), patience: patience.policy, onWait: progress.wait
        ) { session in
            try await AccountGuard.check(binding, session)
            let lock = try await AccountTurn(terminal, status).take(binding.account, session, for: "apply of \(run.name)", wait: turn.wait)
            defer { lock.end() }
            let summary = try run.summary()
            if let refusal = try refusal(run, session, limits, terminal) { throw refusal }
            let conflicts = try await conflicts(of: run, session, status, terminal)
            try PlanReport(terminal).show(run, changes: yes ? 0 : PlanReport.changesShown, isGoingOn: yes)
            conflicts.report(overwritingCells: overwriteConflicts)
            guard summary.changesNothing || Confirmation(terminal).ask(summary, yes: yes) else {
                if terminal.options.json {
                    try terminal.print(json: RunDocument(run: run.path, plan: summary, warnings: run.warnings()))
                }
                return .refused
            }
            try conflicts.skipCells(overwritingCells: overwriteConflicts)
            return try await RunApplication(
                terminal: terminal, session: session, run: run, lock: lock, limits: limits, progress: progress
            ).apply(batches: batches)
        }
    }

    private func conflicts(of run: RunFile, _ session: Session, _ status: StatusLine, _ terminal: Terminal) async throws -> Conflicts {
        try await Recheck(terminal: terminal, session: session, run: run, status: status).conflicts()
    }

    /// What keeps a whole plan from being applied: an approval that is missing, or calls.
    private func refusal(_ run: RunFile, _ session: Session, _ limits: Limits, _ terminal: Terminal) throws -> Failure? {
        try ApprovalGate(terminal).refusal(run, overwriting: overwriteConflicts)
            ?? QuotaGate.refusal(
                try run.summary(), rate: session.client.rateStatus, limits: limits, isAllowed: overQuota || batches != nil)
    }

    /// A run is applied once, and never against a guard rail.
    private func checkUnbegun(_ run: RunFile, _ binding: RunBinding, _ terminal: Terminal) throws {
        switch try run.state() {
        case .planning, .planned: return
        case .refused: throw Failure.brokenGuardRails(try run.brokenGuardRails())
        case .undoing: throw Failure.undoing(run, terminal)
        case .undone: throw Failure.undone(run, terminal)
        case .running, .stopped:
            throw Failure(
                .refused, code: "R511", "this run was begun already",
                hint: "go on with: ferry resume \(RunMention.text(run.path, terminal))")
        case .finished:
            let pipeline = ShellWord.quoted(Paths.shown(binding.pipeline.path, from: terminal.context.currentDirectory))
            throw Failure(
                .refused, code: "R511", "this run is finished: a run is applied once",
                hint: "plan anew, what is in Affinity already is left alone: ferry plan \(pipeline)")
        }
    }
}

extension Failure {
    /// A plan that was kept to be looked at, and may not be applied.
    static func undone(_ run: RunFile, _ terminal: Terminal) -> Failure {
        Failure(
            .refused, code: "R516", "this run was taken back",
            hint: "plan anew to do it again; ferry undo \(RunMention.text(run.path, terminal)) looks again at what was kept")
    }

    /// An undo was begun, and has not come to its end.
    static func undoing(_ run: RunFile, _ terminal: Terminal) -> Failure {
        Failure(
            .refused, code: "R540", "this run is being taken back", hint: "go on with: ferry undo \(RunMention.text(run.path, terminal))")
    }

    static func brokenGuardRails(_ rules: [String]) -> Failure {
        Failure(
            .refused, code: "R515", "this plan breaks a guard rail: \(rules.joined(separator: "; "))",
            hint: "change the rows, or `expect` in the pipeline, and plan again")
    }
}
