import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The runs that this user planned or took over on this machine, in the user's own folder: which file each is, and how far it had got.
/// So a run file that somebody else has put there is known as such, and a copy or a backup of a run that went on elsewhere too.
package struct RunRegistry: Sendable, Hashable {
    struct Entry: Sendable, Hashable {
        var path: String
        var device: UInt64
        var inode: UInt64
        /// The checksum of the plan.
        var plan: String
        var progress: JournalProgress
    }

    private let folder: String

    /// - Parameter folder: the user's own, such as `~/.local/state/ferry`.
    package init(in folder: String) {
        self.folder = folder + "/runs"
    }

    private static let first = "ferry-run 1\n"

    func entry(_ identity: String) -> Entry? {
        guard let path = path(identity), let bytes = PrivateFile.read(path, atMost: 16_384) else { return nil }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count == 6, lines[0] + "\n" == Self.first, lines[5].isEmpty, lines[4].hasPrefix("path "), lines[3].hasPrefix("plan ")
        else {
            return nil
        }
        let inode = lines[2].split(separator: " ")
        guard inode.count == 3, let device = UInt64(inode[1]), let number = UInt64(inode[2]),
            let progress = JournalProgress(lines[1].dropFirst("progress ".count))
        else { return nil }
        return Entry(
            path: String(lines[4].dropFirst(5)), device: device, inode: number, plan: String(lines[3].dropFirst(5)), progress: progress)
    }

    /// Whether this user planned the run, or took it over.
    package func knows(_ identity: String) -> Bool { entry(identity) != nil }

    /// Writes down what is known of a run, and follows it from here on.
    func register(_ identity: String, _ entry: Entry) throws(RunFileError) -> RunRegistration {
        try RunFileError.keeping { () throws(FileError) in try PrivateFile.createFolder(folder) }
        guard let path = path(identity) else { throw .noState(folder, reason: "the run has no identity") }
        let text =
            "\(Self.first)progress \(entry.progress.text)\ninode \(entry.device) \(entry.inode)\nplan \(entry.plan)\npath \(entry.path)\n"
        try RunFileError.keeping { () throws(FileError) in try PrivateFile.replace(path, with: Array(text.utf8)) }
        guard let registration = RunRegistration(path, offset: Self.first.utf8.count + "progress ".utf8.count) else {
            throw .noState(path, reason: String(cString: strerror(errno)))
        }
        return registration
    }

    /// Remembers an export that this user asked for here, or any other thing, by its digest in hexadecimal digits.
    package func remember(_ digest: String) throws(RunFileError) {
        try RunFileError.keeping { () throws(FileError) in
            try PrivateFile.createFolder(folder)
            guard let path = path(digest) else { return }
            _ = try PrivateFile.create(path, with: Array("ferry-export 1\n".utf8))
        }
    }

    package func remembers(_ digest: String) -> Bool {
        path(digest).flatMap { PrivateFile.read($0, atMost: 64) } == Array("ferry-export 1\n".utf8)
    }

    package func forget(_ digest: String) {
        if let path = path(digest) { unlink(path) }
    }

    /// How many days entries are kept after the last change of their run. By then a backup that is put back is compared with Affinity
    /// like any old plan, and finds what the run has made.
    private static let days: Int64 = 180
    /// How many go at a time.
    private static let mostPruned = 100

    /// Removes old entries of runs whose file is gone, and of exports that nobody went on with. What can't be removed stays.
    /// - Parameter now: milliseconds since 1970.
    package func prune(at now: Int64) {
        let oldest = now / 1000 - Self.days * 86_400
        var removed = 0
        for name in (try? SystemFiles.names(in: folder)) ?? [] where removed < Self.mostPruned {
            var status = stat()
            guard let path = path(name), lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.modifiedAt < oldest else {
                continue
            }
            guard remembers(name) || entry(name).map({ SystemFiles.isGone($0.path) }) == true else { continue }
            if unlink(path) == 0 { removed += 1 }
        }
    }

    /// An identity comes from a file that anybody may have written, so it may hold nothing that leads elsewhere.
    private func path(_ identity: String) -> String? {
        let isPlain =
            (16...64).contains(identity.utf8.count) && identity.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
        return isPlain ? "\(folder)/\(identity)" : nil
    }
}

/// A run that is being worked on, as the registry follows it.
final class RunRegistration: Sendable {
    private let descriptor: Int32
    private let path: String
    private let offset: Int

    init?(_ path: String, offset: Int) {
        descriptor = open(path, O_WRONLY | O_CLOEXEC | O_NOFOLLOW)
        self.path = path
        self.offset = offset
        if descriptor < 0 { return nil }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// The text has the same length every time. It survives the process; after a power cut the file may be ahead of it, which does no
    /// harm.
    func advance(to progress: JournalProgress) {
        let bytes = Array(progress.text.utf8)
        _ = pwrite(descriptor, bytes, bytes.count, off_t(offset))
    }

    func forget() { unlink(path) }
}

extension stat {
    /// Seconds since 1970.
    fileprivate var modifiedAt: Int64 {
        #if os(Linux)
            Int64(st_mtim.tv_sec)
        #else
            Int64(st_mtimespec.tv_sec)
        #endif
    }
}
