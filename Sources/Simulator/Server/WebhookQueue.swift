/// How deliveries behave, to try a receiver with.
package struct WebhookBehavior: Sendable, Equatable {
    /// Seconds that each delivery is late.
    package var delay: Double
    /// Each comes twice.
    package var isTwice: Bool
    /// Every other one comes a second later than it would, and so after the next.
    package var isShuffled: Bool
    /// So many attempts of each delivery count as refused without being made.
    package var refusals: Int

    package init(delay: Double = 0, isTwice: Bool = false, isShuffled: Bool = false, refusals: Int = 0) {
        self.delay = delay
        self.isTwice = isTwice
        self.isShuffled = isShuffled
        self.refusals = refusals
    }
}

/// Decides what is delivered when. What fails is tried again after 1, 2, 4, … seconds, for ten hours from the first attempt at most; then its
/// subscription is given up (AffinityAPI.md#webhooks).
struct WebhookQueue: Sendable {
    struct Delivery: Sendable {
        let number: Int
        let webhookID: Int
        let event: WebhookEvent
        let body: [UInt8]
        /// Seconds since 1970.
        var dueAt: Double
        var attempts = 0
        var firstAttemptAt: Double?
    }

    /// Seconds.
    static let longest = 36_000.0

    private let behavior: WebhookBehavior
    /// By number.
    private var waiting: [Delivery] = []
    private var next = 1

    init(_ behavior: WebhookBehavior) {
        self.behavior = behavior
    }

    mutating func add(_ announcements: [Announcement], at now: Double) {
        for announcement in announcements {
            for id in announcement.webhookIDs {
                for _ in 0..<(behavior.isTwice ? 2 : 1) {
                    let extra = behavior.isShuffled && !next.isMultiple(of: 2) ? 1.0 : 0
                    waiting.append(
                        Delivery(
                            number: next, webhookID: id, event: announcement.event, body: announcement.body,
                            dueAt: now + behavior.delay + extra))
                    next += 1
                }
            }
        }
    }

    var count: Int { waiting.count }

    /// When the next one is due; `nil` when none waits.
    var nextDue: Double? { waiting.map(\.dueAt).min() }

    /// Takes what is due first.
    mutating func take(at now: Double) -> Delivery? {
        guard let index = waiting.indices.min(by: { (waiting[$0].dueAt, waiting[$0].number) < (waiting[$1].dueAt, waiting[$1].number) }),
            waiting[index].dueAt <= now
        else { return nil }
        var delivery = waiting.remove(at: index)
        delivery.attempts += 1
        delivery.firstAttemptAt = delivery.firstAttemptAt ?? now
        return delivery
    }

    /// Whether an attempt is really made.
    func isMade(_ delivery: Delivery) -> Bool { delivery.attempts > behavior.refusals }

    /// Puts back what was refused.
    /// - Returns: `false` when its time is over.
    mutating func refused(_ delivery: Delivery, at now: Double) -> Bool {
        var again = delivery
        again.dueAt = now + Double(1 << min(delivery.attempts - 1, 20))
        guard again.dueAt <= (delivery.firstAttemptAt ?? now) + Self.longest else {
            waiting.removeAll { $0.webhookID == delivery.webhookID }
            return false
        }
        waiting.append(again)
        return true
    }
}
