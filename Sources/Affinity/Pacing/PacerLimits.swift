/// What a pacer keeps to, beside what Affinity allows.
package struct PacerLimits: Hashable, Sendable {
    /// How many requests are under way at once, at most.
    package var concurrency: Int
    /// The most in any 60 seconds, spread evenly but for a small burst. Nil: whatever Affinity allows.
    package var requestsPerMinute: Allowance?
    /// How many of the month's calls are left to others.
    package var monthlyReserve: Allowance?
    /// How many requests are sent in all, repeated ones too. Nil: as many as it takes.
    package var requests: Int?

    package init(
        concurrency: Int = 6, requestsPerMinute: Allowance? = nil, monthlyReserve: Allowance? = nil, requests: Int? = nil
    ) {
        self.concurrency = max(1, concurrency)
        self.requestsPerMinute = requestsPerMinute
        self.monthlyReserve = monthlyReserve
        self.requests = requests
    }

    /// What is assumed of the minute until Affinity has said it (AffinityAPI.md#the-minute-and-the-month).
    static let assumedPerMinute = 900
}

/// A share of a limit, as `requests-per-minute` and `monthly-reserve` of a pipeline say it: a number or a percentage.
package enum Allowance: Hashable, Sendable {
    case count(Int)
    /// 0...100.
    case percent(Double)

    /// - Parameter limit: what 100% are.
    package func count(of limit: Int) -> Int {
        switch self {
        case .count(let count): max(0, count)
        case .percent(let percent): Int(exactly: (Double(limit) * min(max(percent, 0), 100) / 100).rounded(.up)) ?? limit
        }
    }
}

/// Why nothing is sent right now.
package enum WaitReason: Hashable, Sendable {
    /// The minute's calls are used up but for a few.
    case minuteUsed(limit: Int?, othersToo: Bool)
    /// The minute's calls are to last for the whole of it.
    case spread(perMinute: Int, othersToo: Bool)
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
        case .spread(let perMinute, let othersToo):
            "\(perMinute) calls a minute, evenly" + (othersToo ? " (others use this key too)" : "")
        case .share(let perMinute): "\(perMinute) calls a minute are allowed to this run"
        case .tooManyAtOnce(let now): "too many calls at once for Affinity; going on with \(now) at a time"
        case .retry(let failure, let attempt): "\(failure); attempt \(attempt) comes next"
        }
    }
}
