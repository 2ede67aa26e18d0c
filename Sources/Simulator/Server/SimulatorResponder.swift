import Hummingbird
import NIOCore
import Synchronization

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
