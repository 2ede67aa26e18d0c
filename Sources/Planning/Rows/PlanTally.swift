import Affinity
import PipelineSpec

/// Counts what planned rows do and what that costs.
struct PlanTally: Sendable {
    private(set) var summary = PlanSummary()
    /// For each field the record that holds its cells, as an index into `updates`.
    private let recordOfField: [Int]
    /// For each record of a row, or its entry on a list, how many of its cells are written.
    private var updates: [Int]
    private let growingFields: Set<Int>
    /// The placeholders of the options that are to be made.
    private(set) var newOptions: Set<DropdownOptionID> = []

    init(_ bound: BoundPipeline) {
        self.init(
            fields: bound.fields, kinds: bound.stages.map(\.kind),
            growingFields: Set(bound.assignments.filter(\.conversion.createsUnknownOptions).map(\.field)))
    }

    init(fields: [PlannedField], kinds: [RecordKind] = [.organization], growingFields: Set<Int> = []) {
        struct Holder: Hashable {
            var record: Int
            var list: ListID?
        }
        var holders: [Holder] = []
        recordOfField = fields.map { field in
            let holder = Holder(record: field.record, list: field.list)
            if let known = holders.firstIndex(of: holder) { return known }
            holders.append(holder)
            return holders.count - 1
        }
        updates = Array(repeating: 0, count: holders.count)
        self.growingFields = growingFields
        if kinds.contains(.person) { summary.persons = PlanSummary.Records() }
        if kinds.contains(.opportunity) { summary.opportunities = PlanSummary.Records() }
        summary.fields = fields.map { FieldTally(name: $0.name, target: $0.target) }
    }

    mutating func setDecimal(_ mark: Character, of field: Int) { summary.fields[field].decimal = String(mark) }

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
        // By index: a loop over them would take a copy of each.
        for index in row.records.indices { add(row.records[index]) }
        for entry in row.entries {
            switch entry.action {
            case .add:
                summary.listEntries.add += 1
                summary.requests.write += 1
            case .made: summary.listEntries.add += 1
            case .present, .same: summary.listEntries.present += 1
            }
        }
        summary.notes += row.notes.count
        summary.requests.write += row.notes.count
        for index in row.cells.indices { add(row.cells[index]) }
        for cell in row.leftAlone { summary.fields[cell.field].leftAlone = (summary.fields[cell.field].leftAlone ?? 0) + 1 }
        for record in updates.indices {
            let most = AffinityAPI.maximumUpdatesPerCall
            summary.requests.write += (updates[record] + most - 1) / most
            updates[record] = 0
        }
    }

    private mutating func add(_ record: PlannedRecord) {
        var records = summary.records(record.kind)
        if record.action == .create {
            records.create += 1
            summary.requests.write += 1
        } else {
            records.match += 1
            summary.matchedBy[record.by ?? "row", default: 0] += 1
            if record.rename != nil { summary.requests.write += 1 }
        }
        summary.set(records, of: record.kind)
    }

    private mutating func add(_ cell: PlannedCell) {
        switch cell.action {
        case .set:
            summary.cells.set += 1
            if cell.before == nil { summary.fields[cell.field].set += 1 } else { summary.fields[cell.field].changed += 1 }
            if case .one(.option(let option)) = cell.after { summary.fields[cell.field].options[option.text, default: 0] += 1 }
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
        guard cell.isWrite else { return }
        updates[recordOfField[cell.field]] += 1
        if growingFields.contains(cell.field) { addOptions(of: cell.after) }
    }

    private mutating func addOptions(of data: FieldData?) {
        for option in data?.newOptions ?? [] where newOptions.insert(option.id).inserted {
            summary.options += 1
            summary.requests.write += 1
        }
    }
}
