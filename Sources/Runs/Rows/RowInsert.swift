import Affinity
import GRDB
import GRDBSQLite
import PipelineSpec
import Planning

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Writes planned rows, one after the other.
///
/// The values go to SQLite as bytes of one buffer that serves all rows: as GRDB's arguments each would be a box of its own,
/// which costs more than storing it.
struct RowInsert {
    private enum Value {
        case null
        case integer(Int64)
        case text(Range<Int>)
        case blob(Range<Int>)
    }

    private let db: Database
    private let statement: Statement
    /// One for each column.
    private var values: [Value] = []
    /// The texts and blobs of the row.
    private var writer = BlobWriter()
    /// Of all that was stored.
    private(set) var checksum = PlanChecksum()

    /// In the order of `store`.
    static let columns =
        "row, line, unit, outcome, label, note, record_action, record_name, record_key, record_id, record_by, record_evidence, "
        + "record_rename, record_kind, record_owner, record_details, plan, source"

    init(_ db: Database) throws {
        self.db = db
        let places = Self.columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
        statement = try db.cachedStatement(sql: "INSERT INTO rows(\(Self.columns)) VALUES (\(places))")
    }

    /// - Throws: `DatabaseError`.
    mutating func store(_ row: PlannedRow, _ outcome: RowOutcome) throws {
        values.removeAll(keepingCapacity: true)
        writer.bytes.removeAll(keepingCapacity: true)
        put(Int64(row.row))
        put(Int64(row.line))
        put(Int64(row.unit))
        put(outcome.rawValue)
        put(row.label)
        if case .skipped(let reason) = row.disposition { put(reason) } else { put(nil as String?) }
        let record = row.records.first
        put(record?.action.rawValue)
        put(record?.name)
        put(record?.key)
        put(record?.id?.rawValue)
        put(record?.by)
        put(record?.evidence)
        put(record?.rename)
        put(Int64(record.map { StoredRecord.code($0.kind) } ?? 0))
        put(record.map { Int64($0.owner) })
        put(record?.details.map(StoredRecord.text))
        values.append(.blob(written { PlanBlob.write(entries: row.entries, cells: row.cells, notes: row.notes, to: &$0) }))
        values.append(.blob(written { $0.bytes.append(contentsOf: row.source) }))
        try execute()
        for record in row.records.dropFirst() { try StoredRecord.store(record, of: row.row, in: db) }
        checksum.add(checksummed())
    }

    /// The row as the checksum sees it.
    private func checksummed() -> PlanChecksum.Record {
        var record = PlanChecksum.Record(of: 1)
        writer.bytes.withUnsafeBytes { bytes in
            for value in values {
                switch value {
                case .null: record.addNull()
                case .integer(let number): record.add(number)
                case .text(let range), .blob(let range): record.add(UnsafeRawBufferPointer(rebasing: bytes[range]))
                }
            }
        }
        return record
    }

    private mutating func put(_ number: Int64?) {
        values.append(number.map { .integer($0) } ?? .null)
    }

    private mutating func put(_ text: String?) {
        guard var text else { return values.append(.null) }
        values.append(.text(written { writer in text.withUTF8 { writer.bytes.append(contentsOf: $0) } }))
    }

    /// Where in the buffer that stands which `body` writes.
    private mutating func written(_ body: (inout BlobWriter) -> Void) -> Range<Int> {
        let start = writer.bytes.count
        body(&writer)
        return start..<writer.bytes.count
    }

    private func execute() throws {
        let pointer = statement.sqliteStatement
        let code = writer.bytes.withUnsafeBytes { bytes in
            for (index, value) in values.enumerated() {
                let code = Self.bind(value, of: bytes, to: pointer, at: CInt(index + 1))
                guard code == SQLITE_OK else { return code }
            }
            return sqlite3_step(pointer)
        }
        let message = code == SQLITE_DONE ? nil : String(cString: sqlite3_errmsg(sqlite3_db_handle(pointer)))
        // The bytes are only lent, so nothing may be left that points to them.
        sqlite3_reset(pointer)
        sqlite3_clear_bindings(pointer)
        if let message { throw DatabaseError(resultCode: ResultCode(rawValue: code), message: message, sql: statement.sql) }
    }

    /// - Returns: SQLite's result code.
    private static func bind(_ value: Value, of bytes: UnsafeRawBufferPointer, to statement: OpaquePointer, at index: CInt) -> CInt {
        switch value {
        case .null: sqlite3_bind_null(statement, index)
        case .integer(let number): sqlite3_bind_int64(statement, index, number)
        // Without a destructor SQLite takes no copy.
        case .text(let range):
            sqlite3_bind_text64(
                statement, index, bytes.baseAddress.map { ($0 + range.lowerBound).assumingMemoryBound(to: CChar.self) },
                UInt64(range.count), nil, UInt8(SQLITE_UTF8))
        case .blob(let range):
            sqlite3_bind_blob64(statement, index, bytes.baseAddress.map { $0 + range.lowerBound }, UInt64(range.count), nil)
        }
    }
}

/// The records of a row beyond the first, which stands in the row itself, and what both are written with.
enum StoredRecord {
    static func code(_ kind: RecordKind) -> Int { RecordKind.allCases.firstIndex(of: kind) ?? 0 }

    static func kind(_ code: Int) -> RecordKind {
        RecordKind.allCases.indices.contains(code) ? RecordKind.allCases[code] : .organization
    }

    static func text(_ details: PlannedRecord.Details) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        return (try? encoder.encode(details)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
    }

    static func details(_ text: String?) throws -> PlannedRecord.Details? {
        try text.map { try JSONDecoder().decode(PlannedRecord.Details.self, from: Data($0.utf8)) }
    }

    static func store(_ record: PlannedRecord, of row: Int, in db: Database) throws {
        let insert = try db.cachedStatement(
            sql: """
                INSERT INTO records(row, record, kind, owner, action, name, key, id, by, evidence, rename, details)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
        try insert.execute(arguments: [
            row, record.index, code(record.kind), record.owner, record.action.rawValue, record.name, record.key, record.id?.rawValue,
            record.by, record.evidence, record.rename, record.details.map(text),
        ])
    }

    static func further(ofRow row: Int, in db: Database) throws -> [PlannedRecord] {
        let select = try db.cachedStatement(
            sql: """
                SELECT record, kind, owner, action, name, key, id, by, evidence, rename, details FROM records WHERE row = ? ORDER BY record
                """)
        return try Row.fetchAll(select, arguments: [row]).map { found in
            guard let action = PlannedRecord.Action(rawValue: try found.at(3)) else { throw BlobReader.damaged }
            let id: Int64? = try found.at(6)
            return PlannedRecord(
                index: try found.at(0), kind: try kind(found.at(1)), owner: try found.at(2), action: action, name: try found.at(4),
                key: try found.at(5), id: id.map { RecordID($0) }, by: try found.at(7), evidence: try found.at(8), rename: try found.at(9),
                details: try details(try found.at(10)))
        }
    }
}
