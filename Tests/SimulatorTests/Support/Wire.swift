import FerryTestSupport
import Foundation
import Hummingbird
import Logging
import NIOCore
import Synchronization
import Testing

@testable import Simulator

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A simulator behind real HTTP, asked the way a stranger would.
struct Wire {
    struct Reply {
        let status: Int
        let headers: [String: String]
        let body: Data

        var object: [String: Any] { (try? JSONSerialization.jsonObject(with: body)) as? [String: Any] ?? [:] }
    }

    let port: Int

    /// Serves for as long as the body takes. Waiting for deliveries of webhooks moves the clock and takes no time.
    static func serve(
        _ configuration: SimulatorConfiguration = SimulatorConfiguration(), _ body: (Wire) async throws -> Void
    ) async throws {
        let clock = TestClock()
        let world = try World(seed: configuration.seed, now: { clock.seconds })
        let server = try SimulatorServer(configuration: configuration, world: world) { clock.advance(by: $0) }
        let port = try await server.start()
        do {
            try await body(Wire(port: port))
        } catch {
            await server.stop()
            throw error
        }
        await server.stop()
    }

    func send(_ method: String, _ target: String, body: String? = nil) async throws -> Reply {
        var request = URLRequest(url: try #require(URL(string: "http://127.0.0.1:\(port)\(target)")))
        request.httpMethod = method
        request.setValue("Bearer simulator-key", forHTTPHeaderField: "Authorization")
        request.setValue("2026-09-17", forHTTPHeaderField: "X-Affinity-Api-Version")
        if let body {
            request.httpBody = Data(body.utf8)
            request.setValue("application/json", forHTTPHeaderField: "Content-Type")
        }
        let (data, response) = try await URLSession.shared.data(for: request)
        let http = try #require(response as? HTTPURLResponse)
        var headers: [String: String] = [:]
        for (name, value) in http.allHeaderFields { headers["\(name)".lowercased()] = "\(value)" }
        return Reply(status: http.statusCode, headers: headers, body: data)
    }
}

/// Somebody who takes deliveries of webhooks.
final class Receiver: Sendable {
    struct Delivery: Sendable {
        let data: Data

        var object: [String: Any] { (try? JSONSerialization.jsonObject(with: data)) as? [String: Any] ?? [:] }

        var type: String { object["type"] as? String ?? "" }

        var body: [String: Any] { object["body"] as? [String: Any] ?? [:] }

        var sentAt: Int { object["sent_at"] as? Int ?? 0 }
    }

    private let deliveries: AsyncStream<Delivery>
    private let answer: Mutex<Int>
    private let continuation: AsyncStream<Delivery>.Continuation

    private init() {
        (deliveries, continuation) = AsyncStream<Delivery>.makeStream()
        answer = Mutex(200)
    }

    /// Takes deliveries for as long as the body takes.
    static func listen(_ body: (Receiver, String) async throws -> Void) async throws {
        let receiver = Receiver()
        let router = Router()
        router.post("/hook") { request, _ in
            let buffer = try await request.body.collect(upTo: 1 << 20)
            receiver.continuation.yield(Delivery(data: Data(buffer.readableBytesView)))
            return Response(status: .init(code: receiver.answer.withLock { $0 }))
        }
        let (ports, announce) = AsyncStream<Int>.makeStream()
        var logger = Logger(label: "receiver")
        logger.logLevel = .critical
        let application = Application(
            router: router, configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { announce.yield($0.localAddress?.port ?? 0) }, logger: logger)
        let task = Task { try await application.run() }
        for await port in ports {
            do {
                try await body(receiver, "http://127.0.0.1:\(port)/hook")
            } catch {
                task.cancel()
                throw error
            }
            break
        }
        task.cancel()
        _ = try? await task.value
    }

    /// What it says from now on.
    func say(_ status: Int) { answer.withLock { $0 = status } }

    /// The next deliveries.
    func next(_ count: Int) async -> [Delivery] {
        var found: [Delivery] = []
        guard count > 0 else { return found }
        for await delivery in deliveries {
            found.append(delivery)
            if found.count == count { break }
        }
        return found
    }
}
