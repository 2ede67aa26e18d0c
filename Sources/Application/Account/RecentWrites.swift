package import Runs

/// What the runs of this user have written to an account lately, wherever their files are.
package struct RecentWrites {
    private let session: AccountSession
    private let place: AccountPlace

    /// - Parameter account: the account's subdomain.
    package init(_ account: String, _ session: AccountSession) {
        self.session = session
        place = session.place(of: account)
    }

    /// The history, begun now where there is none; nil where it can't be kept.
    func history() -> AccountHistory? { try? place.history(beganAt: session.moment) }

    private var surroundings: Surroundings { session.surroundings }

    /// Waits until Affinity's search must know what was written from here a moment ago (AffinityAPI.md#consistency: about 10 s); a plan
    /// that looks sooner would take a record that was just made for missing.
    ///
    /// - Parameter isCautious: where nothing is known of earlier runs, as in a new container, one may have written a moment ago: waits for
    ///   that one too.
    /// - Returns: what whoever looks at the account now may rely on.
    @discardableResult
    package func waitUntilVisible(isCautious: Bool = true) async throws -> AccountMark {
        let lag = SearchLag.configured(surroundings.environment)
        guard var history = history() else {
            return AccountMark(history: "", sequence: 0, isSettled: lag == .zero, at: session.moment)
        }
        if history.writers.contains(where: \.isOpen) { history = try whoeverIsAlive(history) }
        let now = session.moment
        let waits = history.writers.filter { isCautious || !$0.run.isEmpty }.map { ($0, $0.last.rest(of: lag, at: now)) }
        if let (writer, rest) = waits.max(by: { $0.1 < $1.1 }), rest > .zero {
            session.observe(.waitingForSearch(rest, after: writer.run.isEmpty ? nil : writer.name, account: place.account))
            try await interruptible(by: surroundings.stop) { try await surroundings.clock.sleep(for: rest) }
        }
        // Another run may have begun meanwhile.
        return (self.history() ?? history).mark(at: session.moment, lag: lag, waitedFor: Set(waits.map(\.0)))
    }

    /// A run that died while it wrote has ended by now: whoever can take the account writes that down.
    private func whoeverIsAlive(_ history: AccountHistory) throws -> AccountHistory {
        let session = session
        let lock = try AccountLock.take(place, for: "another command", since: surroundings.milliseconds, now: { session.moment })
        if case .taken = lock {
            return self.history() ?? history
        }
        if let writer = history.newest, writer.isOpen {
            session.observe(.writing(run: writer.name, account: place.account))
        }
        return history
    }
}

/// How long Affinity's search may miss what was just made (AffinityAPI.md#consistency: about 10 s).
package enum SearchLag {
    /// `FERRY_SEARCH_LAG` in seconds, for an Affinity that is known to be quicker, such as the simulator.
    package static func configured(_ environment: [String: String]) -> Duration {
        guard let text = environment["FERRY_SEARCH_LAG"], let seconds = Double(text), seconds >= 0, seconds <= 3600 else {
            return .seconds(12)
        }
        return .seconds(seconds)
    }
}
