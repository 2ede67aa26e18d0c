#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file that Ferry made, open to be read at any place, where something else may be by now: a link is not followed, a pipe not waited for, a
/// device not read. It can be read also when its name is taken away meanwhile.
package final class StoredFile: Sendable {
    /// In bytes, when it was opened.
    package let size: Int
    private let descriptor: Int32
    private let path: String

    /// - Throws: for a link `ELOOP`, for what is not a file `EINVAL`.
    package init(_ path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { throw FileError(path, errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            close(descriptor)
            throw FileError(path, EINVAL)
        }
        self.descriptor = descriptor
        self.path = path
        size = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// So many bytes from a place on; fewer where the file ends before.
    package func read(_ count: Int, at offset: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var done = 0
        while done < bytes.count {
            let got = bytes.withUnsafeMutableBytes {
                pread(descriptor, $0.baseAddress.map { $0 + done }, $0.count - done, off_t(offset + done))
            }
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else { throw FileError(path, errno) }
            if got == 0 { return Array(bytes.prefix(done)) }
            done += got
        }
        return bytes
    }
}
