import Application
import Synchronization

/// What is going on before there is anything to count down: drawn over itself on a terminal, a line every few seconds elsewhere.
final class StatusLine: Sendable {
    /// Seconds between two lines where nothing can be drawn over.
    static let interval = 5.0

    private struct State {
        var width = 0
        var last = 0.0
    }

    private let terminal: Terminal
    private let started: StartedClock
    private let state = Mutex(State())

    init(_ terminal: Terminal) {
        self.terminal = terminal
        started = terminal.context.clock.started
    }

    private var isSilent: Bool { terminal.options.quiet || terminal.options.json }
    private var isLive: Bool { terminal.context.errors.isTerminal && !isSilent && !terminal.options.verbose }

    func show(_ text: String) {
        guard !isSilent else { return }
        let seconds = started.secondsSince
        state.withLock { state in
            guard isLive else {
                guard seconds - state.last >= Self.interval else { return }
                state.last = seconds
                terminal.context.errors.line(text)
                return
            }
            state.width = terminal.context.errors.redraw(text, over: state.width)
        }
    }

    /// Nothing is sent for a while: counted down on a terminal, said now and then elsewhere.
    func wait(_ notice: WaitNotice) {
        if isLive { show(notice.text) } else { announce(notice) }
    }

    /// The same where something else is drawn over itself.
    func announce(_ notice: WaitNotice) {
        if notice.isNews { say(notice.text) }
    }

    func clear() {
        guard isLive else { return }
        state.withLock { state in
            guard state.width > 0 else { return }
            terminal.context.errors.wipe(state.width)
            state.width = 0
        }
    }

    /// A line that stays.
    func say(_ text: String) {
        clear()
        terminal.note(text)
    }
}
