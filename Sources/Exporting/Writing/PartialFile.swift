import Crypto
import Foundation

/// The rows written so far, beside the target and under another name, and the ids of the rows in a second file. Mode 0600 until they
/// are whole: then the file gets the target's name, and whatever stood there before is replaced in one step.
final class PartialFile {
    let path: String
    private let idsPath: String
    private let descriptor: Int32
    private let ids: Int32

    /// - Parameters:
    ///   - bytes: The length to go on from; what lies behind it was written by a process that died before it said so.
    ///   - rows: The same for the ids.
    init(path: String, bytes: Int, rows: Int) throws(ExportFileError) {
        self.path = path
        idsPath = path + ".ids"
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | (bytes == 0 ? O_TRUNC : 0)
        descriptor = open(path, flags, 0o600)
        guard descriptor >= 0 else { throw ExportFileError(path: path, errno: errno) }
        ids = open(path + ".ids", flags, 0o600)
        guard ids >= 0 else { throw ExportFileError(path: path, errno: errno) }
        guard try Self.size(of: descriptor, path) >= bytes, try Self.size(of: ids, path) >= rows * 8 else {
            throw ExportFileError(
                path: path, reason: "rows that were written are missing from it", hint: "remove it and export again")
        }
        guard ftruncate(descriptor, bytes) == 0, ftruncate(ids, rows * 8) == 0, lseek(descriptor, 0, SEEK_END) >= 0,
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

    func write(_ bytes: [UInt8], ids new: [Int64]) throws(ExportFileError) {
        try FileBytes.write(bytes, to: descriptor, path: path)
        let raw = new.map(\.littleEndian).withUnsafeBytes(Array.init)
        try FileBytes.write(raw, to: ids, path: path)
    }

    /// The ids of the rows that were written before.
    func writtenIDs() -> RowIDSet {
        var set = RowIDSet()
        var buffer = [UInt8](repeating: 0, count: 8 * 8192)
        var offset = 0
        while true {
            let count = pread(ids, &buffer, buffer.count, off_t(offset))
            guard count >= 8 else { return set }
            for start in stride(from: 0, through: count - 8, by: 8) {
                let id = buffer[start..<(start + 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
                _ = set.insert(Int64(bitPattern: id))
            }
            offset += count / 8 * 8
        }
    }

    /// In bytes.
    var size: Int {
        get throws(ExportFileError) { try Self.size(of: descriptor, path) }
    }

    /// SHA-256 of the whole file, in lower-case hexadecimal digits.
    func digest() throws(ExportFileError) -> String { try Self.digest(of: descriptor, path) }

    /// Hands out the whole file in pieces.
    func read(_ body: ([UInt8]) -> Void) throws(ExportFileError) { try Self.read(descriptor, path, body) }

    private static func digest(of descriptor: Int32, _ path: String) throws(ExportFileError) -> String {
        var hash = SHA256()
        try read(descriptor, path) { hash.update(data: $0) }
        return hash.finalize().map { byte in (byte < 16 ? "0" : "") + String(byte, radix: 16) }.joined()
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

    /// Whether the file has its name already: a process died between that and saying so.
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
        guard fchmod(descriptor, 0o666 & ~mask) == 0, fsync(descriptor) == 0, rename(path, target) == 0 else {
            throw ExportFileError(path: target, errno: errno)
        }
        unlink(idsPath)
    }

    func discard() {
        unlink(path)
        unlink(idsPath)
    }
}
