import Hummingbird
import Logging
import NIOCore
import Synchronization

/// The simulator behind HTTP on 127.0.0.1.
package final class SimulatorServer: Sendable {
    /// The server could not be had.
    package enum Failure: Error, CustomStringConvertible {
        /// It ended before it listened.
        case didNotStart

        package var description: String { "the simulator ended before it listened" }
    }

    package let simulator: Simulator
    private let running = Mutex<Task<Void, any Error>?>(nil)
    private let pause: @Sendable (Double) async throws -> Void

    /// - Parameter pause: waits this many seconds until the next delivery of a webhook; tests move their clock instead.
    /// - Throws: when the file for the record cannot be opened.
    package init(
        configuration: SimulatorConfiguration, world: World,
        pause: @escaping @Sendable (Double) async throws -> Void = { try await Task.sleep(for: .seconds($0)) }
    ) throws {
        simulator = try Simulator(configuration: configuration, world: world)
        self.pause = pause
    }

    /// Serves until the task is cancelled, then closes its connections.
    /// - Parameter onReady: called once with the port that is bound.
    /// - Throws: when the port is taken.
    package func run(onReady: @escaping @Sendable (Int) -> Void = { _ in }) async throws {
        var logger = Logger(label: "simulator")
        logger.logLevel = .critical
        let application = Application(
            responder: SimulatorResponder(simulator),
            configuration: ApplicationConfiguration(address: .hostname("127.0.0.1", port: simulator.configuration.port)),
            onServerRunning: { channel in onReady(channel.localAddress?.port ?? 0) },
            logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [simulator, pause] in await simulator.webhooks.run(pause: pause) }
            defer { group.cancelAll() }
            do {
                try await application.run()
            } catch is CancellationError {
                return
            }
        }
    }

    /// Serves in the background until `stop()`; for tests and for commands that do something else meanwhile.
    /// - Returns: the port that is bound.
    /// - Throws: when the port is taken.
    package func start() async throws -> Int {
        let (ports, announce) = AsyncStream<Int>.makeStream()
        let task = Task {
            defer { announce.finish() }
            try await run { port in announce.yield(port) }
        }
        running.withLock { $0 = task }
        for await port in ports { return port }
        try await task.value
        throw Failure.didNotStart
    }

    /// Ends what `start()` began and waits for it.
    package func stop() async {
        let task = running.withLock { running in
            defer { running = nil }
            return running
        }
        task?.cancel()
        _ = try? await task?.value
    }
}

/// What a request carries through the server: also its connection, which a scripted fault may close.
struct SimulatorContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}

/// Hands HTTP requests to the simulator and its answers back, after the configured delay.
final class SimulatorResponder: HTTPResponder {
    typealias Context = SimulatorContext

    /// Ends a connection in the middle of an answer.
    private struct Cut: Error {}

    /// The name of a header, sent in the case it is written in.
    private typealias FieldName = HTTPFields.Element.Name

    private static let largestBody = 4 * 1_024 * 1_024
    private static let versionHeader = FieldName("x-affinity-api-version")

    private let simulator: Simulator
    private let inFlight = Atomic<Int>(0)

    init(_ simulator: Simulator) {
        self.simulator = simulator
    }

    func respond(to request: Request, context: SimulatorContext) async throws -> Response {
        let count = inFlight.add(1, ordering: .relaxed).newValue
        defer { inFlight.subtract(1, ordering: .relaxed) }
        var body: [UInt8] = []
        if request.headers[.contentLength] != nil || request.headers[.transferEncoding] != nil {
            guard let buffer = try await collected(request) else { return Self.response(Self.tooLarge) }
            body = Array(buffer.readableBytesView)
        }
        var asked = Self.simulated(request, body: body)
        if let receiver = simulator.receiverToTest(asked) {
            asked.receiverAnswered = await WebhookSender.test(receiver, at: simulator.world.now())
        }
        let answer = simulator.handle(asked, inFlight: count)
        let delay = simulator.configuration.latencyMilliseconds + answer.delayMilliseconds
        if delay > 0 { try await Task.sleep(for: .milliseconds(delay)) }
        if answer.delivery == .none { try? await context.channel.close() }
        return Self.response(answer)
    }

    /// `nil` for a body that is too large.
    private func collected(_ request: Request) async throws -> ByteBuffer? {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > Self.largestBody { return nil }
        do {
            return try await request.body.collect(upTo: Self.largestBody)
        } catch is NIOTooManyBytesError {
            return nil
        }
    }

    /// What is left of the body is not read, so that the connection cannot go on.
    private static let tooLarge: SimulatedResponse = {
        var answer = SimulatedResponse.text(413, "The request body is larger than \(largestBody) bytes.")
        answer.headers = [(name: "connection", value: "close")]
        return answer
    }()

    private static func simulated(_ request: Request, body: [UInt8]) -> SimulatedRequest {
        let target = request.head.path ?? "/"
        let mark = target.utf8.firstIndex(of: UInt8(ascii: "?"))
        var simulated = SimulatedRequest(
            method: request.method.rawValue, path: String(target[..<(mark ?? target.endIndex)]),
            query: mark.map { String(target[target.index(after: $0)...]) } ?? "", authorization: request.headers[.authorization],
            apiVersion: versionHeader.flatMap { request.headers[$0] }, contentType: request.headers[.contentType],
            host: request.head.authority, body: body)
        // For every other request they are not worth their time.
        if target.hasPrefix(SimulatedNango.root) {
            for field in request.headers { simulated.proxyHeaders[field.name.canonicalName] = field.value }
        }
        return simulated
    }

    private static func response(_ answer: SimulatedResponse) -> Response {
        var headers = HTTPFields()
        headers.reserveCapacity(answer.headers.count + 3)
        if let contentType = answer.contentType { headers[.contentType] = contentType }
        for header in answer.headers {
            if let name = FieldName(header.name) { headers[name] = header.value }
        }
        let status = HTTPResponse.Status(code: answer.status)
        if answer.delivery == .half {
            let half = ByteBuffer(bytes: answer.body.prefix(answer.body.count / 2))
            let body = ResponseBody(contentLength: max(1, answer.body.count)) { writer in
                try await writer.write(half)
                throw Cut()
            }
            return Response(status: status, headers: headers, body: body)
        }
        if answer.body.isEmpty { return Response(status: status, headers: headers) }
        return Response(status: status, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: answer.body)))
    }
}
