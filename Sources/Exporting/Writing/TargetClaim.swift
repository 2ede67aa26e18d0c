import Foundation

/// That one export at a time writes a target. Each holds a lock on the ids of its partial file, which the system takes away when the process
/// ends, however it ends; a new one looks for such locks beside the target. Two that begin at once look one after the other: the folder is
/// locked meanwhile.
struct TargetClaim {
    private let target: String
    private let folder: String
    private let name: String

    init(_ target: String) {
        self.target = target
        (folder, name) = Self.parts(of: target)
    }

    /// The folder, and as much of the file's name as leaves room for the rest of a partial file's.
    static func parts(of target: String) -> (folder: String, name: String) {
        let path = target as NSString
        var name = path.lastPathComponent
        while name.utf8.count > 160 { name.removeLast() }
        let folder = path.deletingLastPathComponent
        return (folder.isEmpty ? "." : folder, name)
    }

    /// - Parameter ids: those of the claiming export, at `path`.
    /// - Throws: for a target that another export is at.
    func take(_ ids: Int32, _ path: String) throws(ExportFileError) {
        let place = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard place >= 0 else { throw ExportFileError(path: target, errno: errno) }
        // Closing it lets others look.
        defer { close(place) }
        while flock(place, LOCK_EX) != 0 {
            guard errno == EINTR else { throw ExportFileError(path: target, errno: errno) }
        }
        let (start, end) = (".\(name).", ".partial.ids")
        for entry in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            let other = "\(folder)/\(entry)"
            guard entry.hasPrefix(start), entry.hasSuffix(end), entry.utf8.count > start.utf8.count + end.utf8.count,
                !entry.dropFirst(start.count).dropLast(end.count).contains("."),
                (other as NSString).lastPathComponent != (path as NSString).lastPathComponent, let process = Self.holder(of: other)
            else { continue }
            throw ExportFileError(
                path: target, reason: "another export is writing it (process \(process))",
                hint: "wait until it has ended, or name another file", isBusy: true)
        }
        var lock = Self.lock
        guard fcntl(ids, F_SETLK, &lock) == 0 else { throw ExportFileError(path: path, errno: errno) }
    }

    /// The process that holds a file; nil when none does.
    private static func holder(of path: String) -> pid_t? {
        let descriptor = open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var lock = lock
        guard fcntl(descriptor, F_GETLK, &lock) == 0, lock.l_type != Int16(F_UNLCK) else { return nil }
        return lock.l_pid
    }

    /// Of the whole file, to write.
    private static var lock: flock {
        var lock = flock()
        lock.l_type = Int16(F_WRLCK)
        lock.l_whence = Int16(SEEK_SET)
        return lock
    }
}
