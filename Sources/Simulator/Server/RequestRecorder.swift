import Foundation
import Synchronization

/// Appends each request to a file as one line of JSON, with a system call of its own, so that what the simulator has taken is on record
/// even when it is killed before it answers.
final class RequestRecorder: Sendable {
    /// The file could not be opened.
    struct Failure: Error, CustomStringConvertible {
        let path: String
        let reason: String

        var description: String { "cannot write the record \(path): \(reason)" }
    }

    private let file: FileHandle
    private let count = Mutex(0)

    /// - Throws: `Failure` with the system's reason.
    init(path: String) throws(Failure) {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Failure(path: path, reason: errno == ELOOP ? "it is a symbolic link" : String(cString: strerror(errno)))
        }
        // A file that was there may be open to others; what is asked here is what somebody's records hold.
        fchmod(descriptor, 0o600)
        file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    }

    /// - Parameter time: seconds since 1970.
    func record(_ request: SimulatedRequest, status: Int, at time: Double) {
        let body: JSONValue =
            if request.body.isEmpty {
                .null
            } else if let parsed = JSONValue(parsing: request.body) {
                parsed
            } else {
                .string(String(decoding: request.body, as: UTF8.self))
            }
        count.withLock { count in
            count += 1
            var writer = JSONWriter(capacity: 256 + request.body.count)
            writer.object { writer in
                writer.put("n", count)
                writer.key("time")
                writer.number((time * 1_000).rounded() / 1_000)
                writer.put("method", request.method)
                writer.put("path", request.path)
                writer.put("query", request.query)
                writer.key("body")
                writer.value(body)
                writer.put("status", status)
            }
            writer.splice([UInt8(ascii: "\n")])
            try? file.write(contentsOf: Data(writer.bytes))
        }
    }
}
