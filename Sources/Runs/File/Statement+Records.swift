import GRDB
import GRDBSQLite

extension Statement {
    /// Goes through the records where SQLite has them: as GRDB's each value would be a box of its own.
    /// - Parameter body: takes the statement as SQLite knows it, at one record, and how many columns it has.
    /// - Throws: `DatabaseError` when the file cannot be read on.
    func forEachRecord(in db: Database, _ body: (_ record: SQLiteStatement, _ columns: Int32) -> Void) throws {
        // It goes with its last use, and what it points to goes with it.
        defer { withExtendedLifetime(self) {} }
        let pointer = sqliteStatement
        defer { sqlite3_reset(pointer) }
        let count = sqlite3_column_count(pointer)
        while true {
            let code = sqlite3_step(pointer)
            if code == SQLITE_DONE { return }
            guard code == SQLITE_ROW else {
                throw DatabaseError(resultCode: ResultCode(rawValue: code), message: String(cString: sqlite3_errmsg(db.sqliteConnection)))
            }
            body(pointer, count)
        }
    }
}
