#if canImport(Glibc)
    package import Glibc
#elseif canImport(Musl)
    package import Musl
#else
    package import Darwin
#endif

/// Why a file or folder can't be used.
package struct FileError: Error, Hashable, Sendable {
    package let path: String
    /// The system's number, such as `ENOSPC`.
    package let code: Int32

    package init(_ path: String, _ code: Int32) {
        self.path = path
        self.code = code
    }

    package var isDiskFull: Bool { code == ENOSPC || code == EDQUOT }
    package var isForbidden: Bool { code == EACCES || code == EPERM }

    /// Without the path and without a full stop.
    package var reason: String {
        switch code {
        case ENOENT: "its folder does not exist"
        case ENOTDIR: "its folder is not a folder"
        case EACCES, EPERM, EROFS: "its folder may not be written to"
        case ENOSPC, EDQUOT: "the disk is full"
        case EISDIR: "it is a folder"
        case ENAMETOOLONG: "its name is too long"
        case ENXIO: "nobody reads it"
        case ELOOP: "it is a link"
        case EFBIG: "it is larger than such a file can be"
        default: systemText
        }
    }

    /// In the system's words.
    package var systemText: String { String(cString: strerror(code)) }
}

/// The calls to the file system that all files have in common. Each new file is made by `create`: it is never somebody else's file, nor made
/// through a link that somebody planted, and no child process inherits it.
package enum SystemFile {
    /// Makes a file that is not there yet.
    /// - Parameters:
    ///   - mode: its permission bits, from its first moment; only its owner may read it unless told otherwise.
    ///   - isAppending: whether each write goes to the end.
    /// - Returns: its descriptor, to read and to write.
    package static func create(_ path: String, mode: mode_t = 0o600, isAppending: Bool = false) throws(FileError) -> Int32 {
        let flags = O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC | (isAppending ? O_APPEND : 0)
        let descriptor = open(path, flags, mode)
        guard descriptor >= 0 else { throw FileError(path, errno) }
        return descriptor
    }

    /// Writes all bytes.
    package static func write(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileError) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
            if written < 0 {
                if errno == EINTR { continue }
                throw FileError(path, errno)
            }
            rest = rest.dropFirst(written)
        }
    }

    /// All of a small file that Ferry made, where something else may be in its place by now: a link is not followed, a pipe not waited for, a
    /// device not read, and what is larger than such a file ever is not taken into memory.
    /// - Parameter isCut: whether of a larger file the beginning is read.
    /// - Throws: for those `ELOOP`, `EINVAL` and `EFBIG`.
    package static func read(_ path: String, atMost limit: Int, isCut: Bool = false) throws(FileError) -> [UInt8] {
        let file = try StoredFile(path)
        guard isCut || file.size <= limit else { throw FileError(path, EFBIG) }
        return try file.read(min(file.size, limit), at: 0)
    }

    /// The length of an open file in bytes.
    package static func size(of descriptor: Int32, path: String) throws(FileError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw FileError(path, errno) }
        return Int(status.st_size)
    }

    /// Makes a folder and those above it that are missing.
    package static func createFolder(_ folder: String, mode: mode_t = 0o755) throws(FileError) {
        if mkdir(folder, mode) == 0 { return }
        if errno == ENOENT, let end = folder.lastIndex(of: "/"), end != folder.startIndex {
            try createFolder(String(folder[..<end]), mode: mode)
            if mkdir(folder, mode) == 0 { return }
        }
        let code = errno
        guard code == EEXIST else { throw FileError(folder, code) }
        var status = stat()
        guard stat(folder, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { throw FileError(folder, ENOTDIR) }
    }

    /// 32 hexadecimal digits that nobody can guess.
    package static func randomName() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<2).map { _ in
            let digits = String(random.next(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }.joined()
    }
}

private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int { write(descriptor, bytes, count) }
