import FerryTestSupport
import Foundation
import Synchronization

/// Answers whatever is asked with the bytes it was given, one connection after the other.
final class PlainServer: Sendable {
    let port: Int
    private let asked = Mutex(0)
    private let socket: Int32

    convenience init(answer: some StringProtocol) throws { try self.init(answers: [String(answer)]) }

    /// - Parameters:
    ///   - answers: one after the other; the last again and again.
    ///   - isEndless: whether each is followed by a blank every 20 ms, for as long as somebody reads.
    init(answers: [String], isEndless: Bool = false) throws {
        let listener = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        socket = listener
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(listener, pointer, length) | listen(listener, 16) | getsockname(listener, pointer, &length)
            }
        }
        guard status == 0 else { throw TestFailure("cannot listen") }
        port = Int(in_port_t(bigEndian: address.sin_port))
        Thread.detachNewThread { [weak self] in
            var rest = answers[...]
            while case let connection = accept(listener, nil, nil), connection >= 0 {
                var buffer = [UInt8](repeating: 0, count: 65536)
                _ = read(connection, &buffer, buffer.count)
                self?.asked.withLock { $0 += 1 }
                let bytes = Array((rest.first ?? "").utf8)
                if rest.count > 1 { rest.removeFirst() }
                _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
                while isEndless, send(connection, [0x20], 1, Int32(MSG_NOSIGNAL)) == 1 { usleep(20_000) }
                close(connection)
            }
        }
    }

    /// Whether anybody has asked anything yet.
    var isAsked: Bool { asked.withLock { $0 > 0 } }

    deinit {
        shutdown(socket, Int32(SHUT_RDWR))
        close(socket)
    }
}
