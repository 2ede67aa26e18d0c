import Application
import Runs
import Synchronization

/// How far a run is: a live bar on a terminal, a line every few seconds elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var title = ""
        var rows = 0
        var before = 0
        var started: StartedClock?
        var last = -10.0
        var width = 0
    }

    private let terminal: Terminal
    private let status: StatusLine
    private let state = Mutex(State())
    /// Seconds between two drawings.
    private let interval: Double
    private let isLive: Bool

    /// - Parameter status: what the command says before the run begins; both stand in one place.
    init(_ terminal: Terminal, after status: StatusLine) {
        self.terminal = terminal
        self.status = status
        isLive = terminal.context.errors.isTerminal && !terminal.options.verbose
        interval = isLive ? 0.1 : 5
    }

    func begin(_ title: String, rows: Int, alreadyDone: Int) {
        state.withLock {
            $0 = State(title: title, rows: rows, before: alreadyDone, started: terminal.context.clock.started, last: isLive ? -10 : 0)
        }
    }

    func show(_ event: RunEvent) {
        switch event {
        case .row(_, _, let progress): draw(progress)
        case .batch(let progress): draw(progress)
        case .reconciling(let row, let label): say("row \(row), \(label): the answer is missing; looking whether Affinity has it")
        }
    }

    func finish() {
        guard isLive else { return }
        state.withLock { clear(&$0) }
    }

    /// A line that stays.
    func say(_ text: String) {
        status.clear()
        state.withLock { clear(&$0) }
        terminal.note(text)
    }

    private func draw(_ progress: RunProgress) {
        guard !terminal.options.quiet, !terminal.options.json else { return }
        state.withLock { state in
            guard let started = state.started else { return }
            let seconds = started.secondsSince
            guard seconds - state.last >= interval else { return }
            state.last = seconds
            let text = ProgressText(
                title: state.title, rows: state.rows, before: state.before, progress: progress, seconds: seconds)
            if isLive {
                let line = text.live(width: terminal.context.errors.width - 1)
                state.width = terminal.context.errors.redraw(line, over: state.width)
            } else {
                terminal.context.errors.line(text.plain())
            }
        }
    }

    private func clear(_ state: inout State) {
        guard isLive, state.width > 0 else { return }
        terminal.context.errors.wipe(state.width)
        state.width = 0
    }
}
