import Diagnostics
import Planning

/// Asks whether to go on. Anything but a clear yes is a no, Ctrl-C too: nothing is under way yet, and the plan is saved.
struct Confirmation {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    func ask(_ summary: PlanSummary, yes: Bool) -> Bool {
        if yes { return true }
        guard terminal.context.inputIsTerminal, !terminal.options.json else {
            terminal.report(
                Diagnostic(
                    .error, code: "U108", "nothing was written: there is no one here to ask",
                    hint: "say --yes to apply without a question"))
            return false
        }
        terminal.context.errors.write("\nApply these \(Numbers.count(summary.requests.write, "write")) to Affinity? Type yes: ")
        let answer = terminal.context.readLine()?.lowercased()
        if answer == "yes" || answer == "y" { return true }
        // The line of the question has not ended yet.
        if answer == nil { terminal.context.errors.line() }
        terminal.context.errors.line("Nothing was written.")
        return false
    }
}
