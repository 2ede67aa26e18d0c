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
    private let state = Mutex(State())
    /// Seconds between two drawings.
    private let interval: Double
    private let isLive: Bool

    init(_ terminal: Terminal) {
        self.terminal = terminal
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
        case .settling(let row, let label): say("row \(row), \(label): the answer is missing; looking whether Affinity has it")
        }
    }

    func waiting(_ text: String) { say(text) }

    func finish() {
        guard isLive else { return }
        state.withLock { clear(&$0) }
    }

    private func say(_ text: String) {
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
            let line = isLive ? Self.bar(state, progress, seconds) : Self.plain(state, progress, seconds)
            if isLive {
                let cut = String(line.prefix(terminal.context.errors.width - 1))
                terminal.context.errors.write("\r" + cut + String(repeating: " ", count: max(0, state.width - cut.count)))
                state.width = cut.count
            } else {
                terminal.context.errors.line(line)
            }
        }
    }

    private func clear(_ state: inout State) {
        guard isLive, state.width > 0 else { return }
        terminal.context.errors.write("\r" + String(repeating: " ", count: state.width) + "\r")
        state.width = 0
    }

    private static func bar(_ state: State, _ progress: RunProgress, _ seconds: Double) -> String {
        let width = 28
        let full = state.rows == 0 ? width : progress.outcomes.done * width / state.rows
        let blocks = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
        return
            "\(state.title)  \(blocks)  \(facts(state, progress, seconds).joined(separator: "   "))   \(progress.outcomes.rejected) rejected"
    }

    private static func plain(_ state: State, _ progress: RunProgress, _ seconds: Double) -> String {
        let facts = facts(state, progress, seconds)
        return "\(facts[0]) \(facts.dropFirst().joined(separator: ", "))"
    }

    private static func facts(_ state: State, _ progress: RunProgress, _ seconds: Double) -> [String] {
        let done = progress.outcomes.done
        let percent = state.rows == 0 ? 100 : done * 100 / state.rows
        var facts = ["\(percent)%", "\(Numbers.grouped(done))/\(Numbers.grouped(state.rows)) rows"]
        if seconds > 0 { facts.append("\(Numbers.tenths(Double(progress.requests) / seconds)) requests/s") }
        let fresh = done - state.before
        if fresh > 0, done < state.rows {
            facts.append("\(Numbers.duration(seconds: Double(state.rows - done) * seconds / Double(fresh))) left")
        }
        return facts
    }
}
