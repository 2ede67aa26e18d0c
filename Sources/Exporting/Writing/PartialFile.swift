import Crypto
import Files
import Foundation
import Text

/// The rows written so far, beside the target and under another name, and the ids of the rows in a second file. Mode 0600, as the whole
/// file is: then it gets the target's name, and whatever stood there before is replaced in one step. What is kept of a row is its id, or in
/// an export of changes a record of it.
///
/// A partial file has a name of its own that nobody can guess, is never opened through a link, and must belong to this user. While it is
/// written its ids are locked, by which another export to the same target knows that somebody is at it.
package final class PartialFile {
    let path: String
    private let idsPath: String
    private let descriptor: Int32
    private let ids: Int32
    /// Bytes kept of each row.
    private let idSize: Int
    /// What is to be the file, where it is not this one: sorted, compressed.
    private var copies: [(path: String, descriptor: Int32)] = []

    private var last: (path: String, descriptor: Int32) { copies.last ?? (path, descriptor) }

    /// - Parameters:
    ///   - target: The file that only one export may write at a time; nil for standard output.
    ///   - bytes: The length to go on from; what lies behind it was written by a process that died before it said so.
    ///   - seen: The same for the ids: how many there are.
    ///   - idSize: Bytes of each; the first eight of them are the id.
    init(path: String, target: String?, bytes: Int, seen: Int, idSize: Int = 8) throws(ExportFileError) {
        self.path = path
        self.idSize = idSize
        idsPath = Self.idsPath(for: path)
        let claim = target.map(TargetClaim.init)
        descriptor = try Self.open(path)
        do throws(ExportFileError) { ids = try Self.open(idsPath) } catch {
            close(descriptor)
            throw error
        }
        do throws(ExportFileError) {
            try claim?.take(ids, idsPath)
        } catch {
            // Nothing stands in it yet that anybody would miss.
            if bytes == 0 { discard() }
            throw error
        }
        guard try Self.size(of: descriptor, path) >= bytes, try Self.size(of: ids, path) >= seen * idSize else {
            throw ExportFileError(
                path: path, reason: "rows that were written are missing from it", hint: "remove it and export again")
        }
        guard ftruncate(descriptor, off_t(bytes)) == 0, ftruncate(ids, off_t(seen * idSize)) == 0, lseek(descriptor, 0, SEEK_END) >= 0,
            lseek(ids, 0, SEEK_END) >= 0
        else { throw ExportFileError(path: path, errno: errno) }
    }

    /// Where the rows of a target go until it is whole.
    /// - Parameter random: any number, so that nobody can be there before.
    package static func path(for target: String, random: UInt64) -> String {
        let (folder, name) = TargetClaim.parts(of: target)
        return "\(folder)/.\(name).\(String(random, radix: 16)).partial"
    }

    /// Makes a file, or opens the one that an earlier session made.
    private static func open(_ path: String) throws(ExportFileError) -> Int32 {
        do throws(FileError) { return try SystemFile.create(path) } catch {
            guard error.code == EEXIST else { throw ExportFileError(error) }
        }
        let descriptor = Foundation.open(path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { throw ExportFileError(path: path, errno: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_uid == geteuid(), status.st_nlink == 1 else {
            close(descriptor)
            throw ExportFileError(path: path, reason: "it is not a file that this export made", hint: "remove it and export again")
        }
        return descriptor
    }

    /// A new file beside this one, in the place of what a killed process left there.
    private static func make(_ path: String) throws(ExportFileError) -> Int32 {
        unlink(path)
        return try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.create(path) }
    }

    deinit {
        close(descriptor)
        close(ids)
        for copy in copies { close(copy.descriptor) }
    }

    private static func size(of descriptor: Int32, _ path: String) throws(ExportFileError) -> Int {
        try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.size(of: descriptor, path: path) }
    }

    private static func write(_ bytes: [UInt8], to descriptor: Int32, _ path: String) throws(ExportFileError) {
        try ExportFileError.rethrowing { () throws(FileError) in try SystemFile.write(bytes, to: descriptor, path: path) }
    }

    static func idsPath(for path: String) -> String { path + ".ids" }
    private static func sortedPath(for path: String) -> String { path + ".sorted" }
    private static func zippedPath(for path: String) -> String { path + ".gz" }

    /// - Parameter new: What is kept of the rows seen, one after the other.
    func write(_ bytes: [UInt8], ids new: [UInt8]) throws(ExportFileError) {
        try Self.write(bytes, to: descriptor, path)
        try Self.write(new, to: ids, path)
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

    /// Puts other bytes in the place of all that is there, for `seal` and all after it. The rows stay as they are until the file has its
    /// name, so that a process that dies on the way leaves nothing half done.
    /// - Parameter write: is given what takes the bytes.
    func rewrite(_ write: (_ body: ([UInt8]) throws(ExportFileError) -> Void) throws(ExportFileError) -> Void) throws(ExportFileError) {
        let sorted = Self.sortedPath(for: path)
        let copy = (path: sorted, descriptor: try Self.make(sorted))
        try write { (bytes) throws(ExportFileError) in try Self.write(bytes, to: copy.descriptor, copy.path) }
        copies.append(copy)
    }

    /// Makes what `commit(as:)` gives the name to: this file, or a copy.
    /// - Returns: Its SHA-256 in lower-case hexadecimal digits, and its length in bytes.
    func seal(isCompressed: Bool) throws(ExportFileError) -> (sha256: String, bytes: Int) {
        if isCompressed {
            let zipped = Self.zippedPath(for: path)
            let copy = (path: zipped, descriptor: try Self.make(zipped))
            try GzipFile.compress(last.descriptor, last.path, to: copy.descriptor, copy.path)
            copies.append(copy)
        }
        return (try Self.digest(of: last.descriptor, last.path), try Self.size(of: last.descriptor, last.path))
    }

    /// Hands out the whole file in pieces.
    func read(_ body: ([UInt8]) -> Void) throws(ExportFileError) { try Self.read(last.descriptor, last.path, body) }

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

    /// Whether the file has its name already: a process died between that and saying so. A compressed copy gets the name before this
    /// file goes, and is made once more when that did not happen.
    static func isCommitted(_ path: String, as target: String) -> Bool {
        access(path, F_OK) != 0 && access(target, F_OK) == 0
    }

    /// SHA-256 of a file that is whole.
    static func digest(of target: String) throws(ExportFileError) -> String {
        let descriptor = Foundation.open(target, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw ExportFileError(path: target, errno: errno) }
        defer { close(descriptor) }
        return try digest(of: descriptor, target)
    }

    /// Gives the file its name. What stood under it is gone then, and not before. Nobody but this user may read it.
    func commit(as target: String) throws(ExportFileError) {
        guard fchmod(last.descriptor, 0o600) == 0, fsync(last.descriptor) == 0, rename(last.path, target) == 0 else {
            throw ExportFileError(path: target, errno: errno)
        }
        // The rows go last: while they are there, a process that goes on does all this again.
        for made in copies.dropLast().map(\.path) + [path] where made != last.path { unlink(made) }
    }

    /// Removes what was kept of the rows, once nothing needs it any more.
    static func removeIDs(_ path: String) { unlink(idsPath(for: path)) }

    func discard() { Self.remove(path) }

    /// With all that lies beside it.
    static func remove(_ path: String) {
        for made in [path, idsPath(for: path), sortedPath(for: path), zippedPath(for: path)] { unlink(made) }
    }
}
