import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A proxy on loopback and, behind it, an Affinity that answers `{}` to everything: the tunnel ends in this very process.
final class LoopbackProxy: Sendable {
    private let channel: any Channel
    private let record: Record

    private final class Record: Sendable {
        let heads = Mutex<[String]>([])
        let requests = Mutex<[String]>([])
    }

    var port: Int { channel.localAddress?.port ?? 0 }
    /// What the proxy itself was asked, each with its headers.
    var heads: [String] { record.heads.withLock { $0 } }
    /// What came through the tunnel.
    var requests: [String] { record.requests.withLock { $0 } }

    /// - Parameter answer: to `CONNECT`: a status line without the version.
    init(_ answer: String = "200 OK") async throws {
        let record = Record()
        self.record = record
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: try NIOSSLCertificate.fromPEMBytes(Array(TestCertificate.certificate.utf8)).map { .certificate($0) },
            privateKey: .privateKey(try NIOSSLPrivateKey(bytes: Array(TestCertificate.key.utf8), format: .pem)))
        configuration.certificateVerification = .none
        let tls = try NIOSSLContext(configuration: configuration)
        channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = Connect(answer, tls) { head in
                        record.heads.withLock { $0.append(head) }
                    } request: { request in
                        record.requests.withLock { $0.append(request) }
                    }
                    try channel.pipeline.syncOperations.addHandler(handler)
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
    }

    func stop() async {
        try? await channel.close().get()
    }

    private final class Connect: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias InboundOut = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let answer: String
        private let tls: NIOSSLContext
        private let head: @Sendable (String) -> Void
        private let request: @Sendable (String) -> Void
        private var text = ""
        private var isOpen = false

        init(
            _ answer: String, _ tls: NIOSSLContext, head: @escaping @Sendable (String) -> Void,
            request: @escaping @Sendable (String) -> Void
        ) {
            self.answer = answer
            self.tls = tls
            self.head = head
            self.request = request
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            if isOpen { return context.fireChannelRead(data) }
            text += String(buffer: unwrapInboundIn(data))
            guard text.hasSuffix("\r\n\r\n") else { return }
            head(text)
            isOpen = answer.hasPrefix("200")
            if isOpen {
                do {
                    let server = Answerer(request)
                    try context.pipeline.syncOperations.addHandlers([NIOSSLServerHandler(context: tls), server], position: .after(self))
                } catch {
                    context.close(promise: nil)
                }
            }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 \(answer)\r\nContent-Length: 0\r\n\r\n")), promise: nil)
        }
    }

    private final class Answerer: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let request: @Sendable (String) -> Void

        init(_ request: @escaping @Sendable (String) -> Void) { self.request = request }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            request(String(buffer: unwrapInboundIn(data)))
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")), promise: nil)
        }
    }
}
