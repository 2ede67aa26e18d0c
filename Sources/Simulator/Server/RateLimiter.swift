/// The minute's and the month's allowance. The minute starts at the first request of a window; the month ends with the calendar month
/// in UTC (AffinityAPI.md#the-minute-and-the-month).
struct RateLimiter: Sendable {
    enum Verdict: Equatable, Sendable {
        case allowed, minuteExceeded, monthExceeded, tooManyAtOnce
    }

    let perMinute: Int
    /// `nil` is unlimited.
    let perMonth: Int?
    /// Requests in flight at once; `nil` means no bound.
    let atOnce: Int?
    private(set) var minuteUsed = 0
    private(set) var monthUsed: Int
    /// Seconds since 1970; `nil` before the first request.
    private var minuteStart: Double?
    private var monthEnd: Double?

    init(perMinute: Int, perMonth: Int?, atOnce: Int?, monthUsed: Int) {
        self.perMinute = perMinute
        self.perMonth = perMonth
        self.atOnce = atOnce
        self.monthUsed = monthUsed
    }

    var minuteLeft: Int { max(0, perMinute - minuteUsed) }

    var monthLeft: Int? { perMonth.map { max(0, $0 - monthUsed) } }

    /// Ends windows whose time is over.
    mutating func advance(to now: Double) {
        if let start = minuteStart, now >= start + 60 {
            minuteStart = nil
            minuteUsed = 0
        }
        if let end = monthEnd, now >= end {
            monthEnd = nil
            monthUsed = 0
        }
        if monthEnd == nil { monthEnd = Self.endOfMonth(after: now) }
    }

    /// Counts one request, refused or not: failed calls count (AffinityAPI.md#defaults-of-the-simulator), refused ones change nothing any
    /// more.
    /// - Parameters:
    ///   - inFlight: requests under way, this one included.
    ///   - countsMonthly: `false` for the routes that are exempt from the month's allowance (AffinityAPI.md#the-minute-and-the-month).
    mutating func admit(at now: Double, inFlight: Int, countsMonthly: Bool) -> Verdict {
        advance(to: now)
        if let atOnce, inFlight > atOnce { return .tooManyAtOnce }
        if minuteUsed >= perMinute { return .minuteExceeded }
        if countsMonthly, let perMonth, monthUsed >= perMonth { return .monthExceeded }
        if minuteStart == nil { minuteStart = now }
        minuteUsed += 1
        if countsMonthly { monthUsed += 1 }
        return .allowed
    }

    /// Looks as if the allowance were spent, for one answer: the minute then has a second left.
    mutating func pretend(_ verdict: Verdict, at now: Double) {
        switch verdict {
        case .allowed, .tooManyAtOnce: break
        case .minuteExceeded:
            minuteUsed = perMinute
            minuteStart = now - 59
        case .monthExceeded: monthUsed = perMonth ?? monthUsed
        }
    }

    /// Whole seconds until the minute's window ends; 0 when none is open.
    func minuteReset(at now: Double) -> Int {
        guard let start = minuteStart else { return 0 }
        return max(0, Int((start + 60 - now).rounded(.up)))
    }

    /// Whole seconds until the calendar month ends.
    func monthReset(at now: Double) -> Int {
        max(0, Int(((monthEnd ?? Self.endOfMonth(after: now)) - now).rounded(.up)))
    }

    static func endOfMonth(after now: Double) -> Double {
        let date = CivilDate(daysSinceEpoch: PacificTime.floorDivide(Int(now.rounded(.down)), 86_400))
        let length = CivilDate.length(ofMonth: date.month, in: date.year)
        return Double((date.daysSinceEpoch + length - date.day + 1) * 86_400)
    }
}

extension RateLimiter {
    /// The six headers of every answer (AffinityAPI.md#rate-headers). Without a monthly cap v2 leaves the account's three out, and v1 does
    /// so too or says `unlimited` (AffinityAPI.md#pages-of-v1).
    func headers(at now: Double, isV2: Bool, unlimited: UnlimitedHeaders) -> [(name: String, value: String)] {
        var headers = [
            (name: "x-ratelimit-limit-user", value: String(perMinute)),
            (name: "x-ratelimit-limit-user-remaining", value: String(minuteLeft)),
            (name: "x-ratelimit-limit-user-reset", value: String(minuteReset(at: now))),
        ]
        if let perMonth, let monthLeft {
            headers.append((name: "x-ratelimit-limit-org", value: String(perMonth)))
            headers.append((name: "x-ratelimit-limit-org-remaining", value: String(monthLeft)))
            headers.append((name: "x-ratelimit-limit-org-reset", value: String(monthReset(at: now))))
        } else if !isV2 && unlimited == .word {
            headers.append((name: "x-ratelimit-limit-org", value: "unlimited"))
            headers.append((name: "x-ratelimit-limit-org-remaining", value: "unlimited"))
            headers.append((name: "x-ratelimit-limit-org-reset", value: String(monthReset(at: now))))
        }
        return headers
    }
}

/// What v1 says of the month on a plan without a limit: both are known (AffinityAPI.md#pages-of-v1).
package enum UnlimitedHeaders: String, Sendable, CaseIterable {
    /// The account's three headers are left out.
    case absent
    /// They say `unlimited`.
    case word = "unlimited"
}
