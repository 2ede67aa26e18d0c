import GRDB
import Synchronization

/// The tables of a run file. There is one version of them; one that is to come is made from it by a step of its own.
enum RunSchema {
    /// `Frry`: tells a run file from other SQLite files.
    static let applicationID = 0x4672_7279
    static let version = 1

    /// Held against those of each file word by word, so that not even a comment may change: `rows` of `warnings` has all rows by now, as
    /// `RowNumbers.text`.
    static let tables = """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;

        -- The plan: written once, never changed. The first record of a row stands in it, since most rows have no other.
        CREATE TABLE rows(
            row INTEGER PRIMARY KEY,
            line INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            outcome TEXT NOT NULL,          -- what the plan alone makes of it: pending, unchanged, rejected, skipped
            label TEXT NOT NULL,
            note TEXT,                      -- why it was skipped
            record_kind INTEGER NOT NULL,   -- place in RecordKind.allCases
            record_owner INTEGER,           -- the row that makes or finds it
            record_action TEXT,
            record_name TEXT,
            record_key TEXT,
            record_id INTEGER,
            record_by TEXT,
            record_evidence TEXT,
            record_rename TEXT,
            record_details TEXT,            -- JSON: what a new person or opportunity gets
            plan BLOB NOT NULL,             -- list entries and cells, see PlanBlob
            source BLOB NOT NULL);

        CREATE TABLE records(
            row INTEGER NOT NULL,
            record INTEGER NOT NULL,        -- place among the pipeline's records, from 1
            kind INTEGER NOT NULL,
            owner INTEGER NOT NULL,
            action TEXT NOT NULL,
            name TEXT NOT NULL,
            key TEXT,
            id INTEGER,
            by TEXT,
            evidence TEXT,
            rename TEXT,
            details TEXT,
            PRIMARY KEY(row, record)) WITHOUT ROWID;

        CREATE TABLE problems(
            row INTEGER NOT NULL,
            number INTEGER NOT NULL,
            origin TEXT NOT NULL,           -- plan, cell or run
            step TEXT NOT NULL,
            field TEXT,
            code TEXT NOT NULL,
            reason TEXT NOT NULL,
            found TEXT,                     -- the text that is refused, with which the reason begins
            question TEXT,                  -- did you mean ...?
            hint TEXT,
            fix TEXT,                       -- what to add to the pipeline against it
            PRIMARY KEY(row, number)) WITHOUT ROWID;

        CREATE TABLE warnings(
            number INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            rows TEXT NOT NULL,             -- the first few, with commas between
            count INTEGER NOT NULL,
            hint TEXT);

        -- What became of it. A write without a record was not begun. It is found again by what it is for; `step` only says in which
        -- order the writes of a row were begun.
        CREATE TABLE operations(
            row INTEGER NOT NULL,
            step INTEGER NOT NULL,
            kind TEXT NOT NULL,
            record INTEGER NOT NULL,
            list INTEGER,
            part INTEGER NOT NULL,
            cells INTEGER NOT NULL,
            state TEXT NOT NULL,            -- see OperationRecord.State
            result INTEGER,                 -- the id of what was made, or of what was written to
            entry INTEGER,                  -- of an opportunity, made with it
            status INTEGER,
            message TEXT,
            sent_at INTEGER NOT NULL,       -- milliseconds since 1970
            done_at INTEGER,
            attempts INTEGER NOT NULL,
            PRIMARY KEY(row, step)) WITHOUT ROWID;
        CREATE INDEX operations_by_result ON operations(kind, result);

        -- Cells of the plan that are not written after all: Affinity has moved since (see Recheck).
        CREATE TABLE skipped_cells(
            row INTEGER NOT NULL,
            field INTEGER NOT NULL,         -- index into the frame's fields
            conflicts INTEGER NOT NULL,     -- why, see RowDrift.Cell.Why
            PRIMARY KEY(row, field)) WITHOUT ROWID;

        CREATE TABLE outcomes(
            row INTEGER PRIMARY KEY,
            outcome TEXT NOT NULL,
            at INTEGER NOT NULL);
        """

    /// Made when the plan is whole: one pass is cheaper than keeping it up to date.
    static let afterPlanning = "CREATE INDEX rows_by_unit ON rows(unit, row, outcome);"

    /// Gives a new file its tables. Runs before the file goes to WAL, so that the first page always tells what the file is.
    static func install(in db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try db.execute(sql: tables)
        try MetaKey.journal.store(JournalProgress().text, in: db)
        try db.execute(sql: "PRAGMA user_version = \(version)")
    }

    /// Checks what the file is, and that it is of a version that this one knows.
    static func check(_ queue: DatabaseQueue, path: String) throws {
        let found = try queue.read { db in
            (
                application: try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                version: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            )
        }
        guard found.application == applicationID, found.version > 0 else { throw RunFileError.foreign(path) }
        guard found.version <= version else { throw RunFileError.newerVersion(path, version: found.version, known: version) }
        try RunSchemaCheck.check(queue, path: path)
    }
}

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
