/// Why nothing is sent right now.
package enum WaitReason: Hashable, Sendable {
    /// The minute's calls are used up but for a few.
    case minuteUsed(limit: Int?, othersToo: Bool)
    /// The pipeline's own share of the minute is used up.
    case share(perMinute: Int)
    /// Affinity has too many of the account's requests in hand at once.
    case tooManyAtOnce(now: Int)
    /// A request failed and is tried again.
    case retry(failure: String, attempt: Int)
}

extension WaitReason: CustomStringConvertible {
    package var description: String {
        switch self {
        case .minuteUsed(let limit, let othersToo):
            (limit.map { "\($0) calls a minute used" } ?? "the minute's calls are used") + (othersToo ? " (others use this key too)" : "")
        case .share(let perMinute): "\(perMinute) calls a minute are allowed to this run"
        case .tooManyAtOnce(let now): "too many calls at once for Affinity; going on with \(now) at a time"
        case .retry(let failure, let attempt): "\(failure); attempt \(attempt) comes next"
        }
    }
}
