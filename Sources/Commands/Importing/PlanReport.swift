import Application
import Diagnostics
import Planning
import Runs
import Tables

/// Shows a plan as the user asked: for a person, in one line (`--quiet`), or as the JSON document.
struct PlanReport {
    /// How many changed rows fit a screen beside the summary.
    static let changesShown = 8

    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// Shows a plan to a person; with `--json` nothing, since the document comes when it is known how the command ends.
    ///
    /// - Parameters:
    ///   - changes: how many changed rows to show; nil for all of them, 0 for the summary alone.
    ///   - isGoingOn: the plan is applied without a question, so that with `--quiet` the line about the end is enough.
    func show(_ run: RunFile, changes: Int?, isGoingOn: Bool = false) throws {
        if terminal.options.json { return }
        let text = try PlanText(run: run, terminal: terminal)
        if terminal.options.quiet {
            if !isGoingOn { terminal.print(text.line()) }
            for diagnostic in try text.diagnostics() { terminal.report(diagnostic) }
        } else {
            try text.print(changes: changes)
        }
    }

    /// The document of a plan that nothing was done with; without `--json` nothing.
    ///
    /// - Parameter isKept: whether its run file stays.
    func document(_ plan: BuiltPlan, isKept: Bool) throws {
        guard terminal.options.json else { return }
        try terminal.print(result: RunDocument(run: isKept ? plan.run.path : nil, plan: plan.summary, warnings: plan.warnings))
    }

    func saved(_ plan: BuiltPlan) {
        let shown = Paths.shown(plan.run.path, from: terminal.context.currentDirectory)
        let name = RunMention.text(plan.run.path, terminal)
        terminal.note("\nSaved as \(shown)\nNext:  \(Self.next(plan.summary, name))")
    }

    /// Where most rows are rejected the pipeline is likely not right yet.
    static func next(_ summary: PlanSummary, _ name: String) -> String {
        if summary.changesNothing { return "ferry rejects \(name)" }
        guard summary.rejected * 2 > summary.rows else { return "ferry apply \(name)" }
        return "ferry rejects \(name) -o rejects.csv     (most rows are rejected; for the others: ferry apply \(name))"
    }

    /// A plan that breaks a guard rail is kept to be looked at: its rejected rows are often why.
    func refused(_ plan: BuiltPlan) {
        terminal.note("Guard rails are broken: this plan cannot be applied, and nothing was written.")
        let shown = Paths.shown(plan.run.path, from: terminal.context.currentDirectory)
        let next = plan.summary.rejected > 0 ? "rejects" : "show"
        terminal.note("\nSaved as \(shown)\nNext:  ferry \(next) \(RunMention.text(plan.run.path, terminal))")
    }
}
