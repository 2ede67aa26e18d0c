#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Holds a run file for one process. The lock is the kernel's and dies with the process, however that ends; it stands on a
/// file of its own, because closing any other handle of a SQLite file would drop SQLite's locks.
final class RunLock: Sendable {
    private let descriptor: Int32
    private let path: String

    static func path(for file: String) -> String { file + ".lock" }

    /// - Throws: `.held` with the number of the process that has it, and since when.
    init(for file: String) throws(RunFileError) {
        let path = Self.path(for: file)
        var taken: Int32?
        while taken == nil {
            let handle = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
            guard handle >= 0 else { throw SystemFiles.error(file, errno) }
            guard flock(handle, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                let holder = Self.holder(handle)
                close(handle)
                throw code == EWOULDBLOCK ? .held(file, by: holder) : SystemFiles.error(file, code)
            }
            // Whoever held it before may have removed the name between our open and our lock.
            if Self.isNamed(handle, path) { taken = handle } else { close(handle) }
        }
        descriptor = taken ?? -1
        self.path = path
        let text = Array("\(getpid())\n".utf8)
        ftruncate(descriptor, 0)
        _ = pwrite(descriptor, text, text.count, 0)
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    /// The process that works on the run file, as far as it left its number, which it did when it took the lock.
    private static func holder(_ handle: Int32) -> Holder? {
        var bytes = [UInt8](repeating: 0, count: 16)
        let count = pread(handle, &bytes, bytes.count, 0)
        guard count > 0, let process = Int32(String(decoding: bytes.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self)) else { return nil }
        var status = stat()
        guard fstat(handle, &status) == 0 else { return Holder(process: process, since: nil) }
        #if canImport(Darwin)
            return Holder(process: process, since: Int(status.st_mtimespec.tv_sec))
        #else
            return Holder(process: process, since: Int(status.st_mtim.tv_sec))
        #endif
    }

    struct Holder: Hashable {
        var process: Int32
        /// Seconds since 1970.
        var since: Int?
    }

    private static func isNamed(_ handle: Int32, _ path: String) -> Bool {
        var ours = stat()
        var named = stat()
        return fstat(handle, &ours) == 0 && stat(path, &named) == 0 && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev
    }
}
