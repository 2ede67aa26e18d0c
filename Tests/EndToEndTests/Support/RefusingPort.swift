import FerryTestSupport
import Foundation

/// A port of this machine where every connection is refused: it is taken, so that nobody else gets it, and nobody listens.
final class RefusingPort: Sendable {
    let port: Int
    private let socket: Int32

    init() throws {
        let taken = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        socket = taken
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(taken, pointer, length) | getsockname(taken, pointer, &length)
            }
        }
        port = Int(in_port_t(bigEndian: address.sin_port))
        guard status == 0 else { throw TestFailure("cannot take a port") }
    }

    deinit {
        close(socket)
    }
}
