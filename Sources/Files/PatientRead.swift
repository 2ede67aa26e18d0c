import Foundation

/// Reads what may keep one waiting as long as it likes, a pipe or a terminal, and gives up as soon as somebody asks to stop: the signal is
/// taken elsewhere, so that a read by itself would go on waiting.
package enum PatientRead {
    package enum Failure: Error, Hashable {
        case stopped
        /// The system's `errno`.
        case system(Int32)
    }

    /// In milliseconds: for so long a wish to stop may go unheard.
    static let attention: Int32 = 100

    /// The next bytes; none at the end.
    /// - Parameter isStopped: whether somebody has asked to stop; it is looked at ten times a second.
    package static func bytes(
        from descriptor: Int32, upTo count: Int, until isStopped: () -> Bool
    ) throws(Failure) -> [UInt8] {
        while !isStopped() {
            guard ready([descriptor], within: attention) != nil else { continue }
            if let bytes = try bytesNow(from: descriptor, upTo: count) { return bytes }
        }
        throw .stopped
    }

    /// The place of the first of these that has bytes or has ended; nil when none has within these milliseconds.
    static func ready(_ descriptors: [Int32], within milliseconds: Int32) -> Int? {
        var waiting = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        guard poll(&waiting, nfds_t(waiting.count), milliseconds) > 0 else { return nil }
        return waiting.firstIndex { $0.revents != 0 }
    }

    /// What is there, and none at the end; nil when there is nothing yet.
    static func bytesNow(from descriptor: Int32, upTo count: Int) throws(Failure) -> [UInt8]? {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            let result = read(descriptor, buffer.baseAddress, count)
            if result < 0 { failure = errno }
            filled = max(0, result)
        }
        switch failure {
        case 0: return bytes
        case EINTR, EAGAIN: return nil
        default: throw .system(failure)
        }
    }
}
