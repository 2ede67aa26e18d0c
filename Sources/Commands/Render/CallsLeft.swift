import Affinity
import Text

/// What is left of the minute or the month.
struct CallsLeft: Encodable, Sendable {
    var limit: Int
    var remaining: Int

    /// Nil when Affinity did not say both.
    init?(_ window: RateStatus.Window) {
        guard let limit = window.limit, let remaining = window.remaining else { return nil }
        self.limit = limit
        self.remaining = remaining
    }

    /// `486 of 900`.
    var text: String { "\(Numbers.grouped(remaining)) of \(Numbers.grouped(limit))" }
}
