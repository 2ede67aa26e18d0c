import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// How deliveries behave, to try a receiver with.
package struct WebhookBehavior: Sendable, Equatable {
    /// Seconds that each delivery is late.
    package var delay = 0.0
    /// Each comes twice.
    package var isTwice = false
    /// Every other one comes a second later than it would, and so after the next.
    package var isShuffled = false
    /// This many attempts of each delivery count as refused without being made.
    package var refusals = 0
}

/// Decides what is delivered when. What fails is tried again after 1, 2, 4, … seconds, for ten hours from the first attempt at most; then its
/// subscription is given up (AffinityAPI.md#webhooks).
struct WebhookQueue: Sendable {
    struct Delivery: Sendable {
        let number: Int
        let webhookID: Int
        let event: WebhookEvent
        let body: [UInt8]
        var dueAt: Instant
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

/// Calls the receivers of webhooks: one delivery after the other, each when it is due.
final class WebhookSender: Sendable {
    /// How long a receiver may take, in seconds; the real one's patience is not known.
    private static let patience: Int64 = 5

    private let world: World
    private let queue: Mutex<WebhookQueue>
    private let wake: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init(world: World, behavior: WebhookBehavior) {
        self.world = world
        queue = Mutex(WebhookQueue(behavior))
        (wake, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// How many deliveries wait.
    var waiting: Int { queue.withLock { $0.count } }

    func add(_ announcements: [Announcement], at now: Double) {
        guard !announcements.isEmpty else { return }
        queue.withLock { $0.add(announcements, at: now) }
        continuation.yield()
    }

    /// Delivers until the task is cancelled.
    /// - Parameter pause: waits this many seconds, or less when the task is cancelled.
    func run(pause: @escaping @Sendable (Double) async throws -> Void) async {
        var client: HTTPClient?
        await withTaskCancellationHandler {
            var alarm: Task<Void, Never>?
            for await _ in wake {
                while let delivery = queue.withLock({ $0.take(at: world.now()) }), !Task.isCancelled {
                    let sender = client ?? Self.makeClient()
                    client = sender
                    await attempt(delivery, sender)
                }
                alarm?.cancel()
                guard let due = queue.withLock({ $0.nextDue }) else { continue }
                let wait = max(0, due - world.now())
                alarm = Task { [continuation] in
                    if (try? await pause(wait)) != nil { continuation.yield() }
                }
            }
            alarm?.cancel()
        } onCancel: {
            continuation.finish()
        }
        try? await client?.shutdown()
    }

    private func attempt(_ delivery: WebhookQueue.Delivery, _ client: HTTPClient) async {
        let webhook = world.account.withLock { $0.current.webhooks[delivery.webhookID] }
        guard let webhook, !webhook.isDisabled else { return }
        let body = Self.body(delivery.event.rawValue, delivery.body, at: world.now())
        if queue.withLock({ $0.isMade(delivery) }), await Self.post(body, to: webhook.url, client) { return }
        let now = world.now()
        guard !queue.withLock({ $0.refused(delivery, at: now) }) else { return }
        world.account.withLock { account in
            account.change(at: now) { $0.webhooks[delivery.webhookID]?.isDisabled = true }
        }
    }

    /// Calls a receiver before its subscription is made: whether it answers properly (AffinityAPI.md#webhooks).
    static func test(_ url: String, at now: Double) async -> Bool {
        let client = makeClient()
        let answered = await post(body("sample.webhook", Array(#"{"test":true}"#.utf8), at: now), to: url, client)
        try? await client.shutdown()
        return answered
    }

    /// Redirects are not followed: they could lead off this machine.
    private static func makeClient() -> HTTPClient {
        HTTPClient(eventLoopGroupProvider: .singleton, configuration: HTTPClient.Configuration(redirectConfiguration: .disallow))
    }

    private static func body(_ type: String, _ body: [UInt8], at now: Double) -> [UInt8] {
        var writer = JSONWriter(capacity: body.count + 128)
        writer.object { writer in
            writer.put("type", type)
            writer.key("body")
            writer.raw(body)
            writer.put("sent_at", Int(now))
        }
        return writer.bytes
    }

    /// Whether it answered 2xx in time.
    private static func post(_ body: [UInt8], to url: String, _ client: HTTPClient) async -> Bool {
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/json")
        request.body = .bytes(ByteBuffer(bytes: body))
        guard let answer = try? await client.execute(request, timeout: .seconds(patience)) else { return false }
        return (200..<300).contains(Int(answer.status.code))
    }
}
