import NIOCore
import NIOPosix
import Synchronization

/// A TCP server on loopback that reads a request and then behaves as told, well or badly. Remembers what it was sent.
final class RawServer: Sendable {
    enum Behaviour: Sendable {
        /// Sends these bytes and keeps the connection.
        case send(String)
        /// Sends these bytes, possibly none, and closes.
        case sendAndClose(String)
        /// Sends these bytes, then one more every 20 ms.
        case drip(String)
        case silence
        case closeAtOnce
    }

    private final class Record: Sendable {
        let requests = Mutex<[String]>([])
    }

    private let channel: any Channel
    private let record = Record()

    var port: Int { channel.localAddress?.port ?? 0 }
    /// Each request as it came over the wire.
    var requests: [String] { record.requests.withLock { $0 } }

    init(_ behaviour: Behaviour) async throws {
        let record = record
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = Handler(behaviour) { request in record.requests.withLock { $0.append(request) } }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async {
        try? await channel.close().get()
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let behaviour: Behaviour
        private let record: @Sendable (String) -> Void
        private var text = ""

        init(_ behaviour: Behaviour, record: @escaping @Sendable (String) -> Void) {
            self.behaviour = behaviour
            self.record = record
        }

        func channelActive(context: ChannelHandlerContext) {
            if case .closeAtOnce = behaviour { context.close(promise: nil) }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let buffer = unwrapInboundIn(data)
            text += String(buffer: buffer)
            guard let head = text.firstRange(of: "\r\n\r\n") else { return }
            let length = text.lowercased().firstRange(of: "content-length: ").flatMap { range in
                Int(text[range.upperBound...].prefix { $0.isNumber })
            }
            guard text[head.upperBound...].utf8.count >= length ?? 0 else { return }
            record(text)
            text = ""
            switch behaviour {
            case .silence, .closeAtOnce: break
            case .drip(let bytes):
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: bytes)), promise: nil)
                let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
                context.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(20), delay: .milliseconds(20)) { task in
                    guard loopBound.value.channel.isActive else { return task.cancel() }
                    loopBound.value.writeAndFlush(NIOAny(ByteBuffer(string: " ")), promise: nil)
                }
            case .send(let bytes): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: bytes)), promise: nil)
            case .sendAndClose(let bytes):
                let loopBound = NIOLoopBound(context, eventLoop: context.eventLoop)
                context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: bytes))).whenComplete { _ in loopBound.value.close(promise: nil) }
            }
        }
    }
}

/// An HTTP answer as bytes.
func answer(_ status: String, _ headers: [String] = [], body: String) -> String {
    (["HTTP/1.1 \(status)", "Content-Length: \(body.utf8.count)"] + headers).joined(separator: "\r\n") + "\r\n\r\n" + body
}
