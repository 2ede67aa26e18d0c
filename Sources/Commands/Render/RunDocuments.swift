import Affinity
import Planning
import Runs

/// The document that `plan --json`, `apply --json` and `resume --json` end with. These keys stay; more may come.
struct RunDocument: Encodable {
    /// Nil when no run file was kept.
    var run: String?
    var plan: PlanSummary
    var outcome: Outcome?
    var requests: Int?
    var retries: Int?
    var seconds: Double?
    /// Why it stopped before its end.
    var stopped: String?
    var warnings: [PlanWarning]

    struct Outcome: Encodable {
        var created: Int
        var changed: Int
        var unchanged: Int
        var rejected: Int
        var conflict: Int
        var skipped: Int
        var pending: Int

        init(_ counts: OutcomeCounts) {
            created = counts.created
            changed = counts.changed
            unchanged = counts.unchanged
            rejected = counts.rejected
            conflict = counts.conflict
            skipped = counts.skipped
            pending = counts.pending
        }
    }
}

/// One line of `ferry show --json`: a row of the CSV.
struct RowDocument: Encodable {
    struct OrganizationPart: Encodable {
        var action: String
        var id: Int64?
        var name: String
        var domain: String?
        var by: String?
        var evidence: String?
    }

    struct EntryPart: Encodable {
        var list: String
        var action: String
        var id: Int64?
    }

    struct CellPart: Encodable {
        var field: String
        var id: String
        var before: String?
        var after: String?
        var action: String
        var policy: String
    }

    struct Problem: Encodable {
        var step: String
        var field: String?
        var code: String
        var reason: String
        var hint: String?
    }

    var row: Int
    /// The file that the row came from.
    var file: String?
    var sheet: String?
    var line: Int
    var outcome: String
    var organization: OrganizationPart?
    /// The first list's, as the contract has it; `listEntries` has all.
    var listEntry: EntryPart?
    var listEntries: [EntryPart]
    var cells: [CellPart]
    var reasons: [String]
    var problems: [Problem]

    init(_ record: RowRecord, frame: PlanFrame) {
        let planned = record.planned
        row = planned.row
        file = frame.part(ofRow: planned.row)?.name
        sheet = frame.part(ofRow: planned.row)?.sheet
        line = planned.line
        outcome = record.outcome.rawValue
        organization = planned.organization.map {
            OrganizationPart(
                action: $0.action.rawValue, id: record.organization?.rawValue, name: $0.name, domain: $0.domain, by: $0.by,
                evidence: $0.evidence)
        }
        listEntries = planned.entries.map { entry in
            EntryPart(
                list: frame.lists.first { $0.id == entry.list }?.name ?? entry.list.description, action: entry.action.rawValue,
                id: record.entry(on: entry.list)?.rawValue)
        }
        listEntry = listEntries.first
        cells = planned.cells.map { cell in
            CellPart(
                field: frame.fields[cell.field].name, id: frame.fields[cell.field].id.rawValue, before: cell.before.map(FieldDataText.text),
                after: cell.after.map(FieldDataText.text), action: cell.action.rawValue, policy: cell.policy)
        }
        reasons = record.reasons
        problems = record.problems.map {
            Problem(step: $0.step, field: $0.field, code: $0.code, reason: $0.reason, hint: $0.hint)
        }
    }
}
