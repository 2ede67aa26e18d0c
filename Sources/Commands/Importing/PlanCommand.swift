import Affinity
import Application
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

    @OptionGroup var cache: CacheOption

    @Argument(help: "The pipeline file.", completion: .pipeline)
    var pipeline: String

    @Option(name: .shortAndLong, help: ArgumentHelp("Save the run file here.", valueName: "file"), completion: .file())
    var output: String?

    @Option(
        name: .long, help: ArgumentHelp("Another spreadsheet than the pipeline's; - is standard input.", valueName: "file"),
        completion: .spreadsheet)
    var source: String?

    @Flag(name: .long, help: "Show every changed row, not only the first few.")
    var changes = false

    init() {}

    var pipelinePath: String? { pipeline }

    func execute(_ terminal: Terminal) async throws -> ExitStatus {
        if let export = try terminal.exportPipeline(pipeline) { return try await plan(export, terminal) }
        let pipeline = try terminal.importPipeline(pipeline)
        let limits = pipeline.pipeline.limits
        let line = EventLine(terminal)
        let plan = try await Session.with(
            terminal, via: pipeline.pipeline.connection, isReading: false, pacing: .init(limits), patience: patience.policy,
            onWait: line.wait
        ) { session in
            try await PlanImport(
                pipeline, session.account(line, cache), sourceOverride: source, runPath: output
            ).run()
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
                .usage, code: ApplicationCode.U105, "-o and --source go with an import; a plan of an export is shown and not saved",
                hint: "leave them out")
        }
        let limits = PacerLimits(export.pipeline.limits)
        let line = EventLine(terminal)
        return try await Session.with(
            terminal, via: export.pipeline.connection, pacing: limits, patience: patience.policy, onWait: line.announce
        ) { session in
            try ExportText(terminal: terminal).show(await PlanExport(export, session.account(line)).run())
            terminal.note("\nNext:  ferry apply \(ShellWord.quoted(pipeline))")
            return .somethingToApply
        }
    }
}
