import GRDB
import Synchronization

/// Sees to it that a run file holds the tables and indexes that ferry makes and nothing else. A trigger or a view would run with the
/// next statement, in the name of whoever opens the file.
enum RunSchemaCheck {
    private struct Entry: Hashable {
        var type: String
        var name: String
        var table: String
        var sql: String
    }

    private static let known = Mutex<Set<Entry>?>(nil)

    /// - Throws: `RunFileError.foreignSchema`.
    static func check(_ queue: DatabaseQueue, path: String) throws {
        let wanted = try wanted()
        let found = try queue.read { try entries(in: $0) }
        let index = Entry(type: "index", name: "rows_by_unit", table: "rows", sql: statement(RunSchema.afterPlanning))
        if let other = found.subtracting(wanted).subtracting([index]).min(by: { $0.name < $1.name }) {
            let isKnown = wanted.contains { $0.name == other.name && $0.type == other.type }
            throw RunFileError.foreignSchema(path, isKnown ? "another \(other.type) \(other.name)" : "the \(other.type) \(other.name)")
        }
        guard found.isSuperset(of: wanted) else { throw RunFileError.damaged(path, "a table is missing") }
    }

    /// What a new file has.
    private static func wanted() throws -> Set<Entry> {
        if let wanted = known.withLock({ $0 }) { return wanted }
        let wanted = try DatabaseQueue().write { db in
            try db.execute(sql: RunSchema.tables)
            return try entries(in: db)
        }
        known.withLock { $0 = wanted }
        return wanted
    }

    private static func entries(in db: Database) throws -> Set<Entry> {
        var entries: Set<Entry> = []
        let rows = try Row.fetchCursor(db, sql: "SELECT type, name, tbl_name, ifnull(sql, '') FROM sqlite_schema")
        while let row = try rows.next() {
            entries.insert(
                Entry(
                    type: try row.decode(atIndex: 0), name: try row.decode(atIndex: 1), table: try row.decode(atIndex: 2),
                    sql: statement(try row.decode(atIndex: 3))))
        }
        return entries
    }

    /// As SQLite keeps it.
    private static func statement(_ sql: String) -> String { sql.hasSuffix(";") ? String(sql.dropLast()) : sql }
}
