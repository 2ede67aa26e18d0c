import Runs

/// Asks which of several things is meant. Whoever types nothing leaves it open.
struct Question {
    private let terminal: Terminal

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    /// - Returns: the place of the choice, from 0; nil where none is made, and at the end of the input.
    func choose(_ question: String, among choices: [String]) -> Int? {
        let errors = terminal.context.errors
        errors.line("\n\(question)")
        for (index, choice) in choices.enumerated() { errors.line("  \(index + 1)  \(choice)") }
        while !terminal.context.stop.isSet {
            errors.write("Type a number, or nothing to leave it open: ")
            guard let answer = terminal.context.readLine() else {
                errors.endLine()
                return nil
            }
            errors.lineWasEnded()
            let text = answer.filter { !$0.isWhitespace }
            if text.isEmpty { return nil }
            if let number = Int(text), choices.indices.contains(number - 1) { return number - 1 }
            errors.line("There is no \(text).")
        }
        return nil
    }
}
