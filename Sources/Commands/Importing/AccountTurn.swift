import Diagnostics
import Runs
import Screen
import Text

/// Takes the account for a command that is to write to it: one at a time, for one user on one machine.
struct AccountTurn {
    private let terminal: Terminal
    private let status: StatusLine

    init(_ terminal: Terminal, _ status: StatusLine) {
        self.terminal = terminal
        self.status = status
    }

    /// Another command that only asks whether a run is alive has it for a moment.
    private static let tries = 5
    private static let pause: Duration = .milliseconds(20)
    private static let look: Duration = .milliseconds(250)
    /// Seconds between two words where nothing can be drawn over.
    private static let interval = 30.0
    /// The most that `--wait` takes.
    private static let longest = 7.0 * 86_400

    /// - Parameters:
    ///   - work: for whoever comes meanwhile, such as `apply of deals`.
    ///   - wait: for how long to wait for another run; nil stops at once.
    /// - Returns: what holds it, until `end` or the end of the process.
    /// - Throws: `Failure` R520 while another run has it; `CancellationError` when the wait is to stop.
    func take(_ account: String, _ session: Session, for work: String, wait: Duration?) async throws -> AccountLock {
        let context = terminal.context
        let place = AccountPlace(account, session, terminal)
        let started = context.clock.started
        let most = (wait ?? .zero) / .seconds(1)
        var tries = 0
        var said: Double?
        while true {
            let holder: AccountLock.Holder
            switch try AccountLock.take(place, for: work, now: { context.moment }) {
            case .taken(let lock):
                status.clear()
                return lock
            case .held(let other): holder = other
            }
            let waited = started.secondsSince
            tries += 1
            if tries > Self.tries, waited >= most { throw failure(account, holder, hasWaited: wait != nil) }
            if context.stop.isSet { throw CancellationError() }
            if tries > Self.tries {
                // Whoever says no time waits for as long as it takes.
                let limit = most < Self.longest ? ", for \(Numbers.duration(seconds: most - waited)) at most" : ""
                let text = "waiting for the \(Printable.line(holder.text)), which writes to \(account)\(limit)"
                if context.errors.isTerminal {
                    status.show(text)
                } else if said.map({ waited - $0 >= Self.interval }) ?? true {
                    status.say(text)
                    said = waited
                }
            }
            let pause = tries > Self.tries ? Self.look : Self.pause
            try await interruptible(by: context.stop) { try await context.clock.sleep(for: pause) }
        }
    }

    private func failure(_ account: String, _ holder: AccountLock.Holder, hasWaited: Bool) -> Failure {
        Failure(
            .interrupted, code: "R520",
            "\(hasWaited ? "still " : "")another run writes to \(account): the \(Printable.line(holder.text))",
            hint: hasWaited
                ? "give the command again when it has ended" : "wait for it with --wait, or give the command again when it has ended")
    }
}

extension AccountLock {
    /// From here on the run may write: this user knows it, and others know that it does.
    func begin(_ run: RunFile, _ terminal: Terminal) throws {
        let registry = StateFolder.registry(terminal)
        registry.prune(at: Int64(terminal.context.now() * 1000))
        try run.register(in: registry)
        describe("run \(run.name)")
        try begin(try run.identity(), name: run.name)
    }
}
