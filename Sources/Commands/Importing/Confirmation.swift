import Diagnostics
import Foundation
import Planning

/// Asks whether to go on. Anything but a clear yes is a no.
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
        // Ctrl-C at the question ends the process at once: nothing is under way, and the plan is saved.
        signal(SIGINT, SIG_DFL)
        defer { signal(SIGINT, SIG_IGN) }
        let answer = terminal.context.readLine()?.lowercased() ?? ""
        if answer == "yes" || answer == "y" { return true }
        terminal.context.errors.line("Nothing was written.")
        return false
    }
}
