/// Whether a request that did not succeed is sent again, and when. A pure function of what happened.
///
/// | what happened | read, idempotent | once |
/// | --- | --- | --- |
/// | 429 | again, when the pacer says | again, when the pacer says: it was not applied |
/// | nothing was sent | again | again |
/// | sent, no answer | again | unknown |
/// | 408, 5xx but 501 | again | unknown |
///
/// "Again" ends when the patience is used up, counted from the request's first failure. Before an endpoint has ever answered,
/// transport failures get `firstContactPatience` only: a mistyped address or a missing network is not an outage to sit out.
///
/// | attempt that failed | wait, evenly random between 0 and |
/// | --- | --- |
/// | 1 | 0.5 s |
/// | 2 | 1 s |
/// | 3 | 2 s |
/// | n | 0.5 s · 2^(n-1), at most 30 s |
package struct RetryPolicy: Hashable, Sendable {
    package enum Failure: Hashable, Sendable {
        case limited
        case notSent
        case noAnswer
        case serverTrouble
    }

    package enum Decision: Hashable, Sendable {
        case retry(after: Duration)
        case giveUp
        case outcomeUnknown
    }

    package var patience: Duration
    package var firstContactPatience: Duration
    package var base: Duration = .milliseconds(500)
    package var cap: Duration = .seconds(30)

    package init(patience: Duration = .seconds(600), firstContactPatience: Duration = .seconds(5)) {
        self.patience = patience
        self.firstContactPatience = min(firstContactPatience, patience)
    }

    /// - Parameters:
    ///   - attempt: the one that failed, from 1.
    ///   - elapsed: since the request's first failure.
    ///   - hasAnswered: whether the endpoint ever answered anything.
    ///   - random: 0..<1.
    package func decide(
        _ failure: Failure, attempt: Int, repeatability: APIRequest.Repeatability, elapsed: Duration, hasAnswered: Bool, random: Double
    ) -> Decision {
        if repeatability == .once, failure == .noAnswer || failure == .serverTrouble { return .outcomeUnknown }
        if failure == .limited { return elapsed >= patience ? .giveUp : .retry(after: .zero) }
        let wait = min(cap, base * (1 << min(max(attempt, 1) - 1, 16))) * min(max(random, 0), 1)
        let isFirstContact = !hasAnswered && failure != .serverTrouble
        return elapsed + wait > (isFirstContact ? firstContactPatience : patience) ? .giveUp : .retry(after: wait)
    }
}
