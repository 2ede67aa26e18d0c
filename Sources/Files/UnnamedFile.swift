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
    /// To write to it.
    package let descriptor: Int32
    /// To open it, as often as it is needed, by this process alone.
    package let path: String

    /// - Parameter folder: where its bytes lie.
    package init(in folder: String) throws(FileError) {
        let name = "\(folder)/.ferry-copy-\(SystemFile.randomName())"
        descriptor = try SystemFile.create(name)
        #if os(Linux)
            path = "/proc/self/fd/\(descriptor)"
            unlink(name)
        #else
            path = name
        #endif
    }

    deinit {
        close(descriptor)
        #if !os(Linux)
            unlink(path)
        #endif
    }
}
