import Foundation

/// Writes a file in pieces, so that the size of the file is not the size of this process (see `ResourceUse.peakMemory`).
struct TextWriter: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var failure: String?

    /// Makes the file, or empties it.
    init(_ path: String) throws(BenchError) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw BenchError("cannot write \(path): \(String(cString: strerror(errno)))") }
        buffer.reserveCapacity(Self.piece + 4_096)
    }

    private static let piece = 65_536

    mutating func write(_ text: String) {
        buffer.append(contentsOf: text.utf8)
        if buffer.count >= Self.piece { flush() }
    }

    /// - Throws: `BenchError` when any of it could not be written.
    consuming func close() throws(BenchError) {
        flush()
        if Foundation.close(descriptor) != 0, failure == nil { failure = String(cString: strerror(errno)) }
        if let failure { throw BenchError("cannot write \(path): \(failure)") }
    }

    private mutating func flush() {
        var start = 0
        while start < buffer.count, failure == nil {
            let count = buffer[start...].withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0 {
                if errno != EINTR { failure = String(cString: strerror(errno)) }
            } else {
                start += count
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
