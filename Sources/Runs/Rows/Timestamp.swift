import Affinity
import Text

/// Affinity's times, as far as they are compared here, and our own for a person.
package enum Timestamp {
    /// Milliseconds since 1970 of `2024-05-23T12:27:41.625Z` or with an offset such as `-07:00` (AffinityAPI.md#dates-and-times), to the
    /// second; nil for anything else.
    static func milliseconds(_ text: String) -> Int64? {
        guard let day = CalendarDate(iso: text.prefix(10)) else { return nil }
        let rest = text.dropFirst(10)
        let clock = rest.dropFirst().prefix(8).split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, let zone = rest.dropFirst(9).drop(while: { $0 == "." || $0.isNumber }).first else { return nil }
        let local = day.daysSince1970 * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
        if zone == "Z" { return Int64(local) * 1000 }
        let offset = rest.suffix(5).split(separator: ":").compactMap { Int($0) }
        guard zone == "+" || zone == "-", offset.count == 2 else { return nil }
        let shift = offset[0] * 3600 + offset[1] * 60
        return Int64(zone == "-" ? local + shift : local - shift) * 1000
    }

    /// `2026-11-21 10:15:00 UTC`.
    /// - Parameter milliseconds: since 1970, UTC.
    package static func text(milliseconds: Int64) -> String { text(Int((Double(milliseconds) / 1000).rounded(.down))) }

    /// - Parameter seconds: since 1970.
    static func text(_ seconds: Int) -> String {
        let (day, clock) = parts(seconds)
        return "\(day) \(clock) UTC"
    }

    /// For programs: `2026-11-21T10:15:00Z`, or to the millisecond `2026-11-21T10:15:00.042Z`.
    /// - Parameter milliseconds: since 1970, UTC.
    package static func iso(milliseconds: Int64, isToTheMillisecond: Bool = false) -> String {
        let rest = Int(((milliseconds % 1000) + 1000) % 1000)
        let (day, clock) = parts(Int((milliseconds - Int64(rest)) / 1000))
        let fraction = isToTheMillisecond ? "." + String(String(1000 + rest).dropFirst()) : ""
        return "\(day)T\(clock)\(fraction)Z"
    }

    private static func parts(_ seconds: Int) -> (day: CalendarDate, clock: String) {
        let day = 86_400
        let clock = ((seconds % day) + day) % day
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return (
            CalendarDate(daysSince1970: (seconds - clock) / day),
            "\(two(clock / 3600)):\(two(clock / 60 % 60)):\(two(clock % 60))"
        )
    }
}
