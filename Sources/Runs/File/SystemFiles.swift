import Files

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The few calls to the file system that a run file needs.
enum SystemFiles {
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

    /// Whether there is surely no such file; one that can't be seen may be there.
    static func isGone(_ path: String) -> Bool { access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR) }

    /// Whether files may be made in the folder of a file.
    static func mayWrite(beside path: String) -> Bool { access(place(of: path), W_OK) == 0 }

    /// The folder of a file, also of one in the root or the current folder.
    static func place(of path: String) -> String { folder(of: path) ?? (path.hasPrefix("/") ? "/" : ".") }

    /// Whether a path leads to a file that has bytes of its own, and not to a pipe, a device or a folder.
    static func isFile(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// Whether a path is a file itself, and no link to one.
    static func isPlainFile(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// How many names a file has in its file system; 0 when it is not there.
    static func names(of path: String) -> Int {
        var status = stat()
        return stat(path, &status) == 0 ? Int(status.st_nlink) : 0
    }

    /// Whether a path leads to this very file.
    static func isFile(_ path: String, _ device: UInt64, _ inode: UInt64) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && UInt64(status.st_dev) == device && UInt64(status.st_ino) == inode
    }

    /// Where a path leads, whatever links are in it; of a file that is not there yet, where it would be.
    static func realPath(_ path: String) -> String {
        func resolved(_ path: String) -> String? {
            guard let found = realpath(path, nil) else { return nil }
            defer { free(found) }
            return String(cString: found)
        }
        if let found = resolved(path) { return found }
        guard let end = path.lastIndex(of: "/") else { return resolved(".").map { "\($0)/\(path)" } ?? path }
        let folder = end == path.startIndex ? "/" : String(path[..<end])
        return resolved(folder).map { ($0 == "/" ? "" : $0) + path[end...] } ?? path
    }

    /// Makes an empty file that only its owner may read, from its first moment.
    static func createPrivate(_ path: String) throws(RunFileError) {
        do throws(FileError) { close(try SystemFile.create(path)) } catch {
            throw error.code == EEXIST ? .exists(path) : RunFileError(error)
        }
    }

    /// Makes the folder of a file, and those above it. The innermost `.ferry` folder among them is hidden from git.
    static func createFolder(of path: String) throws(RunFileError) {
        guard let folder = folder(of: path) else { return }
        try create(folder)
        var above: String? = folder
        while let candidate = above {
            if candidate == ".ferry" || candidate.hasSuffix("/.ferry") { return try hideFromGit(candidate) }
            above = self.folder(of: candidate)
        }
    }

    private static func folder(of path: String) -> String? {
        guard let end = path.lastIndex(of: "/"), end != path.startIndex else { return nil }
        return String(path[..<end])
    }

    private static func create(_ folder: String) throws(RunFileError) {
        do throws(FileError) { try SystemFile.createFolder(folder) } catch {
            if error.isDiskFull { throw .diskFull(folder) }
            let reason = error.code == ENOTDIR ? "a file is in its place" : error.systemText
            throw .noFolder(folder, error.isForbidden ? .noPermission : .other, reason: reason)
        }
    }

    private static func hideFromGit(_ folder: String) throws(RunFileError) {
        let path = folder + "/.gitignore"
        do throws(FileError) {
            let handle = try SystemFile.create(path, mode: 0o644)
            defer { close(handle) }
            try SystemFile.write(Array("*\n".utf8), to: handle, path: path)
        } catch {
            if error.code != EEXIST { throw RunFileError(error) }
        }
    }

    /// The names in a folder, or nothing when there is no such folder.
    static func names(in folder: String) throws(RunFileError) -> [String] {
        guard let directory = opendir(folder) else {
            if errno == ENOENT { return [] }
            if errno == ENOTDIR {
                throw RunFileError(.other, path: folder, message: "\(folder) is not a folder", hint: "name the folder of the run files")
            }
            throw RunFileError(FileError(folder, errno))
        }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: $0.pointee)) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    static func remove(_ path: String) { unlink(path) }
}
