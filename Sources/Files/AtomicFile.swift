import Foundation

/// A file that appears under its name whole or not at all: written beside it, synced, then renamed.
///
/// Failure modes: a full disk, a missing or read-only folder, a crash. In each of them what stood under the name before
/// is untouched; after a crash a file `.<name>.<process>-<random>.partial` is left beside it, until the next one of that name is written.
package final class AtomicFile {
    private let target: String
    /// Nil for a device or a pipe, which is written to directly: it has no old content to keep.
    private let partial: String?
    private let descriptor: Int32

    /// - Parameters:
    ///   - mode: the permission bits of the new file.
    ///   - isNamedByUser: whether a user chose this very name, so that a link there is one that they made. In any other name it may be
    ///     planted: it is replaced, and what it leads to is left alone.
    ///   - patience: how long a reader of a pipe is waited for, in seconds.
    ///   - isStopped: whether that wait is to end.
    ///   - onWait: called once when it begins.
    /// - Throws: `FileError` when the folder is missing or not writable, and when nobody reads the pipe in time.
    package init(
        path: String, mode: UInt32 = 0o644, isNamedByUser: Bool = true, patience: Double = 20,
        isStopped: @escaping @Sendable () -> Bool = { false }, onWait: @escaping (_ seconds: Double) -> Void = { _ in }
    ) throws(FileError) {
        let begun = try Self.begin(path, mode_t(mode), isNamedByUser: isNamedByUser, patience: patience, isStopped, onWait)
        target = begun.target
        partial = begun.partial
        descriptor = begun.descriptor
    }

    private static func begin(
        _ path: String, _ mode: mode_t, isNamedByUser: Bool, patience: Double, _ isStopped: @Sendable () -> Bool,
        _ onWait: (Double) -> Void
    ) throws(FileError) -> (target: String, partial: String?, descriptor: Int32) {
        var status = stat()
        let exists = isNamedByUser && stat(path, &status) == 0
        let kind = status.st_mode & S_IFMT
        if exists, kind != S_IFREG, kind != S_IFDIR {
            return (path, nil, try openDevice(path, patience: kind == S_IFIFO ? patience : 0, isStopped, onWait))
        }
        // Through a link the file that it leads to is replaced, and the link stays.
        let target = exists ? resolved(path) : path
        let parts = target.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        let folder = parts.dropLast().joined(separator: "/")
        removeLeftovers(of: parts.last ?? target, in: parts.count > 1 ? folder + "/" : "./")
        let name = ".\(parts.last ?? target).\(getpid())-\(SystemFile.randomName()).partial"
        let partial = (parts.count > 1 ? folder + "/" : "") + name
        do throws(FileError) { return (target, partial, try SystemFile.create(partial, mode: mode)) } catch {
            throw FileError(path, error.code)
        }
    }

    /// A pipe is open once somebody reads it, who may come a little later.
    private static func openDevice(
        _ path: String, patience: Double, _ isStopped: @Sendable () -> Bool, _ onWait: (Double) -> Void
    ) throws(FileError) -> Int32 {
        let end = ContinuousClock.now + .seconds(patience)
        var isTold = false
        while true {
            let descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NONBLOCK)
            if descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) & ~O_NONBLOCK)
                return descriptor
            }
            let code = errno
            guard code == ENXIO, ContinuousClock.now < end, !isStopped() else { throw FileError(path, code) }
            if !isTold { onWait(patience) }
            isTold = true
            usleep(50_000)
        }
    }

    /// Removes what processes left that were killed before the file was whole.
    private static func removeLeftovers(of name: String, in folder: String) {
        let (start, end) = (".\(name).", ".partial")
        for leftover in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] {
            guard leftover.hasPrefix(start), leftover.hasSuffix(end), leftover.count > start.count + end.count,
                let process = pid_t(leftover.dropFirst(start.count).prefix { $0 != "-" && $0 != "." }), process > 0,
                kill(process, 0) != 0, errno == ESRCH
            else { continue }
            unlink(folder + leftover)
        }
    }

    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    package func write(_ bytes: [UInt8]) throws(FileError) { try SystemFile.write(bytes, to: descriptor, path: target) }

    /// Makes the file appear under its name.
    package func commit() throws(FileError) {
        guard let partial else { return }
        guard fsync(descriptor) == 0, rename(partial, target) == 0 else { throw FileError(target, errno) }
    }

    deinit {
        close(descriptor)
        // After a commit there is nothing of that name any more.
        if let partial { unlink(partial) }
    }
}
