import Planning
import Runs

/// Shows a plan as the user asked: for a person, or as the JSON document.
struct PlanReport {
    /// So many changed rows fit a screen beside the summary.
    static let changesShown = 8

    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// - Parameter asResult: whether the plan is what the command is asked for; `apply` shows it and then goes on.
    func show(_ plan: BuiltPlan, changes: Int?, asResult: Bool = true) throws {
        if terminal.options.json {
            guard asResult else { return }
            try terminal.print(json: RunDocument(run: plan.run.path, plan: plan.summary, warnings: plan.warnings))
            return
        }
        terminal.print(try PlanText(run: plan.run, style: terminal.style).render(changes: changes))
    }

    func saved(_ plan: BuiltPlan) {
        let shown = Paths.shown(plan.run.path, from: terminal.context.currentDirectory)
        let next = plan.summary.changesNothing ? "rejects" : "apply"
        terminal.note("\nSaved as \(shown)\nNext:  ferry \(next) \(name(plan.run))")
    }

    /// A plan that breaks a guard rail is kept to be looked at: its rejected rows are often why.
    func refused(_ plan: BuiltPlan) {
        terminal.note("Guard rails are broken: this plan cannot be applied, and nothing was written.")
        let shown = Paths.shown(plan.run.path, from: terminal.context.currentDirectory)
        terminal.note("\nSaved as \(shown)\nNext:  ferry \(plan.summary.rejected > 0 ? "rejects" : "show") \(name(plan.run))")
    }

    /// What the run may be called in the next command: its name, where that is found; else its path.
    func name(_ run: RunFile) -> String {
        let folders = RunFolder(terminal).searched()
        let isFound = folders.contains(Paths.folder(of: run.path))
        let path = Paths.shown(run.path, from: terminal.context.currentDirectory)
        let extra = terminal.options.runsDirectory.map { " --runs-dir \($0)" } ?? ""
        return isFound ? run.name + extra : path
    }
}
