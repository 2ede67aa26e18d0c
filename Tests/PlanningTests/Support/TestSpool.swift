import Planning
import Synchronization

/// A spool without a file.
final class TestSpool: Spool {
    private let bytes = Mutex<[UInt8]>([])

    func append(_ bytes: [UInt8]) { self.bytes.withLock { $0 += bytes } }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) {
        bytes.withLock { buffer.copyBytes(from: $0[offset..<offset + buffer.count]) }
    }
}
