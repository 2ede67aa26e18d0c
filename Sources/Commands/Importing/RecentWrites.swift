import Runs
import Text

/// What the runs of this user have written to an account lately, wherever their files are.
struct RecentWrites {
    private let terminal: Terminal
    private let place: AccountPlace

    /// - Parameter account: the account's subdomain.
    init(_ account: String, _ session: Session, _ terminal: Terminal) {
        self.terminal = terminal
        place = AccountPlace(account, session, terminal)
    }

    /// The history, begun now where there is none; nil where it can't be kept.
    func history() -> AccountHistory? { try? place.history(beganAt: terminal.context.moment) }

    /// Waits until Affinity's search must know what was written from here a moment ago (AffinityAPI.md#consistency: about 10 s); a plan
    /// that
    /// looks sooner would take a record that was just made for missing.
    ///
    /// - Parameter isCautious: where nothing is known of earlier runs, as in a new container, one may have written a moment ago: waits for
    ///   that one too.
    /// - Returns: what whoever looks at the account now may rely on.
    @discardableResult
    func waitUntilVisible(isCautious: Bool = true, _ show: (String) -> Void) async throws -> AccountMark {
        let context = terminal.context
        let lag = SearchLag.configured(context.environment)
        guard var history = history() else {
            return AccountMark(history: "", sequence: 0, isSettled: lag == .zero, at: context.moment)
        }
        if history.writers.contains(where: \.isOpen) { history = try whoeverIsAlive(history, show) }
        let now = context.moment
        let waits = history.writers.filter { isCautious || !$0.run.isEmpty }.map { ($0, $0.last.rest(of: lag, at: now)) }
        if let (writer, rest) = waits.max(by: { $0.1 < $1.1 }), rest > .zero {
            let who =
                writer.run.isEmpty
                ? "nothing is known here of earlier runs on \(place.account), and Affinity's search may not know yet what one made"
                : "Affinity's search may not know yet what \(writer.name) made"
            show("waiting \(Numbers.duration(rest)): \(who)")
            try await interruptible(by: context.stop) { try await context.clock.sleep(for: rest) }
        }
        // Another run may have begun meanwhile.
        return (self.history() ?? history).mark(at: context.moment, lag: lag)
    }

    /// A run that died while it wrote has ended by now: whoever can take the account writes that down.
    private func whoeverIsAlive(_ history: AccountHistory, _ show: (String) -> Void) throws -> AccountHistory {
        let context = terminal.context
        if case .taken = try AccountLock.take(place, for: "another command", now: { context.moment }) { return self.history() ?? history }
        if let writer = history.newest, writer.isOpen {
            show("\(writer.name) is writing to \(place.account) just now: some of it may not be seen yet")
        }
        return history
    }
}
