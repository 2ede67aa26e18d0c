/// What is left of the minute and of the month, as last heard.
package struct RateStatus: Hashable, Sendable {
    package struct Window: Hashable, Sendable {
        package let limit: Int?
        package let remaining: Int?
        /// A duration, not a point in time (AffinityAPI.md#rate-headers).
        package let resetsInSeconds: Int?

        /// More calls than any plan has, and longer than any window: whatever an answer says, nothing that is worked out from these
        /// numbers goes beyond a range.
        private static let mostCalls = 1_000_000_000
        private static let longest = 366 * 86_400

        package init(limit: Int?, remaining: Int?, resetsInSeconds: Int?) {
            func held(_ number: Int?, to most: Int) -> Int? { number.map { min(max(0, $0), most) } }
            self.limit = held(limit, to: Self.mostCalls)
            self.remaining = held(remaining, to: Self.mostCalls)
            self.resetsInSeconds = held(resetsInSeconds, to: Self.longest)
        }
    }

    package enum Month: Hashable, Sendable {
        /// Nothing was said: on plans without a monthly cap the headers are absent (AffinityAPI.md#rate-headers).
        case unstated
        case unlimited
        case limited(Window)

        package var window: Window? {
            if case .limited(let window) = self { window } else { nil }
        }
    }

    /// Per user, all the user's keys together (AffinityAPI.md#the-minute-and-the-month). Nil when nothing was said.
    package let minute: Window?
    /// Per account.
    package let month: Month

    package init(minute: Window? = nil, month: Month = .unstated) {
        self.minute = minute
        self.month = month
    }

    /// Reads the six headers (AffinityAPI.md#rate-headers), each of which may be missing.
    /// - Parameter headers: names in any case.
    package init(headers: [String: String]) {
        func text(_ name: String) -> String? {
            let value = headers[name] ?? headers.first { $0.key.lowercased() == name }?.value
            return value.map { $0.filter { !$0.isWhitespace }.lowercased() }
        }
        func window(_ name: String) -> Window? {
            func number(_ suffix: String) -> Int? { text("x-ratelimit-limit-" + name + suffix).flatMap(RateStatus.number) }
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

    /// A whole number; one that is larger than any number is the largest.
    fileprivate static func number(_ text: String) -> Int? {
        if let number = Int(text) { return number }
        let isNegative = text.hasPrefix("-")
        let digits = text.dropFirst(isNegative ? 1 : 0)
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return isNegative ? .min : .max
    }
}

extension APIResponse {
    package var rateStatus: RateStatus { RateStatus(headers: headers) }

    /// Not documented and so far never sent; honoured should it come (AffinityAPI.md#rate-headers).
    var retryAfterSeconds: Int? {
        headers["retry-after"].flatMap(RateStatus.number).flatMap { $0 >= 0 ? min($0, 3600) : nil }
    }
}
