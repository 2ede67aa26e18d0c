#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Small files in the user's own folder, for their owner only.
package enum PrivateFile {
    /// Makes a folder and those above it; new ones are for their owner only.
    package static func createFolder(_ folder: String) throws(FileError) { try SystemFile.createFolder(folder, mode: 0o700) }

    /// - Returns: nil for a file that is missing, too large or not a file.
    package static func read(_ path: String, atMost limit: Int) -> [UInt8]? { try? SystemFile.read(path, atMost: limit) }

    /// Whoever reads it meanwhile finds the old or the new text, whole.
    package static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
        try written(bytes, beside: path) { new in rename(new, path) == 0 }
    }

    /// - Returns: whether there was none; else it stays as it is.
    package static func create(_ path: String, with bytes: [UInt8]) throws(FileError) -> Bool {
        var isNew = true
        try written(bytes, beside: path) { new in
            defer { unlink(new) }
            // Unlike a rename, a link takes no name that another has.
            isNew = link(new, path) == 0
            return isNew || errno == EEXIST
        }
        return isNew
    }

    private static func written(_ bytes: [UInt8], beside path: String, _ giveName: (String) -> Bool) throws(FileError) {
        let new = "\(path).\(SystemFile.randomName().prefix(12))"
        let handle: Int32
        do throws(FileError) { handle = try SystemFile.create(new) } catch { throw FileError(path, error.code) }
        defer { close(handle) }
        do throws(FileError) {
            try SystemFile.write(bytes, to: handle, path: path)
            guard giveName(new) else { throw FileError(path, errno) }
        } catch {
            unlink(new)
            throw error
        }
    }
}
