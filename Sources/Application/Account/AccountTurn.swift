import Diagnostics
package import Runs
import Screen

/// Takes the account for a command that is to write to it: one at a time, for one user on one machine.
package struct AccountTurn {
    private let session: AccountSession

    package init(_ session: AccountSession) {
        self.session = session
    }

    /// Another command that only asks whether a run is alive has it for a moment.
    private static let tries = 5
    private static let pause: Duration = .milliseconds(20)
    private static let look: Duration = .milliseconds(250)
    /// The most that `--wait` takes.
    private static let longest = 7.0 * 86_400

    /// - Parameters:
    ///   - work: for whoever comes meanwhile, such as `apply of deals`.
    ///   - wait: for how long to wait for another run; nil stops at once.
    /// - Returns: what holds it, until `end` or the end of the process.
    /// - Throws: `Failure` R520 while another run has it; `CancellationError` when the wait is to stop.
    package func take(_ account: String, for work: String, wait: Duration?) async throws -> AccountLock {
        let (session, surroundings) = (session, session.surroundings)
        let place = session.place(of: account)
        let started = surroundings.clock.started
        let most = (wait ?? .zero) / .seconds(1)
        var tries = 0
        while true {
            let holder: AccountLock.Holder
            switch try AccountLock.take(place, for: work, since: surroundings.milliseconds, now: { session.moment }) {
            case .taken(let lock):
                session.observe(.idle)
                return lock
            case .held(let other): holder = other
            }
            let waited = started.secondsSince
            tries += 1
            if tries > Self.tries, waited >= most { throw failure(account, holder, hasWaited: wait != nil) }
            if surroundings.stop.isSet { throw CancellationError() }
            if tries > Self.tries {
                // Whoever says no time waits for as long as it takes.
                let left = most < Self.longest ? most - waited : nil
                session.observe(.waitingForTurn(holder: holder.text, account: account, left: left))
            }
            let pause = tries > Self.tries ? Self.look : Self.pause
            try await interruptible(by: surroundings.stop) { try await surroundings.clock.sleep(for: pause) }
        }
    }

    private func failure(_ account: String, _ holder: AccountLock.Holder, hasWaited: Bool) -> Failure {
        Failure(
            .interrupted, code: ApplicationCode.R520,
            "\(hasWaited ? "still " : "")another run writes to \(account): the \(Printable.line(holder.text))",
            hint: hasWaited
                ? "give the command again when it has ended" : "wait for it with --wait, or give the command again when it has ended")
    }
}

extension AccountLock {
    /// From here on the run may write: this user knows it, and others know that it does.
    package func begin(_ run: RunFile, _ surroundings: Surroundings) throws {
        let registry = StateFolder.registry(surroundings)
        registry.prune(at: surroundings.milliseconds)
        try run.register(in: registry)
        describe("run \(run.name)")
        try begin(try run.identity(), name: run.name)
    }
}
