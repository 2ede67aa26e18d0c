import Foundation

/// A keep-alive connection to 127.0.0.1 with one request under way at a time.
final class Connection {
    let descriptor: Int32
    /// The head of the answer as far as it has come.
    private var head: [UInt8] = []
    /// The bytes of the body that are still to come; nil while the head is.
    private var missing: Int?
    private(set) var status = 0
    /// The body, where it is wanted.
    private(set) var body: [UInt8] = []
    private let keepsBody: Bool

    /// - Throws: `BenchError` when nobody listens.
    init(port: Int, keepsBody: Bool = false) throws(BenchError) {
        self.keepsBody = keepsBody
        #if canImport(Darwin)
            descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #else
            descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #endif
        guard descriptor >= 0 else { throw BenchError("socket: \(String(cString: strerror(errno)))") }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = UInt16(port).bigEndian
        address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw BenchError("cannot connect to port \(port): \(reason)")
        }
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    }

    deinit {
        close(descriptor)
    }

    /// Sends a request whole; it is far smaller than the socket's buffer.
    func send(_ request: [UInt8]) throws(BenchError) {
        head.removeAll(keepingCapacity: true)
        body.removeAll(keepingCapacity: true)
        missing = nil
        var start = 0
        while start < request.count {
            let sent = request[start...].withUnsafeBytes { Foundation.send(descriptor, $0.baseAddress, $0.count, 0) }
            if sent < 0, errno == EINTR { continue }
            guard sent > 0 else { throw BenchError("the simulator closed a connection: \(String(cString: strerror(errno)))") }
            start += sent
        }
    }

    /// Takes what has come, waiting if nothing has.
    /// - Returns: whether the answer is complete.
    func receive(into buffer: UnsafeMutableRawBufferPointer) throws(BenchError) -> Bool {
        let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
        if count < 0, errno == EINTR { return false }
        guard count > 0 else { throw BenchError("the simulator closed a connection in the middle of an answer") }
        var came = UnsafeRawBufferPointer(rebasing: buffer[..<count])
        if missing == nil {
            let searched = max(0, head.count - 3)
            let before = head.count
            head += came
            guard let end = Self.endOfHead(head, from: searched) else { return false }
            came = UnsafeRawBufferPointer(rebasing: came[(end - before)...])
            head.removeSubrange(end...)
            (status, missing) = try Self.read(head)
        }
        if keepsBody { body += came }
        let left = (missing ?? 0) - came.count
        missing = left
        return left <= 0
    }

    private static func endOfHead(_ bytes: [UInt8], from start: Int) -> Int? {
        let (cr, lf) = (UInt8(ascii: "\r"), UInt8(ascii: "\n"))
        var index = start
        while index + 3 < bytes.count {
            if bytes[index] == cr, bytes[index + 1] == lf, bytes[index + 2] == cr, bytes[index + 3] == lf { return index + 4 }
            index += 1
        }
        return nil
    }

    /// The status, and how many bytes of body follow. Without `content-length` there is none: the simulator sends no chunks.
    private static func read(_ head: [UInt8]) throws(BenchError) -> (status: Int, length: Int) {
        guard head.count > 12, let status = Int(String(decoding: head[9..<12], as: UTF8.self)) else {
            throw BenchError("the simulator's answer is not HTTP")
        }
        let name = Array("content-length:".utf8)
        for line in head.split(separator: UInt8(ascii: "\n")) where line.count > name.count {
            guard zip(line, name).allSatisfy({ $0 | 0x20 == $1 | 0x20 }) else { continue }
            var length = 0
            for byte in line.dropFirst(name.count) where byte >= 0x30 && byte <= 0x39 { length = length * 10 + Int(byte - 0x30) }
            return (status, length)
        }
        return (status, 0)
    }
}
