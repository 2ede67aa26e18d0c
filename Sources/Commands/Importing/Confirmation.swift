import Diagnostics
import Planning
import Text

/// Asks whether to go on. Anything but a clear yes is a no, Ctrl-C too: nothing is under way yet, and the plan is saved.
struct Confirmation {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    func ask(_ summary: PlanSummary, yes: Bool) -> Bool {
        ask("Apply these \(Numbers.count(summary.requests.write, "write")) to Affinity?", yes: yes)
    }

    /// - Parameter done: what is not done after a no.
    func ask(_ question: String, yes: Bool, done: String = "written") -> Bool {
        if yes { return true }
        guard terminal.context.inputIsTerminal, !terminal.options.json else {
            terminal.report(
                Diagnostic(
                    .error, code: CommandCode.U108, "nothing was \(done): there is no one here to ask",
                    hint: "say --yes to go on without a question"))
            return false
        }
        terminal.context.errors.write("\n\(question) Type yes: ")
        let answer = terminal.context.readLine()?.lowercased()
        // Nobody has ended the line of the question when there is no answer.
        if answer == nil { terminal.context.errors.endLine() } else { terminal.context.errors.lineWasEnded() }
        if answer == "yes" || answer == "y" { return true }
        terminal.context.errors.line("Nothing was \(done).")
        return false
    }
}
