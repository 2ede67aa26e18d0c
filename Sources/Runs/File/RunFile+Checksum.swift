import GRDB
import GRDBSQLite

/// What a plan was saved with.
private struct StoredChecksum: Codable {
    /// The columns of the table `rows` that are in it, in their order.
    var columns: String
    var value: String
}

extension RunFile {
    /// Whether plan and journal are as they were saved.
    func isUnedited() throws -> Bool {
        try queue.read { db in
            guard try MetaKey.checksum.text(in: db) != nil else { return false }
            let stored = try MetaKey.checksum.value(StoredChecksum.self, in: db)
            guard stored.columns == RowInsert.columns else { return false }
            var sum = PlanChecksum()
            try Self.sum(1, "SELECT \(RowInsert.columns) FROM rows", into: &sum, in: db)
            try Self.sumRest(into: &sum, in: db)
            guard sum.text == stored.value else { return false }
            return try JournalTable.stored(in: db).sum == JournalTable.recomputed(in: db)
        }
    }

    /// Saves the checksum of a plan that is whole.
    /// - Parameter rows: of the table `rows`, summed up as they were written.
    static func storeChecksum(of rows: PlanChecksum, in db: Database) throws {
        var sum = rows
        try sumRest(into: &sum, in: db)
        try MetaKey.checksum.store(json: StoredChecksum(columns: RowInsert.columns, value: sum.text), in: db)
    }

    /// All of a plan but the table `rows`.
    private static func sumRest(into sum: inout PlanChecksum, in db: Database) throws {
        try self.sum(
            2, "SELECT row, step, field, code, reason, found, question, hint, fix FROM problems WHERE origin = 'plan'", into: &sum, in: db)
        try self.sum(3, "SELECT number, code, message, rows, count, hint FROM warnings", into: &sum, in: db)
        try self.sum(
            5, "SELECT row, record, kind, owner, action, name, key, id, by, evidence, rename, details FROM records", into: &sum, in: db)
        let keys: [MetaKey] = [.binding, .pipeline, .frame, .summary, .planned, .broken]
        let names = keys.map { "'\($0.rawValue)'" }.joined(separator: ", ")
        try self.sum(4, "SELECT key, value FROM meta WHERE key IN (\(names))", into: &sum, in: db)
    }

    private static func sum(_ table: UInt64, _ sql: String, into sum: inout PlanChecksum, in db: Database) throws {
        try self.sum(table, try db.makeStatement(sql: sql), into: &sum, in: db)
    }

    static func sum(_ table: UInt64, _ statement: Statement, into sum: inout PlanChecksum, in db: Database) throws {
        try statement.forEachRecord(in: db) { pointer, count in
            var record = PlanChecksum.Record(of: table)
            for index in 0..<count {
                switch sqlite3_column_type(pointer, index) {
                case SQLITE_NULL: record.addNull()
                case SQLITE_INTEGER: record.add(sqlite3_column_int64(pointer, index))
                default:
                    // Texts too as the bytes that they are.
                    let bytes = sqlite3_column_blob(pointer, index)
                    record.add(UnsafeRawBufferPointer(start: bytes, count: Int(sqlite3_column_bytes(pointer, index))))
                }
            }
            sum.add(record)
        }
    }
}

/// Sums a plan up in 64 bits, so that a run file that something else than Ferry has written to is noticed. It guards against
/// accidents and well-meant repairs, not against malice.
///
/// The order of the records does not count: they are summed up as they are written, and again in whatever order they are read.
struct PlanChecksum: Sendable, Hashable {
    /// A record, value by value.
    struct Record {
        fileprivate private(set) var state: UInt64

        /// - Parameter table: keeps equal records of different tables apart.
        init(of table: UInt64) {
            state = table &+ 0x9E37_79B9_7F4A_7C15
        }

        mutating func addNull() { mix(0x6E75_6C6C) }

        mutating func add(_ number: Int64) { mix(UInt64(bitPattern: number) ^ 0x1234_5678_9ABC_DEF0) }

        mutating func add(_ bytes: UnsafeRawBufferPointer) {
            mix(UInt64(bytes.count) ^ 0x6279_7465)
            let whole = bytes.count & ~7
            var offset = 0
            while offset < whole {
                mix(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
                offset += 8
            }
            guard whole < bytes.count else { return }
            var rest: UInt64 = 0
            for byte in bytes[whole...] { rest = rest << 8 | UInt64(byte) }
            mix(rest)
        }

        mutating func add(_ text: String) {
            var text = text
            text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
        }

        private mutating func mix(_ word: UInt64) {
            state = (state ^ word) &* 0xD6E8_FEB8_6659_FD93
            state ^= state >> 32
        }
    }

    private var sum: UInt64 = 0

    mutating func add(_ record: Record) { sum &+= record.state &* 0x9E37_79B9_7F4A_7C15 }

    mutating func add(_ other: PlanChecksum) { sum &+= other.sum }

    mutating func subtract(_ other: PlanChecksum) { sum &-= other.sum }

    init() {}

    /// As `text` writes it.
    init?(text: String) {
        guard text.utf8.count == 16, let sum = UInt64(text, radix: 16) else { return nil }
        self.sum = sum
    }

    /// 16 hexadecimal digits.
    var text: String {
        let digits = String(sum, radix: 16)
        return String(repeating: "0", count: 16 - digits.count) + digits
    }
}
