import Files
import GRDB
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension RunFile {
    /// What the user's own folder says of a run file.
    package enum Standing: Sendable, Hashable {
        /// This user planned it or took it over on this machine.
        case known
        /// Nothing: somebody else may have put it there.
        case unknown
    }

    /// Tells this run from every other, whatever its file is called; empty in files of before there were any.
    package func identity() throws(RunFileError) -> String {
        try read { try MetaKey.identity.text(in: $0) ?? "" }
    }

    /// - Throws: `.copied` for a copy of a run whose file is elsewhere, `.outdated` for one that has gone on since, `.edited`.
    package func standing(in registry: RunRegistry) throws(RunFileError) -> Standing {
        let (identity, ours) = try (identity(), entry())
        guard let known = registry.entry(identity) else { return .unknown }
        // It was registered before its plan was whole.
        guard ours.plan == known.plan || known.plan.isEmpty else { throw .edited(path) }
        if (ours.device, ours.inode) != (known.device, known.inode), SystemFiles.isFile(known.path, known.device, known.inode) {
            throw .copied(path, of: known.path)
        }
        guard ours.progress.changes >= known.progress.changes else { throw .outdated(path) }
        guard ours.progress.changes > known.progress.changes || ours.progress == known.progress else { throw .edited(path) }
        return .known
    }

    /// The user's own folder knows the run from here on, and how far it is.
    package func register(in registry: RunRegistry) throws(RunFileError) {
        if try identity().isEmpty { try write { try MetaKey.identity.store(SystemFile.randomName(), in: $0) } }
        let registration = try registry.register(try identity(), try entry())
        self.registration.withLock { $0 = registration }
    }

    private func entry() throws(RunFileError) -> RunRegistry.Entry {
        let real = SystemFiles.realPath(path)
        var status = stat()
        guard stat(real, &status) == 0 else { throw RunFileError(FileError(path, errno)) }
        return try read { db in
            RunRegistry.Entry(
                path: real, device: UInt64(status.st_dev), inode: UInt64(status.st_ino), plan: try MetaKey.checksum.text(in: db) ?? "",
                progress: try JournalTable.stored(in: db))
        }
    }
}
