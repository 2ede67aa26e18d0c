import ArgumentParser
import Diagnostics
import PipelineSpec
import Planning
import Runs

struct PlanCommand: Subcommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Show every change a pipeline would make, and save it as a run file. Writes nothing to Affinity.",
        discussion: """
            Exit status: 0 nothing would change, 2 there is something to apply, 4 a guard rail is broken.

            EXAMPLES
              ferry plan pipelines/import-companies.yaml
              ferry plan pipelines/import-companies.yaml -o tuesday.ferry
              ferry plan pipelines/import-companies.yaml --json | jq .plan
            """)

    @OptionGroup var global: GlobalOptions

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
        let pipeline = try PipelineSource.load(pipeline, terminal)
        let limits = pipeline.pipeline.limits
        let plan = try await Session.with(terminal, isReading: false, pacing: .init(limits), onWait: { terminal.note($0) }) { session in
            try await PlanBuilder(terminal: terminal, session: session, source: pipeline, runPath: output, sourceOverride: source).build()
        }
        try PlanReport(terminal).show(plan, changes: changes ? nil : PlanReport.changesShown)
        for diagnostic in plan.broken { terminal.report(diagnostic) }
        if !plan.broken.isEmpty {
            try plan.run.close()
            PlanReport(terminal).refused(plan)
            return .refused
        }
        if plan.summary.changesNothing {
            // There is nothing to apply and nothing to look up again, so no file is left; unless someone counts on it.
            if output == nil, !global.json, plan.summary.rejected == 0 {
                plan.run.discard()
            } else if plan.summary.rejected > 0 {
                PlanReport(terminal).saved(plan)
            }
            return .done
        }
        try plan.run.close()
        PlanReport(terminal).saved(plan)
        return .somethingToApply
    }
}
