import Crypto
import Foundation

/// The rows written so far, beside the target and under another name, and the ids of the rows in a second file. Mode 0600 until they
/// are whole: then the file gets the target's name, and whatever stood there before is replaced in one step. What is kept of a row
/// is its id, or in an export of changes a record of it.
final class PartialFile {
    let path: String
    private let idsPath: String
    private let descriptor: Int32
    private let ids: Int32
    /// Bytes kept of each row.
    private let idSize: Int
    /// The compressed copy that gets the target's name in the place of this file.
    private var compressed: String?

    /// - Parameters:
    ///   - bytes: The length to go on from; what lies behind it was written by a process that died before it said so.
    ///   - seen: The same for the ids: how many there are.
    ///   - idSize: Bytes of each; the first eight of them are the id.
    init(path: String, bytes: Int, seen: Int, idSize: Int = 8) throws(ExportFileError) {
        self.path = path
        self.idSize = idSize
        idsPath = Self.idsPath(for: path)
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | (bytes == 0 ? O_TRUNC : 0)
        descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw ExportFileError(path: path, errno: errno) }
        ids = open(idsPath, flags, 0o600)
        guard ids >= 0 else { throw ExportFileError(path: path, errno: errno) }
        guard try Self.size(of: descriptor, path) >= bytes, try Self.size(of: ids, path) >= seen * idSize else {
            throw ExportFileError(
                path: path, reason: "rows that were written are missing from it", hint: "remove it and export again")
        }
        guard ftruncate(descriptor, bytes) == 0, ftruncate(ids, seen * idSize) == 0, lseek(descriptor, 0, SEEK_END) >= 0,
            lseek(ids, 0, SEEK_END) >= 0
        else { throw ExportFileError(path: path, errno: errno) }
    }

    deinit {
        close(descriptor)
        close(ids)
    }

    private static func size(of descriptor: Int32, _ path: String) throws(ExportFileError) -> Int {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw ExportFileError(path: path, errno: errno) }
        return Int(status.st_size)
    }

    static func idsPath(for path: String) -> String { path + ".ids" }

    /// - Parameter new: What is kept of the rows seen, one after the other.
    func write(_ bytes: [UInt8], ids new: [UInt8]) throws(ExportFileError) {
        try FileBytes.write(bytes, to: descriptor, path: path)
        try FileBytes.write(new, to: ids, path: path)
    }

    /// The ids of the rows that were written before.
    func writtenIDs() -> RowIDSet {
        var set = RowIDSet()
        var buffer = [UInt8](repeating: 0, count: idSize * 8192)
        var offset = 0
        while true {
            let count = pread(ids, &buffer, buffer.count, off_t(offset))
            guard count >= idSize else { return set }
            for start in stride(from: 0, through: count - idSize, by: idSize) {
                let id = buffer[start..<(start + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                _ = set.insert(Int64(bitPattern: id))
            }
            offset += count / idSize * idSize
        }
    }

    /// Makes what `commit(as:)` gives the name to: this file, or a compressed copy.
    /// - Returns: Its SHA-256 in lower-case hexadecimal digits, and its length in bytes.
    func seal(isCompressed: Bool) throws(ExportFileError) -> (sha256: String, bytes: Int) {
        guard isCompressed else { return (try Self.digest(of: descriptor, path), try Self.size(of: descriptor, path)) }
        let copy = path + ".gz"
        try GzipFile.compress(descriptor, path, to: copy)
        compressed = copy
        var status = stat()
        guard stat(copy, &status) == 0 else { throw ExportFileError(path: copy, errno: errno) }
        return (try Self.digest(of: copy), Int(status.st_size))
    }

    /// Hands out the whole file in pieces.
    func read(_ body: ([UInt8]) -> Void) throws(ExportFileError) { try Self.read(descriptor, path, body) }

    private static func digest(of descriptor: Int32, _ path: String) throws(ExportFileError) -> String {
        var hash = SHA256()
        try read(descriptor, path) { hash.update(data: $0) }
        return hash.finalize().hexDigits
    }

    private static func read(_ descriptor: Int32, _ path: String, _ body: ([UInt8]) -> Void) throws(ExportFileError) {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        var offset = 0
        while true {
            let count = pread(descriptor, &buffer, buffer.count, off_t(offset))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw ExportFileError(path: path, errno: errno) }
            if count == 0 { return }
            body(count == buffer.count ? buffer : Array(buffer[..<count]))
            offset += count
        }
    }

    /// Puts other bytes in the place of all that is there, in one step.
    func replace(with bytes: [UInt8]) throws(ExportFileError) {
        let other = path + ".sorted"
        let new = open(other, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard new >= 0 else { throw ExportFileError(path: other, errno: errno) }
        defer { close(new) }
        try FileBytes.write(bytes, to: new, path: other)
        guard fsync(new) == 0, rename(other, path) == 0, dup2(new, descriptor) >= 0, fcntl(descriptor, F_SETFD, FD_CLOEXEC) >= 0 else {
            throw ExportFileError(path: other, errno: errno)
        }
    }

    /// Whether the file has its name already: a process died between that and saying so. A compressed copy gets the name before this
    /// file goes, and is made once more when that did not happen.
    static func isCommitted(_ path: String, as target: String) -> Bool {
        access(path, F_OK) != 0 && access(target, F_OK) == 0
    }

    /// SHA-256 of a file that is whole.
    static func digest(of target: String) throws(ExportFileError) -> String {
        let descriptor = open(target, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ExportFileError(path: target, errno: errno) }
        defer { close(descriptor) }
        return try digest(of: descriptor, target)
    }

    /// Gives the file its name. What stood under it is gone then, and not before.
    func commit(as target: String) throws(ExportFileError) {
        // As any new file of this user would be.
        let mask = umask(0)
        umask(mask)
        let named = compressed ?? path
        guard chmod(named, 0o666 & ~mask) == 0, fsync(descriptor) == 0, rename(named, target) == 0 else {
            throw ExportFileError(path: target, errno: errno)
        }
        if compressed != nil { unlink(path) }
    }

    /// Removes what was kept of the rows, once nothing needs it any more.
    static func removeIDs(_ path: String) { unlink(idsPath(for: path)) }

    func discard() {
        unlink(path)
        unlink(idsPath)
    }
}
