import Files
import GRDBSQLite

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension RunFile {
    /// What SQLite lays beside a run file, and what the run file itself ends with.
    static let suffixes = ["", "-wal", "-shm", "-journal"]

    /// The version of SQLite, such as `3.40.1`.
    package static var engineVersion: String { String(cString: sqlite3_libversion()) }

    /// The bytes that a run takes on disk, with what lies beside it.
    package static func size(at path: String) -> Int {
        suffixes.reduce(0) { sum, suffix in
            var status = stat()
            return sum + (lstat(path + suffix, &status) == 0 ? Int(status.st_size) : 0)
        }
    }
}
