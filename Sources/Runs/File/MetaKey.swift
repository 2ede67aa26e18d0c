import GRDB

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// What a run file knows of itself beside its rows; structured values are JSON.
enum MetaKey: String {
    case binding, pipeline, frame, summary, state
    /// Counts by the plan alone.
    case planned
    /// Why it stopped, for `status`.
    case stopped
    case startedAt = "started-at"
    case endedAt = "ended-at"
    case batches
    /// When the plan was last compared with Affinity.
    case checkedAt = "checked-at"
    /// The guard rails that the plan breaks.
    case broken
    /// Of the plan, see `PlanChecksum`.
    case checksum
    /// Of what became of it, see `JournalProgress`.
    case journal
    /// Tells the run from every other.
    case identity
    /// What was known of the writes to the account when the plan was made, or compared again.
    case seen
    /// How far the cells that were written have been looked at since, see `CellWatch`.
    case looked
    /// Where the file is worked on.
    case machine
    /// Who approved the plan. No part of it.
    case approval

    func store(_ value: some DatabaseValueConvertible, in db: Database) throws {
        try db.cachedStatement(sql: "INSERT OR REPLACE INTO meta(key, value) VALUES (?, ?)").execute(arguments: [rawValue, value])
    }

    func store(json value: some Encodable, in db: Database) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        try store(String(decoding: try encoder.encode(value), as: UTF8.self), in: db)
    }

    func remove(in db: Database) throws {
        try db.execute(sql: "DELETE FROM meta WHERE key = ?", arguments: [rawValue])
    }

    func text(in db: Database) throws -> String? {
        try String.fetchOne(try Self.select(in: db), arguments: [rawValue])
    }

    func number(in db: Database) throws -> Int64? {
        try Int64.fetchOne(try Self.select(in: db), arguments: [rawValue])
    }

    private static func select(in db: Database) throws -> Statement {
        try db.cachedStatement(sql: "SELECT value FROM meta WHERE key = ?")
    }

    /// - Throws: `DatabaseError` with `SQLITE_CORRUPT` when it is missing or can't be read.
    func value<Value: Decodable>(_ type: Value.Type, in db: Database) throws -> Value {
        guard let text = try text(in: db), let value = try? JSONDecoder().decode(type, from: Data(text.utf8)) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "its \(rawValue) is missing or can't be read")
        }
        return value
    }
}
