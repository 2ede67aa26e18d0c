#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A file, mode 0600, for what has to be read more than once. It loses its name at once, so that nothing of it is left when the process is
/// killed.
package final class UnnamedFile: Sendable {
    /// How its name begins while it has one.
    package static let prefix = ".ferry-copy-"

    /// To write to it.
    package let descriptor: Int32
    /// To open it, as often as it is needed, by this process alone.
    package let path: String

    /// - Parameter folder: where its bytes lie.
    package init(in folder: String) throws(FileError) {
        let name = "\(folder)/\(Self.prefix)\(SystemFile.randomName())"
        descriptor = try SystemFile.create(name)
        #if os(Linux)
            path = "/proc/self/fd/\(descriptor)"
            unlink(name)
        #else
            path = name
        #endif
    }

    package func append(_ bytes: [UInt8]) throws(FileError) {
        try SystemFile.write(bytes, to: descriptor, path: path)
    }

    /// Fills the buffer with the bytes at a place, wherever was written last.
    package func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) throws(FileError) {
        var done = 0
        while done < buffer.count {
            let count = pread(descriptor, buffer.baseAddress.map { $0 + done }, buffer.count - done, off_t(offset + done))
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw FileError(path, count < 0 ? errno : EIO) }
            done += count
        }
    }

    deinit {
        close(descriptor)
        #if !os(Linux)
            unlink(path)
        #endif
    }
}
