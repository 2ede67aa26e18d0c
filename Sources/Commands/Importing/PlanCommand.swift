import Affinity
import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Runs
import Text

struct PlanCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show every change a pipeline would make, and save it as a run file. Writes nothing to Affinity.",
        discussion: """
            Exit status: 0 nothing would change, 2 there is something to apply, 3 all there would be to do was rejected, \
            4 a guard rail is broken.

            EXAMPLES
              ferry plan pipelines/import-companies.yaml
              ferry plan pipelines/import-companies.yaml -o tuesday.ferry
              ferry plan pipelines/import-companies.yaml --json | jq .plan
            """)

    @OptionGroup var global: GlobalOptions

    @OptionGroup var patience: PatienceOption

    @Argument(help: "The pipeline file.")
    var pipeline: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Save the run file here.", valueName: "file"))
    var output: String?

    @Option(name: .long, help: ArgumentHelp("Another spreadsheet than the pipeline's; - is standard input.", valueName: "file"))
    var source: String?

    @Flag(name: .long, help: "Show every changed row, not only the first few.")
    var changes = false

    init() {}

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if let export = try PipelineSource.export(pipeline, terminal) { return try await plan(export, terminal) }
        let pipeline = try PipelineSource.load(pipeline, terminal)
        let limits = pipeline.pipeline.limits
        let status = StatusLine(terminal)
        let plan = try await Session.with(
            terminal, via: pipeline.pipeline.connection, isReading: false, pacing: .init(limits), patience: patience.policy,
            onWait: status.wait
        ) { session in
            try await PlanBuilder(
                terminal: terminal, session: session, source: pipeline, status: status, runPath: output, sourceOverride: source
            ).build()
        }
        let report = PlanReport(terminal)
        try report.show(plan.run, changes: changes ? nil : PlanReport.changesShown)
        for diagnostic in plan.broken { terminal.report(diagnostic) }
        if !plan.broken.isEmpty {
            try report.document(plan, isKept: true)
            try plan.run.close()
            report.refused(plan)
            return .refused
        }
        // There is nothing to apply and nothing to look up again, so no file is left; unless someone named one.
        let isKept = output != nil || !plan.summary.changesNothing || plan.summary.rejected > 0
        try report.document(plan, isKept: isKept)
        guard isKept else {
            plan.run.discard()
            return .done
        }
        try plan.run.close()
        if !plan.summary.changesNothing || plan.summary.rejected > 0 { report.saved(plan) }
        if !plan.summary.changesNothing { return .somethingToApply }
        return plan.summary.rejected > 0 ? .rowsRejected : .done
    }

    private func plan(_ export: ExportRequest, _ terminal: Terminal) async throws -> ExitStatus {
        if output != nil || source != nil {
            throw Failure(
                .usage, code: "U105", "-o and --source go with an import; a plan of an export is shown and not saved",
                hint: "leave them out")
        }
        let limits = PacerLimits(export.pipeline.limits)
        return try await Session.with(
            terminal, via: export.pipeline.connection, pacing: limits, patience: patience.policy, onWait: StatusLine(terminal).announce
        ) { session in
            let planning = ExportPlanning(terminal: terminal, session: session, request: export)
            try planning.show(try await planning.plan())
            terminal.note("\nNext:  ferry apply \(ShellWord.quoted(pipeline))")
            return .somethingToApply
        }
    }
}
