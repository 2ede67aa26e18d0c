#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A small file that one process holds at a time. The lock is the kernel's and goes with the process, however that ends; the text in
/// the file is for whoever finds it held.
package final class LockedFile: Sendable {
    package enum Problem: Error, Hashable {
        /// Another process has it; the text is what that one wrote.
        case held(String)
        /// Something else is in its place: a link, or a file that is not a lock.
        case foreign
        case system(Int32)
    }

    private let descriptor: Int32
    private let path: String
    private let isRemoved: Bool

    private static let largest = 512

    /// - Parameters:
    ///   - isRemoved: whether its name goes with the lock.
    ///   - isOurs: whether a text may stand in such a file; a file with another one is left as it is.
    package init(_ path: String, isRemoved: Bool, isOurs: (String) -> Bool) throws(Problem) {
        var taken: Int32?
        while taken == nil {
            // A planted link must not lead to another file, nor a pipe make us wait.
            let handle = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o600)
            guard handle >= 0 else { throw errno == ELOOP ? .foreign : .system(errno) }
            guard flock(handle, LOCK_EX | LOCK_NB) == 0 else {
                let code = errno
                let text = Self.text(handle)
                close(handle)
                throw code == EWOULDBLOCK ? .held(text) : .system(code)
            }
            // Whoever held it before may have removed the name between our open and our lock.
            guard Self.isNamed(handle, path) else {
                close(handle)
                continue
            }
            guard Self.isPlain(handle), isOurs(Self.text(handle)) else {
                close(handle)
                throw .foreign
            }
            taken = handle
        }
        descriptor = taken ?? -1
        self.path = path
        self.isRemoved = isRemoved
    }

    deinit {
        if isRemoved { unlink(path) }
        close(descriptor)
    }

    /// For whoever finds it held.
    package func write(_ text: String) {
        let bytes = Array(text.utf8.prefix(Self.largest))
        _ = pwrite(descriptor, bytes, bytes.count, 0)
        ftruncate(descriptor, off_t(bytes.count))
    }

    /// Whether nobody holds it; also where there is no such file.
    package static func isFree(_ path: String) -> Bool { look(path) { _ in } }

    /// Removes its name, unless somebody holds it.
    /// - Returns: Whether it is gone.
    package static func removeIfFree(_ path: String) -> Bool {
        look(path) { handle in
            // Under the lock, so that whoever waits for it finds that its name is gone.
            if isNamed(handle, path) { unlink(path) }
        }
    }

    private static func look(_ path: String, _ body: (Int32) -> Void) -> Bool {
        let handle = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard handle >= 0 else { return errno == ENOENT }
        defer { close(handle) }
        guard flock(handle, LOCK_EX | LOCK_NB) == 0 else { return false }
        body(handle)
        return true
    }

    private static func text(_ handle: Int32) -> String {
        var bytes = [UInt8](repeating: 0, count: largest + 1)
        let count = pread(handle, &bytes, bytes.count, 0)
        return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
    }

    /// A file of one name: written to, it changes no other.
    private static func isPlain(_ handle: Int32) -> Bool {
        var status = stat()
        return fstat(handle, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && status.st_nlink == 1
    }

    private static func isNamed(_ handle: Int32, _ path: String) -> Bool {
        var ours = stat()
        var named = stat()
        return fstat(handle, &ours) == 0 && lstat(path, &named) == 0 && ours.st_ino == named.st_ino && ours.st_dev == named.st_dev
    }
}
