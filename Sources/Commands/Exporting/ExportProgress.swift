import Application
import Exporting
import Synchronization
import Text

/// How far an export is: one line drawn over itself on a terminal, a line every few seconds elsewhere.
final class ExportProgress: Sendable {
    private struct State {
        var rows: Int?
        var started: StartedClock?
        var last = 0.0
        var width = 0
    }

    private let terminal: Terminal
    private let label: String?
    private let state = Mutex(State())
    private let isLive: Bool

    /// - Parameter label: Of one of several exports: their lines stay, since they can't all be drawn over one.
    init(_ terminal: Terminal, label: String?) {
        self.terminal = terminal
        self.label = label
        isLive = label == nil && terminal.context.errors.isTerminal && !terminal.options.verbose
    }

    /// - Parameter rows: how many there will be; nil where that is not known.
    func begin(rows: Int?) {
        // A short export needs no line of progress where lines stay.
        state.withLock { $0 = State(rows: rows, started: terminal.context.clock.started, last: isLive ? -10 : 0) }
    }

    func show(_ progress: ExportJournal.Progress) {
        guard !terminal.options.quiet, !terminal.options.json else { return }
        state.withLock { state in
            guard let seconds = state.started?.secondsSince else { return }
            guard seconds - state.last >= (isLive ? 0.1 : 5) else { return }
            state.last = seconds
            let text = line(progress, of: state.rows, seconds)
            guard isLive else {
                terminal.context.errors.line(text)
                return
            }
            state.width = terminal.context.errors.redraw(text, over: state.width)
        }
    }

    /// Wipes what is drawn; the next page draws it again.
    func clear() {
        state.withLock { state in
            if isLive, state.width > 0 { terminal.context.errors.wipe(state.width) }
            state.width = 0
        }
    }

    private func line(_ progress: ExportJournal.Progress, of rows: Int?, _ seconds: Double) -> String {
        var text = "\(Numbers.grouped(progress.rows))"
        if let rows, rows > 0 {
            text = "\(min(100, progress.rows * 100 / rows))%  \(text)/\(Numbers.grouped(rows))"
        }
        text += " rows"
        if seconds > 1 { text += ", \(Numbers.grouped(Int(Double(progress.rows) / seconds))) rows/s" }
        return label.map { "\($0): \(text)" } ?? text
    }
}
