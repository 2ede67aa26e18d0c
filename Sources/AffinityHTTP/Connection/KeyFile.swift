import Foundation

/// A file that holds a key.
package enum KeyFile {
    /// A key is short; what is longer is another file, or a device without end.
    private static let maximumBytes = 65_536

    package static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    /// - Parameter isStopped: whether somebody has asked to stop: a named pipe may have no writer.
    /// - Throws: when it cannot be read as UTF-8, and `PatientRead.Failure`.
    package static func text(_ path: String, until isStopped: () -> Bool = { false }) throws -> String {
        // Opening a pipe would wait for its writer, and hear of nothing.
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw PatientRead.Failure.system(errno) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        while bytes.count < maximumBytes {
            let more = try PatientRead.bytes(from: descriptor, upTo: maximumBytes - bytes.count, until: isStopped)
            if more.isEmpty { break }
            bytes += more
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw CocoaError(.fileReadInapplicableStringEncoding) }
        return text
    }
}
