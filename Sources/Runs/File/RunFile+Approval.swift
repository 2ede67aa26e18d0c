package import Affinity
import Crypto
import GRDB
import GRDBSQLite
import Text

/// Who approved a plan, when, and which plan that was.
package struct Approval: Sendable, Hashable, Codable {
    package var user: PersonID
    package var name: String
    package var email: String
    /// Milliseconds since 1970.
    package var at: Int64
    /// Of the plan, see `RunFile.planDigest`.
    package var digest: String

    package init(user: PersonID, name: String, email: String, at: Int64, digest: String) {
        self.user = user
        self.name = name
        self.email = email
        self.at = at
        self.digest = digest
    }
}

extension RunFile {
    /// SHA-256 of all that the plan holds, in lower-case hexadecimal digits: the rows with their cells, what is refused and warned of, the
    /// pipeline, what it was made from. It stays the same while the run is applied, and no other plan has it.
    package func planDigest() throws(RunFileError) -> String {
        try read { db in
            var hash = SHA256()
            for (number, select) in Self.planSelects.enumerated() { try Self.feed(UInt8(number), select, into: &hash, in: db) }
            return hash.finalize().hexDigits
        }
    }

    /// Nil while nobody has approved it.
    package func approval() throws(RunFileError) -> Approval? {
        try read { db in try MetaKey.approval.text(in: db) == nil ? nil : try MetaKey.approval.value(Approval.self, in: db) }
    }

    /// Takes the place of an approval that there was.
    package func approve(_ approval: Approval) throws(RunFileError) {
        try write { try MetaKey.approval.store(json: approval, in: $0) }
        try checkpoint()
    }

    private static let planSelects = [
        "SELECT \(RowInsert.columns) FROM rows ORDER BY row",
        "SELECT row, record, kind, owner, action, name, key, id, by, evidence, rename, details FROM records ORDER BY row, record",
        """
        SELECT row, number, origin, step, field, code, reason, found, question, hint, fix FROM problems WHERE origin <> '\(ofRun)'
        ORDER BY row, number
        """,
        "SELECT number, code, message, rows, count, hint FROM warnings ORDER BY number",
        "SELECT key, value FROM meta WHERE key IN ('binding', 'pipeline', 'frame', 'summary', 'planned', 'broken') ORDER BY key",
    ]

    /// Each value goes in with its kind and its length, so that no two plans read alike.
    private static func feed(_ table: UInt8, _ sql: String, into hash: inout SHA256, in db: Database) throws {
        try db.makeStatement(sql: sql).forEachRecord(in: db) { pointer, count in
            hash.update(data: [table])
            for column in 0..<count {
                let kind = sqlite3_column_type(pointer, column)
                // Numbers too as the text that they are.
                let bytes =
                    kind == SQLITE_BLOB
                    ? sqlite3_column_blob(pointer, column) : sqlite3_column_text(pointer, column).map { UnsafeRawPointer($0) }
                let length = Int(sqlite3_column_bytes(pointer, column))
                withUnsafeBytes(of: (UInt32(bitPattern: kind).littleEndian, UInt32(length).littleEndian)) { hash.update(bufferPointer: $0) }
                hash.update(bufferPointer: UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : length))
            }
        }
    }
}
