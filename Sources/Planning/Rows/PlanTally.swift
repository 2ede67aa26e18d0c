import Affinity

/// Counts what planned rows do and what that costs.
struct PlanTally: Sendable {
    private(set) var summary = PlanSummary()
    /// For each field the record that holds its cells, as an index into `updates`.
    private let recordOfField: [Int]
    /// For each record of a row, the organization or its entry on a list, how many of its cells are written.
    private var updates: [Int]

    init(fields: [PlannedField]) {
        var records: [ListID?] = []
        recordOfField = fields.map { field in
            if let known = records.firstIndex(of: field.list) { return known }
            records.append(field.list)
            return records.count - 1
        }
        updates = Array(repeating: 0, count: records.count)
        summary.fields = fields.map { FieldTally(name: $0.name, target: $0.target) }
    }

    mutating func add(_ row: PlannedRow) {
        summary.rows += 1
        switch row.disposition {
        case .rejected:
            summary.rejected += 1
            return
        case .skipped:
            summary.skipped += 1
            return
        case .planned: break
        }
        if let organization = row.organization { add(organization) }
        for entry in row.entries {
            if entry.action == .add {
                summary.listEntries.add += 1
                summary.requests.write += 1
            } else {
                summary.listEntries.present += 1
            }
        }
        for cell in row.cells {
            add(cell)
            if cell.isWrite { updates[recordOfField[cell.field]] += 1 }
        }
        for record in updates.indices {
            let most = AffinityAPI.maximumUpdatesPerCall
            summary.requests.write += (updates[record] + most - 1) / most
            updates[record] = 0
        }
    }

    private mutating func add(_ organization: PlannedOrganization) {
        if organization.action == .create {
            summary.organizations.create += 1
            summary.requests.write += 1
            return
        }
        summary.organizations.match += 1
        summary.matchedBy[organization.by ?? "row", default: 0] += 1
        if organization.rename != nil { summary.requests.write += 1 }
    }

    private mutating func add(_ cell: PlannedCell) {
        switch cell.action {
        case .set:
            summary.cells.set += 1
            if cell.before == nil { summary.fields[cell.field].set += 1 } else { summary.fields[cell.field].changed += 1 }
            if case .option(let option) = cell.after { summary.fields[cell.field].options[option.text, default: 0] += 1 }
        case .append:
            summary.cells.append += 1
            summary.fields[cell.field].append += 1
        case .clear:
            summary.cells.clear += 1
            summary.fields[cell.field].clear += 1
        case .unchanged:
            summary.cells.unchanged += 1
            summary.fields[cell.field].unchanged += 1
        case .kept:
            summary.cells.kept += 1
            summary.fields[cell.field].kept += 1
        }
    }
}
