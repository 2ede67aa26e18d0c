import GRDB

/// The tables of a run file, as a list of steps from one version to the next. Steps are only ever appended.
enum RunSchema {
    /// `Frry`: tells a run file from other SQLite files.
    static let applicationID = 0x4672_7279
    static var version: Int { migrations.count }
    /// The first version whose journal has a checksum.
    private static let journaled = 4

    static let migrations: [String] = [
        """
        CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;

        -- The plan: written once, never changed.
        CREATE TABLE rows(
            row INTEGER PRIMARY KEY,
            line INTEGER NOT NULL,
            unit INTEGER NOT NULL,
            outcome TEXT NOT NULL,          -- what the plan alone makes of it: pending, unchanged, rejected, skipped
            label TEXT NOT NULL,
            note TEXT,                      -- why it was skipped
            organization_action TEXT,
            organization_name TEXT,
            organization_domain TEXT,
            organization_id INTEGER,
            organization_by TEXT,
            organization_evidence TEXT,
            organization_rename TEXT,
            plan BLOB NOT NULL,             -- list entries and cells, see PlanBlob
            source BLOB NOT NULL);

        CREATE TABLE problems(
            row INTEGER NOT NULL,
            number INTEGER NOT NULL,
            origin TEXT NOT NULL,           -- plan, cell or run
            step TEXT NOT NULL,
            field TEXT,
            code TEXT NOT NULL,
            reason TEXT NOT NULL,
            hint TEXT,
            PRIMARY KEY(row, number)) WITHOUT ROWID;

        CREATE TABLE warnings(
            number INTEGER PRIMARY KEY,
            code TEXT NOT NULL,
            message TEXT NOT NULL,
            rows TEXT NOT NULL,             -- the first few, with commas between
            count INTEGER NOT NULL,
            hint TEXT);

        -- What became of it. A step without a record was not begun.
        CREATE TABLE operations(
            row INTEGER NOT NULL,
            step INTEGER NOT NULL,
            kind TEXT NOT NULL,
            list INTEGER,
            cells INTEGER NOT NULL,
            state TEXT NOT NULL,            -- see OperationRecord.State
            result INTEGER,                 -- the id of what was made, or of what was written to
            status INTEGER,
            message TEXT,
            sent_at INTEGER NOT NULL,       -- milliseconds since 1970
            done_at INTEGER,
            attempts INTEGER NOT NULL,
            PRIMARY KEY(row, step)) WITHOUT ROWID;
        CREATE INDEX operations_by_result ON operations(kind, result);

        -- Cells of the plan that are not written after all: Affinity has moved since (see Recheck).
        CREATE TABLE withheld(
            row INTEGER NOT NULL,
            field INTEGER NOT NULL,         -- index into the frame's fields
            conflicts INTEGER NOT NULL,     -- 0: the cell holds by now what was planned
            PRIMARY KEY(row, field)) WITHOUT ROWID;

        CREATE TABLE outcomes(
            row INTEGER PRIMARY KEY,
            outcome TEXT NOT NULL,
            at INTEGER NOT NULL);
        """,
        // What to add to the pipeline against it.
        "ALTER TABLE problems ADD COLUMN fix TEXT;",
        // Rows are about several records, of several kinds. The first stays in its row, since most rows have no other.
        """
        ALTER TABLE rows RENAME COLUMN organization_action TO record_action;
        ALTER TABLE rows RENAME COLUMN organization_name TO record_name;
        ALTER TABLE rows RENAME COLUMN organization_domain TO record_key;
        ALTER TABLE rows RENAME COLUMN organization_id TO record_id;
        ALTER TABLE rows RENAME COLUMN organization_by TO record_by;
        ALTER TABLE rows RENAME COLUMN organization_evidence TO record_evidence;
        ALTER TABLE rows RENAME COLUMN organization_rename TO record_rename;
        ALTER TABLE rows ADD COLUMN record_kind INTEGER NOT NULL DEFAULT 0;     -- place in RecordKind.allCases
        ALTER TABLE rows ADD COLUMN record_owner INTEGER;                       -- the row that makes or finds it
        ALTER TABLE rows ADD COLUMN record_details TEXT;                        -- JSON: what a new person or opportunity gets

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

        ALTER TABLE operations ADD COLUMN record INTEGER NOT NULL DEFAULT 0;
        ALTER TABLE operations ADD COLUMN entry INTEGER;                        -- of an opportunity, made with it
        """,
        // A write is found again by what it is for; `step` only says in which order the writes of a row were begun. From here on the
        // journal has a checksum too, which an older version would not keep.
        "ALTER TABLE operations ADD COLUMN part INTEGER NOT NULL DEFAULT 0;",
    ]

    /// Made when the plan is whole: one pass is cheaper than keeping it up to date.
    static let afterPlanning = "CREATE INDEX rows_by_unit ON rows(unit, row, outcome);"

    /// Gives a new file its tables. Runs before the file goes to WAL, so that the first page always tells what the file is.
    static func install(in db: Database) throws {
        try db.execute(sql: "PRAGMA application_id = \(applicationID)")
        try migrate(db, from: 0)
    }

    /// Checks what the file is, and that it is of a version that this one knows.
    ///
    /// - Returns: the version of its tables.
    static func check(_ queue: DatabaseQueue, path: String) throws -> Int {
        let found = try queue.read { db in
            (
                application: try Int.fetchOne(db, sql: "PRAGMA application_id") ?? 0,
                version: try Int.fetchOne(db, sql: "PRAGMA user_version") ?? 0
            )
        }
        guard found.application == applicationID, found.version > 0 else { throw RunFileError.foreign(path) }
        guard found.version <= version else { throw RunFileError.newerVersion(path, version: found.version, known: version) }
        try RunSchemaCheck.check(queue, version: found.version, path: path)
        return found.version
    }

    /// Brings the tables up to date.
    static func update(_ queue: DatabaseQueue, from version: Int) throws {
        try queue.write { try migrate($0, from: version) }
    }

    private static func migrate(_ db: Database, from version: Int) throws {
        for migration in migrations.dropFirst(version) { try db.execute(sql: migration) }
        if version < journaled {
            var progress = JournalProgress()
            progress.sum = try JournalTable.recomputed(in: db)
            try MetaKey.journal.store(progress.text, in: db)
        }
        try db.execute(sql: "PRAGMA user_version = \(migrations.count)")
    }
}
