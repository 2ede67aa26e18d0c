import Affinity
import Text

/// Affinity's times, as far as they are compared here, and our own for a person.
package enum Timestamp {
    /// Milliseconds since 1970 of a time that Affinity wrote, to the second; nil for anything else.
    static func milliseconds(_ text: String) -> Int64? { Instant(rfc3339: text).map { Int64($0.seconds) * 1000 } }

    /// `2026-11-21 10:15:00 UTC`.
    /// - Parameter milliseconds: since 1970, UTC.
    package static func text(milliseconds: Int64) -> String { text(Instant(milliseconds: milliseconds)) }

    /// - Parameter seconds: since 1970.
    static func text(_ seconds: Int) -> String { text(Instant(seconds: seconds)) }

    private static func text(_ instant: Instant) -> String { "\(instant.day) \(instant.clock) UTC" }

    /// For programs: `2026-11-21T10:15:00Z`, or to the millisecond `2026-11-21T10:15:00.042Z`.
    /// - Parameter milliseconds: since 1970, UTC.
    package static func iso(milliseconds: Int64, isToTheMillisecond: Bool = false) -> String {
        let instant = Instant(milliseconds: milliseconds)
        guard isToTheMillisecond else { return instant.description }
        return "\(instant.day)T\(instant.clock).\(String(1000 + milliseconds - Int64(instant.seconds) * 1000).dropFirst())Z"
    }
}
