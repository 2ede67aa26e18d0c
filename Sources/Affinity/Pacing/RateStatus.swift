/// What is left of the minute and of the month, as last heard.
package struct RateStatus: Hashable, Sendable {
    package struct Window: Hashable, Sendable {
        package let limit: Int?
        package let remaining: Int?
        /// A duration, not a point in time (v1 sheet §2.2).
        package let resetsInSeconds: Int?

        package init(limit: Int?, remaining: Int?, resetsInSeconds: Int?) {
            self.limit = limit
            self.remaining = remaining
            self.resetsInSeconds = resetsInSeconds
        }
    }

    package enum Month: Hashable, Sendable {
        /// Nothing was said: on plans without a monthly cap the headers are absent (v2 sheet §1.2).
        case unstated
        case unlimited
        case limited(Window)

        package var window: Window? {
            if case .limited(let window) = self { window } else { nil }
        }
    }

    /// Per user, all the user's keys together (v1 sheet §2.1). Nil when nothing was said.
    package let minute: Window?
    /// Per account.
    package let month: Month

    package init(minute: Window? = nil, month: Month = .unstated) {
        self.minute = minute
        self.month = month
    }

    /// Reads the six headers (v1 sheet §2.2), each of which may be missing.
    /// - Parameter headers: names in any case.
    package init(headers: [String: String]) {
        func text(_ name: String) -> String? {
            let value = headers[name] ?? headers.first { $0.key.lowercased() == name }?.value
            return value.map { $0.filter { !$0.isWhitespace }.lowercased() }
        }
        func window(_ name: String) -> Window? {
            func number(_ suffix: String) -> Int? { text("x-ratelimit-limit-" + name + suffix).flatMap { Int($0) }.map { max(0, $0) } }
            let (limit, remaining, reset) = (number(""), number("-remaining"), number("-reset"))
            guard limit != nil || remaining != nil else { return nil }
            return Window(limit: limit, remaining: remaining, resetsInSeconds: reset)
        }
        minute = window("user")
        if text("x-ratelimit-limit-org") == "unlimited" || text("x-ratelimit-limit-org-remaining") == "unlimited" {
            month = .unlimited
        } else {
            month = window("org").map(Month.limited) ?? .unstated
        }
    }
}

extension APIResponse {
    package var rateStatus: RateStatus { RateStatus(headers: headers) }

    /// Not documented and so far never sent; honoured should it come (v1 sheet §2.2).
    var retryAfterSeconds: Int? {
        headers["retry-after"].flatMap { Int($0) }.flatMap { $0 >= 0 ? $0 : nil }
    }
}
