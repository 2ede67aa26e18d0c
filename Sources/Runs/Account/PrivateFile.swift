#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Small files in the user's own folder, for their owner only.
enum PrivateFile {
    /// 32 hexadecimal digits that nobody can guess.
    static func randomName() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }

    /// Makes a folder and those above it; new ones are for their owner only.
    static func createFolder(_ folder: String) throws(RunFileError) {
        if mkdir(folder, 0o700) == 0 { return }
        if errno == ENOENT, let end = folder.lastIndex(of: "/"), end != folder.startIndex {
            try createFolder(String(folder[..<end]))
            if mkdir(folder, 0o700) == 0 { return }
        }
        let code = errno
        var status = stat()
        if code == EEXIST, stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR { return }
        throw .noState(folder, reason: String(cString: strerror(code == EEXIST ? ENOTDIR : code)))
    }

    /// - Returns: nil for a file that is missing, too large or no file.
    static func read(_ path: String, atMost limit: Int) -> [UInt8]? {
        let handle = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard handle >= 0 else { return nil }
        defer { close(handle) }
        var bytes = [UInt8](repeating: 0, count: limit + 1)
        let count = pread(handle, &bytes, bytes.count, 0)
        guard count >= 0, count <= limit else { return nil }
        return Array(bytes.prefix(count))
    }

    /// Whoever reads it meanwhile finds the old or the new text, whole.
    static func replace(_ path: String, with bytes: [UInt8]) throws(RunFileError) {
        try written(bytes, beside: path) { new in rename(new, path) == 0 }
    }

    /// - Returns: whether there was none; else it stays as it is.
    static func create(_ path: String, with bytes: [UInt8]) throws(RunFileError) -> Bool {
        var isNew = true
        try written(bytes, beside: path) { new in
            defer { unlink(new) }
            isNew = link(new, path) == 0
            return isNew || errno == EEXIST
        }
        return isNew
    }

    private static func written(_ bytes: [UInt8], beside path: String, _ place: (String) -> Bool) throws(RunFileError) {
        let new = "\(path).\(randomName().prefix(12))"
        let handle = open(new, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard handle >= 0 else { throw .noState(path, reason: String(cString: strerror(errno))) }
        let isWritten = write(handle, bytes, bytes.count) == bytes.count
        var code = errno
        close(handle)
        if isWritten {
            if place(new) { return }
            code = errno
        }
        unlink(new)
        throw .noState(path, reason: String(cString: strerror(code)))
    }
}
