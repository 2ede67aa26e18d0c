import GRDB
import GRDBSQLite

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

extension RunFile {
    /// What stands in a run file on a disk that can't be written, in memory.
    ///
    /// SQLite reads a file in WAL mode only where it may make files beside it. Without a log, the file itself holds everything, and
    /// says at two of its bytes that it has one (SQLite's file format, §1.3.3).
    /// - Throws: `.readOnly` when there is a log, `.damaged` and so on.
    static func loaded(from path: String) throws -> DatabaseQueue {
        let log = FileManager.default.contents(atPath: path + "-wal") ?? Data()
        guard log.isEmpty else {
            throw RunFileError(
                .readOnly, path: path, message: "\(path) has a log beside it, which can't be read on a disk that is read-only",
                hint: "copy \(path) and \(path)-wal to a folder that you may write to")
        }
        guard var bytes = FileManager.default.contents(atPath: path), bytes.count > 100 else {
            throw RunFileError.damaged(path, "it is too short")
        }
        bytes[18] = 1
        bytes[19] = 1
        let queue = try DatabaseQueue(configuration: configuration(for: .reading))
        try queue.writeWithoutTransaction { db in
            guard let buffer = sqlite3_malloc64(UInt64(bytes.count)) else { throw DatabaseError(resultCode: .SQLITE_NOMEM) }
            bytes.copyBytes(to: UnsafeMutableRawBufferPointer(start: buffer, count: bytes.count))
            // From here on the buffer is SQLite's, also when this fails.
            let code = sqlite3_deserialize(
                db.sqliteConnection, "main", buffer.assumingMemoryBound(to: UInt8.self), Int64(bytes.count), Int64(bytes.count),
                UInt32(SQLITE_DESERIALIZE_FREEONCLOSE))
            guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
        }
        return queue
    }
}
