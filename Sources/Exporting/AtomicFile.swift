import Foundation

/// A file that appears under its name whole or not at all: written beside it, synced, then renamed.
///
/// Failure modes: a full disk, a missing or read-only folder, a crash. In each of them what stood under the name before
/// is untouched; after a crash a file `.<name>.<suffix>.partial` may be left beside it.
package struct AtomicFile: ~Copyable {
    private let target: String
    private let partial: String
    private var descriptor: Int32

    /// - Parameter mode: the permission bits of the new file.
    /// - Throws: `AtomicFileError` when the folder is missing or not writable.
    package init(path: String, mode: UInt32 = 0o644) throws(AtomicFileError) {
        target = path
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        let folder = parts.dropLast().joined(separator: "/")
        let name = parts.last.map(String.init) ?? path
        partial = (parts.count > 1 ? folder + "/" : "") + ".\(name).\(getpid()).partial"
        descriptor = open(partial, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, mode_t(mode))
        guard descriptor >= 0 else { throw AtomicFileError(path: path, errno: errno) }
    }

    package mutating func write(_ bytes: [UInt8]) throws(AtomicFileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw AtomicFileError(path: target, errno: errno)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// Makes the file appear under its name.
    package consuming func commit() throws(AtomicFileError) {
        guard fsync(descriptor) == 0, rename(partial, target) == 0 else { throw AtomicFileError(path: target, errno: errno) }
    }

    deinit {
        close(descriptor)
        // After a commit there is nothing of that name any more.
        unlink(partial)
    }
}

/// Why a file could not be written.
package struct AtomicFileError: Error, Hashable, Sendable {
    package var path: String
    package var reason: String

    init(path: String, errno code: Int32) {
        self.path = path
        switch code {
        case ENOENT: reason = "its folder does not exist"
        case ENOTDIR: reason = "its folder is not a folder"
        case EACCES, EPERM, EROFS: reason = "its folder may not be written to"
        case ENOSPC, EDQUOT: reason = "the disk is full"
        case EISDIR: reason = "it is a folder"
        default: reason = String(cString: strerror(code))
        }
    }
}
