import Affinity
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
    private let hasWithheld: Bool
    private let hasRecords: Bool

    init(
        _ db: Database, where condition: String = "1", arguments: StatementArguments = [], order: String = "r.row", limit: Int = -1,
        offset: Int = 0
    ) throws {
        self.db = db
        hasOperations = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM operations)") == true
        hasWithheld = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM withheld)") == true
        hasRecords = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM records)") == true
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
        let number: Int = row[0]
        let byPlan = RowOutcome(rawValue: row[3]) ?? .pending
        let later: String? = row[15]
        let outcome = later.flatMap(RowOutcome.init(rawValue:)) ?? byPlan
        var plan = try PlanBlob.decode(Bytes.array(row[13]))
        let isWithheld = hasWithheld && byPlan == .pending ? try Self.withhold(&plan.cells, of: number, in: db) : false
        let problems = isWithheld || outcome == .rejected || outcome == .conflict ? try Self.problems(of: number, in: db) : []
        let disposition: PlannedRow.Disposition =
            switch byPlan {
            case .rejected: .rejected(problems)
            case .skipped: .skipped(row[5] ?? "")
            default: .planned
            }
        let planned = PlannedRow(
            row: number, line: row[1], label: row[4], unit: row[2], source: Bytes.array(row[14]), disposition: disposition,
            records: try records(row), entries: plan.entries, cells: plan.cells, notes: plan.notes)
        let operations = hasOperations && byPlan == .pending ? try Self.operations(of: number, in: db) : []
        var record = RowRecord(planned: planned, outcome: outcome, problems: problems, operations: operations)
        if planned.records.contains(where: { $0.action == .same }) { record.shared = try Self.shared(planned, in: db) }
        return record
    }

    private func records(_ row: Row) throws -> [PlannedRecord] {
        let action: String? = row[6]
        guard let action = action.flatMap(PlannedRecord.Action.init(rawValue:)) else { return [] }
        let id: Int64? = row[9]
        let first = PlannedRecord(
            kind: StoredRecord.kind(row[16]), owner: row[17] ?? row[2], action: action, name: row[7] ?? "", key: row[8],
            id: id.map { RecordID($0) }, by: row[10], evidence: row[11], rename: row[12], details: try StoredRecord.details(row[18]))
        return hasRecords ? [first] + (try StoredRecord.further(ofRow: row[0], in: db)) : [first]
    }

    /// What earlier rows of the unit found or made of the records that this one shares with them.
    private static func shared(_ row: PlannedRow, in db: Database) throws -> RowRecord.Shared {
        var shared = RowRecord.Shared()
        for record in row.records where record.action == .same {
            let made = try Row.fetchAll(
                db,
                sql: """
                    SELECT kind, list, result, entry, state FROM operations
                    WHERE row = ? AND record = ? AND state IN ('done', 'adopted') ORDER BY step
                    """, arguments: [record.owner, record.index])
            for operation in made {
                let kind: String = operation[0]
                let result: Int64? = operation[2]
                guard let result else { continue }
                switch OperationRecord.Kind(rawValue: kind) {
                case .createOrganization, .createPerson, .createOpportunity:
                    shared.records[record.index] = RecordID(result)
                    let state: String = operation[4]
                    if state == OperationRecord.State.adopted.rawValue { shared.taken.insert(record.index) }
                    let entry: Int64? = operation[3]
                    let list = row.entries.first { $0.record == record.index }?.list
                    if let entry, let list { shared.entries[EntryPlace(record: record.index, list: list)] = ListEntryID(entry) }
                case .addEntry:
                    let list: Int64 = operation[1]
                    shared.entries[EntryPlace(record: record.index, list: ListID(list))] = ListEntryID(result)
                default: break
                }
            }
        }
        return shared
    }

    /// Takes the writes out that Affinity has overtaken since the plan.
    /// - Returns: Whether there are any.
    private static func withhold(_ cells: inout [PlannedCell], of row: Int, in db: Database) throws -> Bool {
        let select = try db.cachedStatement(sql: "SELECT field, conflicts FROM withheld WHERE row = ?")
        let found = try Row.fetchAll(select, arguments: [row])
        for withheld in found {
            let field: Int = withheld[0]
            let conflicts: Bool = withheld[1]
            for index in cells.indices where cells[index].field == field {
                cells[index].action = conflicts ? .kept : .unchanged
                cells[index].policy = conflicts ? "changed in Affinity since the plan" : "set by someone else since the plan"
            }
        }
        return !found.isEmpty
    }

    static func problems(of row: Int, in db: Database) throws -> [RowProblem] {
        let select = try db.cachedStatement(
            sql: "SELECT step, field, code, reason, hint, fix FROM problems WHERE row = ? ORDER BY number")
        return try Row.fetchAll(select, arguments: [row]).map {
            RowProblem(step: $0[0], field: $0[1], code: $0[2], reason: $0[3], hint: $0[4], fix: $0[5])
        }
    }

    static func operations(of row: Int, in db: Database) throws -> [OperationRecord] {
        let select = try db.cachedStatement(
            sql: """
                SELECT step, kind, list, cells, state, result, status, message, sent_at, done_at, attempts, record, entry, part
                FROM operations WHERE row = ? ORDER BY step
                """)
        return try Row.fetchAll(select, arguments: [row]).map { found in
            guard let kind = OperationRecord.Kind(rawValue: found[1]), let state = OperationRecord.State(rawValue: found[4]) else {
                throw BlobReader.damaged
            }
            let list: Int64? = found[2]
            return OperationRecord(
                step: found[0], record: found[11], kind: kind, list: list.map { ListID($0) }, part: found[13], cells: found[3],
                state: state, result: found[5], entry: found[12], status: found[6], message: found[7], sentAt: found[8], doneAt: found[9], attempts: found[10])
        }
    }
}
