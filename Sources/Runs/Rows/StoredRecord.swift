import Affinity
import GRDB
import PipelineSpec
import Planning

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

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
