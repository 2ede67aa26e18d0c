import Synchronization

/// One line on standard error that says what is going on: drawn over itself on a terminal, silent elsewhere.
final class StatusLine: Sendable {
    private let terminal: Terminal
    private let shown = Mutex(0)

    init(_ terminal: Terminal) {
        self.terminal = terminal
    }

    private var isLive: Bool {
        terminal.context.errors.isTerminal && !terminal.options.quiet && !terminal.options.json && !terminal.options.verbose
    }

    func show(_ text: String) {
        guard isLive else { return }
        let cut = String(text.prefix(terminal.context.errors.width - 1))
        shown.withLock { width in
            terminal.context.errors.write("\r" + cut + String(repeating: " ", count: max(0, width - cut.count)))
            width = cut.count
        }
    }

    func clear() {
        guard isLive else { return }
        shown.withLock { width in
            guard width > 0 else { return }
            terminal.context.errors.write("\r" + String(repeating: " ", count: width) + "\r")
            width = 0
        }
    }
}
