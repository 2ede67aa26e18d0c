import Text

extension AffinityError: CustomStringConvertible {
    /// A sentence for a person.
    package var description: String { sentence(Self.wait) }

    /// The sentence with a date instead of a wait, so that it stays true for whoever reads it later.
    /// - Parameter now: milliseconds since 1970.
    package func description(at now: Int64) -> String {
        sentence { seconds in
            // Whole minutes, rounded up: before that nothing has come back.
            let minutes = (now / 1000 + Int64(seconds) + 59) / 60
            let (day, minute) = (Int(minutes / 1440), Int(minutes % 1440))
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return "; they come back on \(CalendarDate(daysSince1970: day)) at \(two(minute / 60)):\(two(minute % 60)) UTC"
        }
    }

    /// - Parameter reset: words for so many seconds until the month's calls are back.
    private func sentence(_ reset: (Int) -> String) -> String {
        func back(_ seconds: Int?) -> String {
            seconds.map { $0 > 0 ? reset($0) : "" } ?? ""
        }
        switch self {
        case .refused(let refusal): return Self.sentence(about: refusal)
        case .unauthorized(let message): return "Affinity does not accept the key: \(message)"
        case .forbidden(let message): return "the key's user may not do this: \(message)"
        case .monthlyLimit(let seconds): return "the account's calls of this month are used up\(back(seconds))"
        case .monthlyReserve(let remaining, let reserve, let seconds):
            return "\(remaining) calls are left this month, and \(reserve) are to be left to others\(back(seconds))"
        case .outcomeUnknown(let reason): return "it is not known whether Affinity carried this out: \(reason)"
        case .unreachable(let reason): return "Affinity cannot be reached: \(reason)"
        case .notAffinity(let status, _, let reason):
            return "the endpoint does not answer as Affinity does (status \(status)): \(reason)"
        case .shortRead(let reason): return "Affinity's answers are not complete: \(reason)"
        case .proxyRefused(let reason): return "the proxy before Affinity passes nothing on: \(reason)"
        case .cancelled: return "cancelled"
        }
    }

    private static func sentence(about refusal: Refusal) -> String {
        if let merged = refusal.merged { return "record \(merged.old) has been merged into \(merged.new)" }
        return "Affinity refused \(refusal.request) (\(refusal.status)): \(refusal.text)"
    }

    private static func wait(_ seconds: Int) -> String {
        let hours = (seconds + 3599) / 3600
        return hours <= 48 ? "; they come back in \(hours) h" : "; they come back in \((hours + 23) / 24) days"
    }
}
