import Affinity
import Application
import Runs
import Synchronization
import Text

/// How far a run is: a live bar on a terminal, a line every few seconds elsewhere.
final class ProgressLine: Sendable {
    private struct State {
        var title = ""
        var rows = 0
        var before = 0
        var started: StartedClock?
        var last = -10.0
        var width = 0
        /// As it was drawn last.
        var progress: RunProgress?
        /// Nil where no account is asked.
        var outlook: @Sendable () -> PaceOutlook? = { nil }
        /// Seconds for which requests had been held back before the run began.
        var heldBefore = 0.0
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

    /// - Parameter outlook: how long calls take, asked for each time something is drawn.
    func begin(_ title: String, rows: Int, alreadyDone: Int, outlook: @escaping @Sendable () -> PaceOutlook? = { nil }) {
        state.withLock {
            $0 = State(
                title: title, rows: rows, before: alreadyDone, started: terminal.context.clock.started, last: isLive ? -10 : 0,
                outlook: outlook, heldBefore: outlook()?.held ?? 0)
        }
    }

    /// Nothing is sent for a while: on a terminal it is counted down behind the rows that are done.
    func wait(_ notice: WaitNotice) {
        guard isLive, !terminal.options.quiet, !terminal.options.json else { return status.announce(notice) }
        let text = state.withLock { state in
            state.progress.map { progress in
                self.text(progress, state, seconds: state.started?.secondsSince ?? 0).waiting(
                    notice, width: terminal.context.errors.width - 1)
            }
        }
        // Before the run begins there are no rows.
        guard let text else { return status.wait(notice) }
        status.clear()
        state.withLock { $0.width = terminal.context.errors.redraw(text, over: $0.width) }
    }

    func show(_ event: RunEvent) {
        switch event {
        case .row(_, _, let progress): draw(progress)
        case .batch(let progress): draw(progress)
        case .blind(let cells, let reason):
            say("Affinity does not say what becomes of \(cells) (\(reason)): what somebody else changes there from now on is not seen.")
        case .reconciling(let row, let label, let most):
            say("row \(row), \(label): the answer is missing; \(EventLine.looking(most))")
        case .awaiting(let row, let label, let most):
            say("row \(row), \(label): Affinity does not know yet what was made; waiting for it, \(Numbers.duration(most)) at most")
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
            // What is not drawn now may be all that there is to show while nothing is sent.
            state.progress = progress
            let seconds = started.secondsSince
            guard seconds - state.last >= interval else { return }
            state.last = seconds
            let text = text(progress, state, seconds: seconds)
            if isLive {
                status.clear()
                let line = text.live(width: terminal.context.errors.width - 1)
                state.width = terminal.context.errors.redraw(line, over: state.width)
            } else {
                terminal.context.errors.line(text.plain())
            }
        }
    }

    private func text(_ progress: RunProgress, _ state: State, seconds: Double) -> ProgressText {
        ProgressText(
            title: state.title, rows: state.rows, before: state.before, progress: progress, seconds: seconds,
            pace: state.outlook().map { CallPace($0, before: state.heldBefore) })
    }

    private func clear(_ state: inout State) {
        guard isLive, state.width > 0 else { return }
        terminal.context.errors.wipe(state.width)
        state.width = 0
    }
}
