/// How long calls take that are still to come, by what is known of the minute now.
package struct PaceOutlook: Sendable {
    private let pacer: Pacer
    private let now: Duration
    /// Seconds for which the pacer has held requests back so far.
    package let held: Double

    /// - Parameter held: how long in all, what is still to come of it included, and until when.
    package init(_ pacer: Pacer, held: (total: Duration, until: Duration) = (.zero, .zero), at now: Duration) {
        self.pacer = pacer
        self.now = now
        self.held = (held.total - max(.zero, held.until - now)).inSeconds
    }

    /// The least that so many calls take; nil where no limit is known.
    package func seconds(for calls: Double) -> Double? { pacer.time(for: calls, at: now)?.inSeconds }
}
