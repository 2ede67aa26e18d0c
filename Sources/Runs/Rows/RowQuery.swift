import Affinity
import Diagnostics
import GRDB
import Planning

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// Reads rows of a run one after another, each with its problems and operations.
struct RowQuery {
    private let db: Database
    private let rows: RowCursor
    /// Spares a plan that was not applied a query for each row.
    private let hasOperations: Bool
    private let hasSkippedCells: Bool
    private let hasRecords: Bool
    /// How many fields and kinds of records the plan has: rows refer to them by number.
    private let fields: Int
    private let places: Int

    init(
        _ db: Database, where condition: String = "1", arguments: StatementArguments = [], order: String = "r.row", limit: Int = -1,
        offset: Int = 0
    ) throws {
        self.db = db
        hasOperations = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM operations)") == true
        hasSkippedCells = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM skipped_cells)") == true
        hasRecords = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM records)") == true
        let frame = try Row.fetchOne(
            db,
            sql: "SELECT json_array_length(value, '$.fields'), json_array_length(value, '$.records') FROM meta WHERE key = 'frame'")
        fields = try frame.map { try $0.at(0) ?? 0 } ?? .max
        places = try frame.map { try $0.at(1) ?? 1 } ?? .max
        rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT r.row, r.line, r.unit, r.outcome, r.label, r.note, r.record_action, r.record_name, r.record_key, r.record_id,
                    r.record_by, r.record_evidence, r.record_rename, r.plan, r.source, o.outcome, r.record_kind, r.record_owner,
                    r.record_details
                FROM rows r LEFT JOIN outcomes o ON o.row = r.row WHERE \(condition) ORDER BY \(order) LIMIT \(limit) OFFSET \(offset)
                """, arguments: arguments)
    }

    func next() throws -> RowRecord? {
        guard let row = try rows.next() else { return nil }
        return try record(row)
    }

    func all() throws -> [RowRecord] {
        var records: [RowRecord] = []
        while let record = try next() { records.append(record) }
        return records
    }

    private func record(_ row: Row) throws -> RowRecord {
        let number: Int = try row.at(0)
        let byPlan = RowOutcome(rawValue: try row.at(3)) ?? .pending
        let later: String? = try row.at(15)
        let outcome = later.flatMap(RowOutcome.init(rawValue:)) ?? byPlan
        var plan = try PlanBlob.decode(Bytes.array(try row.at(13)))
        let hasSkipped = hasSkippedCells && byPlan == .pending ? try Self.skipCells(&plan.cells, of: number, in: db) : false
        let problems = hasSkipped || outcome == .rejected || outcome == .conflict ? try Self.problems(of: number, in: db) : []
        let disposition: PlannedRow.Disposition =
            switch byPlan {
            case .rejected: .rejected(problems)
            case .skipped: .skipped(try row.at(5) ?? "")
            default: .planned
            }
        let records = try records(row)
        // What refers to nothing comes from a file that was changed.
        guard plan.cells.allSatisfy({ (0..<fields).contains($0.field) }), plan.entries.allSatisfy({ (0..<places).contains($0.record) }),
            plan.notes.allSatisfy({ (0..<places).contains($0.record) }), records.allSatisfy({ (0..<places).contains($0.index) })
        else { throw BlobReader.damaged }
        let planned = PlannedRow(
            row: number, line: try row.at(1), label: try row.at(4), unit: try row.at(2), source: Bytes.array(try row.at(14)),
            disposition: disposition,
            records: records, entries: plan.entries, cells: plan.cells, notes: plan.notes)
        let operations = hasOperations && byPlan == .pending ? try Self.operations(of: number, in: db) : []
        var record = RowRecord(planned: planned, outcome: outcome, problems: problems, operations: operations)
        if planned.records.contains(where: { $0.action == .same }) { record.shared = try Self.shared(planned, in: db) }
        return record
    }

    private func records(_ row: Row) throws -> [PlannedRecord] {
        let action: String? = try row.at(6)
        guard let action = action.flatMap(PlannedRecord.Action.init(rawValue:)) else { return [] }
        let id: Int64? = try row.at(9)
        let first = PlannedRecord(
            kind: StoredRecord.kind(try row.at(16)), owner: try row.at(17) ?? row.at(2), action: action, name: try row.at(7) ?? "",
            key: try row.at(8), id: id.map { RecordID($0) }, by: try row.at(10), evidence: try row.at(11), rename: try row.at(12),
            details: try StoredRecord.details(try row.at(18)))
        return hasRecords ? [first] + (try StoredRecord.further(ofRow: row.at(0), in: db)) : [first]
    }

    /// What earlier rows of the unit found or made of the records that this one shares with them.
    private static func shared(_ row: PlannedRow, in db: Database) throws -> RowRecord.Shared {
        var shared = RowRecord.Shared()
        for record in row.records where record.action == .same {
            let made = try Row.fetchAll(
                db,
                sql: """
                    SELECT kind, list, result, entry, state FROM operations
                    WHERE row = ? AND record = ? AND state IN ('done', 'undoing', 'adopted') ORDER BY step
                    """, arguments: [record.owner, record.index])
            for operation in made {
                let kind: String = try operation.at(0)
                let result: Int64? = try operation.at(2)
                guard let result else { continue }
                switch OperationRecord.Kind(rawValue: kind) {
                case .createOrganization, .createPerson, .createOpportunity:
                    shared.records[record.index] = RecordID(result)
                    let state: String = try operation.at(4)
                    if state == OperationRecord.State.adopted.rawValue { shared.adopted.insert(record.index) }
                    let entry: Int64? = try operation.at(3)
                    let list = row.entries.first { $0.record == record.index }?.list
                    if let entry, let list { shared.entries[EntryPlace(record: record.index, list: list)] = ListEntryID(entry) }
                case .addEntry:
                    let list: Int64 = try operation.at(1)
                    shared.entries[EntryPlace(record: record.index, list: ListID(list))] = ListEntryID(result)
                default: break
                }
            }
        }
        return shared
    }

    /// Takes the writes out that Affinity has overtaken since the plan.
    /// - Returns: Whether there are any.
    private static func skipCells(_ cells: inout [PlannedCell], of row: Int, in db: Database) throws -> Bool {
        let select = try db.cachedStatement(sql: "SELECT field, conflicts FROM skipped_cells WHERE row = ?")
        let found = try Row.fetchAll(select, arguments: [row])
        for skipped in found {
            let field: Int = try skipped.at(0)
            guard let why = RowDrift.Cell.Why(rawValue: try skipped.at(1)) else { throw BlobReader.damaged }
            for index in cells.indices where cells[index].field == field {
                cells[index].action = why == .isAsPlanned ? .unchanged : .kept
                cells[index].policy = why.policy
            }
        }
        return !found.isEmpty
    }

    /// - Parameter cells: those of cells that are left alone, instead of those that the row ends by.
    static func problems(of row: Int, cells: Bool = false, in db: Database) throws -> [RowProblem] {
        let select = try db.cachedStatement(
            sql: """
                SELECT step, field, code, reason, found, question, hint, fix FROM problems
                WHERE row = ? AND origin \(cells ? "=" : "<>") '\(RunFile.ofCells)' ORDER BY number
                """)
        return try Row.fetchAll(select, arguments: [row]).map {
            RowProblem(
                step: try $0.at(0), field: try $0.at(1), code: try $0.at(2) as DiagnosticCode, reason: try $0.at(3), found: try $0.at(4),
                question: try $0.at(5), hint: try $0.at(6), fix: try $0.at(7))
        }
    }

    static func operations(of row: Int, in db: Database) throws -> [OperationRecord] {
        let select = try db.cachedStatement(
            sql: """
                SELECT step, kind, list, cells, state, result, status, message, sent_at, done_at, attempts, record, entry, part
                FROM operations WHERE row = ? ORDER BY step
                """)
        return try Row.fetchAll(select, arguments: [row]).map { found in
            guard let kind = OperationRecord.Kind(rawValue: try found.at(1)),
                let state = OperationRecord.State(rawValue: try found.at(4))
            else {
                throw BlobReader.damaged
            }
            let list: Int64? = try found.at(2)
            return OperationRecord(
                step: try found.at(0), record: try found.at(11), kind: kind, list: list.map { ListID($0) }, part: try found.at(13),
                cells: try found.at(3), state: state, result: try found.at(5), entry: try found.at(12), status: try found.at(6),
                message: try found.at(7), sentAt: try found.at(8), doneAt: try found.at(9), attempts: try found.at(10))
        }
    }
}
