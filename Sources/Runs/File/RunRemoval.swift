import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Takes run files away, and what processes left beside them that were killed.
package enum RunRemoval {
    /// Removes a run, if it is wanted still once nobody else can work on it. What the user's own folder knows of it stays for its half year:
    /// a backup of the run that is put back is distinguished from it.
    /// - Parameter isWanted: is given the run as it is while its lock is held.
    /// - Returns: The bytes that are free by now; nil where the run was left alone.
    /// - Throws: `.held` while another process works on it, `.severalNames`, `.noPermission` and so on.
    package static func remove(_ path: String, if isWanted: (RunOverview) -> Bool) throws(RunFileError) -> Int? {
        guard SystemFiles.isPlainFile(path) else { throw .foreign(path) }
        guard SystemFiles.names(of: path) == 1 else { throw .severalNames(path, SystemFiles.names(of: path)) }
        let lock = try RunLock(for: path)
        defer { withExtendedLifetime(lock) {} }
        let size = RunFile.size(at: path)
        let file = try RunFile.open(at: path)
        let overview = try file.overview()
        try file.close()
        guard isWanted(overview) else { return nil }
        // The run itself first: a log without its run is nothing, a run without its log is an older state of itself.
        for suffix in RunFile.suffixes where unlink(path + suffix) != 0 && errno != ENOENT {
            throw RunFileError(FileError(path, errno))
        }
        return size
    }

    /// A file without a use, beside run files.
    package struct Leftover: Sendable, Hashable {
        package var path: String
        /// In bytes.
        package var size: Int
    }

    /// Hidden files of a process are gone with it on Linux; elsewhere one that is a day old was forgotten.
    private static let oldAge: Int64 = 86_400

    /// What killed processes left in a folder of runs: logs without their run, locks that nobody holds, copies of standard input.
    /// - Parameter now: seconds since 1970.
    package static func leftovers(in folder: String, at now: Int64) throws(RunFileError) -> [Leftover] {
        let names = try SystemFiles.names(in: folder).sorted()
        let all = Set(names)
        return names.compactMap { name in
            let path = "\(folder)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, isLeftover(name, path, all, age: now - status.changedAt)
            else { return nil }
            return Leftover(path: path, size: Int(status.st_size))
        }
    }

    private static func isLeftover(_ name: String, _ path: String, _ all: Set<String>, age: Int64) -> Bool {
        if name.hasPrefix(UnnamedFile.prefix) { return age > oldAge }
        if name.hasSuffix(RunName.suffix + RunLock.suffix) { return LockedFile.isFree(path) }
        return RunFile.suffixes.dropFirst().contains { suffix in
            let run = name.dropLast(suffix.count)
            return name.hasSuffix(RunName.suffix + suffix) && !all.contains(String(run))
                && LockedFile.isFree("\(path.dropLast(suffix.count))\(RunLock.suffix)")
        }
    }

    /// - Returns: Whether it is gone.
    package static func remove(_ leftover: Leftover) -> Bool {
        guard leftover.path.hasSuffix(RunLock.suffix) else { return unlink(leftover.path) == 0 || errno == ENOENT }
        // Somebody may have taken it meanwhile.
        return LockedFile.removeIfFree(leftover.path)
    }
}

extension stat {
    /// Seconds since 1970.
    fileprivate var changedAt: Int64 {
        #if os(Linux)
            Int64(st_mtim.tv_sec)
        #else
            Int64(st_mtimespec.tv_sec)
        #endif
    }
}
