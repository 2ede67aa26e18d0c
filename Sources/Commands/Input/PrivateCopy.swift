import Foundation
import Runs

/// A file, mode 0600, for what has to be read more than once. It loses its name at once, so that nothing of it is left when the process is
/// killed, and lies beside the run file, where the same rows are anyway.
final class PrivateCopy: Sendable {
    /// To write to it.
    let descriptor: Int32
    /// To open it, as often as it is needed, by this process alone.
    let path: String
    private let folder: String

    /// - Throws: `Failure` U110.
    init(in folder: String) throws {
        try RunFile.makeFolder(folder)
        let name = "\(folder)/.ferry-copy-\(UUID().uuidString)"
        descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        self.folder = folder
        #if os(Linux)
            path = "/proc/self/fd/\(descriptor)"
        #else
            path = name
        #endif
        guard descriptor >= 0 else {
            throw Failure(.failed, code: "U110", "cannot keep a copy in \(folder): \(String(cString: strerror(errno)))")
        }
        #if os(Linux)
            unlink(name)
        #endif
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        #if !os(Linux)
            unlink(path)
        #endif
    }

    func failure(_ what: String) -> Failure {
        Failure(.failed, code: "U110", "cannot keep \(what) in \(folder): the disk may be full")
    }
}
