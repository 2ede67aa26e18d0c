import Foundation

/// Sends requests over several keep-alive connections from one thread, a new one on each as soon as the last was answered.
struct LoadGenerator {
    let port: Int
    /// So many connections, as an import with some concurrency to spare has them.
    static let connections = 16

    private let connections: [Connection]

    init(port: Int) throws(BenchError) {
        self.port = port
        var made: [Connection] = []
        for _ in 0..<Self.connections { made.append(try Connection(port: port)) }
        connections = made
    }

    /// - Parameters:
    ///   - count: how many requests.
    ///   - request: the bytes of each by its number, from 0 on.
    /// - Returns: seconds from the first byte sent to the last one received.
    /// - Throws: `BenchError` for an answer that is not a success, or a connection that breaks.
    func run(_ count: Int, _ request: (Int) -> [UInt8]) throws(BenchError) -> Double {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 262_144, alignment: 16)
        defer { buffer.deallocate() }
        var waiting = connections.map { pollfd(fd: $0.descriptor, events: Int16(POLLIN), revents: 0) }
        var sent = 0
        var answered = 0
        let started = ContinuousClock.now
        for connection in connections where sent < count {
            try connection.send(request(sent))
            sent += 1
        }
        while answered < count {
            let ready = poll(&waiting, nfds_t(waiting.count), Self.patience)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else { throw BenchError("the simulator does not answer") }
            for place in waiting.indices where waiting[place].revents != 0 {
                let connection = connections[place]
                guard try connection.receive(into: buffer) else { continue }
                guard (200..<300).contains(connection.status) else {
                    throw BenchError("status \(connection.status) to a request like:\n" + String(decoding: request(0), as: UTF8.self))
                }
                answered += 1
                if sent < count {
                    try connection.send(request(sent))
                    sent += 1
                }
            }
        }
        return started.duration(to: .now) / .seconds(1)
    }

    /// Milliseconds without any answer.
    private static let patience: Int32 = 30_000
}
