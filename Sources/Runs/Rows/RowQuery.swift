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

    init(
        _ db: Database, where condition: String = "1", arguments: StatementArguments = [], order: String = "r.row", limit: Int = -1,
        offset: Int = 0
    ) throws {
        self.db = db
        hasOperations = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM operations)") == true
        hasWithheld = try Bool.fetchOne(db, sql: "SELECT EXISTS(SELECT 1 FROM withheld)") == true
        rows = try Row.fetchCursor(
            db,
            sql: """
                SELECT r.row, r.line, r.unit, r.outcome, r.label, r.note, r.organization_action, r.organization_name, r.organization_domain,
                    r.organization_id, r.organization_by, r.organization_evidence, r.organization_rename, r.plan, r.source, o.outcome
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
            organization: organization(row), entries: plan.entries, cells: plan.cells)
        let operations = hasOperations && byPlan == .pending ? try Self.operations(of: number, in: db) : []
        var record = RowRecord(planned: planned, outcome: outcome, problems: problems, operations: operations)
        if planned.organization?.action == .same { record.shared = try Self.shared(planned, in: db) }
        return record
    }

    private func organization(_ row: Row) -> PlannedOrganization? {
        let action: String? = row[6]
        guard let action = action.flatMap(PlannedOrganization.Action.init(rawValue:)) else { return nil }
        let id: Int64? = row[9]
        return PlannedOrganization(
            action: action, name: row[7] ?? "", domain: row[8], id: id.map { OrganizationID($0) }, by: row[10], evidence: row[11],
            rename: row[12])
    }

    private static func shared(_ row: PlannedRow, in db: Database) throws -> RowRecord.Shared {
        var shared = RowRecord.Shared()
        shared.organization = try Int64.fetchOne(
            db,
            sql: """
                SELECT coalesce(r.organization_id, o.result) FROM rows r
                LEFT JOIN operations o ON o.row = r.row AND o.kind = 'create-organization' AND o.state = 'done'
                WHERE r.unit = ? AND r.row < ? AND coalesce(r.organization_id, o.result) IS NOT NULL ORDER BY r.row DESC LIMIT 1
                """, arguments: [row.unit, row.row]
        ).map { OrganizationID($0) }
        let made = try Row.fetchAll(
            db,
            sql: """
                SELECT o.list, o.result FROM rows r JOIN operations o ON o.row = r.row AND o.kind = 'add-entry' AND o.state = 'done'
                WHERE r.unit = ? AND r.row < ? ORDER BY r.row
                """, arguments: [row.unit, row.row])
        for entry in made {
            let list: Int64 = entry[0]
            let id: Int64 = entry[1]
            shared.entries[ListID(list)] = ListEntryID(id)
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
                SELECT step, kind, list, cells, state, result, status, message, sent_at, done_at, attempts
                FROM operations WHERE row = ? ORDER BY step
                """)
        return try Row.fetchAll(select, arguments: [row]).map { found in
            guard let kind = OperationRecord.Kind(rawValue: found[1]), let state = OperationRecord.State(rawValue: found[4]) else {
                throw BlobReader.damaged
            }
            let list: Int64? = found[2]
            return OperationRecord(
                step: found[0], kind: kind, list: list.map { ListID($0) }, cells: found[3], state: state, result: found[5],
                status: found[6], message: found[7], sentAt: found[8], doneAt: found[9], attempts: found[10])
        }
    }
}
