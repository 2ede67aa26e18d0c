import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

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
    /// - Parameter pause: waits so many seconds, or less when the task is cancelled.
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
