import Affinity
import PipelineSpec
import Planning

/// One write of a row. What became of it is found again by what it writes to (`target`), whatever its place among the row's writes is now.
struct RowStep: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case create
        case rename(String)
        case addEntry(ListID)
        case updateEntry(ListID, [FieldUpdate])
        /// The record's own fields.
        case updateRecord([FieldUpdate])
        case addNote(PlannedNote)
    }

    /// The record of the row that it writes to.
    var record: PlannedRecord
    var kind: Kind
    /// Its place among the row's writes that are otherwise alike, from 0.
    var part: Int

    /// Record after record, each in this order: the record itself, its entries, then the fields of each entry in one write, those of
    /// the record, and its notes.
    static func steps(of row: PlannedRow, in frame: PlanFrame) -> [RowStep] {
        var steps: [RowStep] = []
        let writes = row.cells.filter { $0.isWrite && frame.fields.indices.contains($0.field) }
        for record in row.records {
            var kinds: [Kind] = []
            if record.action == .create {
                kinds.append(.create)
            } else if let name = record.rename {
                kinds.append(.rename(name))
            }
            for entry in row.entries where entry.action == .add && entry.record == record.index { kinds.append(.addEntry(entry.list)) }
            let own = row.records.count == 1 ? writes : writes.filter { frame.fields[$0.field].record == record.index }
            var lists: [ListID] = []
            for cell in own {
                if let list = frame.fields[cell.field].list, !lists.contains(list) { lists.append(list) }
            }
            for list in lists {
                kinds += chunks(updates(own, on: list, in: frame)).map { .updateEntry(list, $0) }
            }
            kinds += chunks(updates(own, on: nil, in: frame)).map { .updateRecord($0) }
            kinds += row.notes.filter { $0.record == record.index }.map { .addNote($0) }
            for kind in kinds {
                var step = RowStep(record: record, kind: kind, part: 0)
                step.part = steps.count { $0.target.with(part: 0) == step.target }
                steps.append(step)
            }
        }
        return steps
    }

    private static func updates(_ cells: [PlannedCell], on list: ListID?, in frame: PlanFrame) -> [FieldUpdate] {
        cells.compactMap { cell in
            let field = frame.fields[cell.field]
            return field.list == list ? FieldUpdate(id: field.id, type: field.type, data: cell.after) : nil
        }
    }

    private static func chunks(_ updates: [FieldUpdate]) -> [[FieldUpdate]] {
        let most = AffinityAPI.maximumUpdatesPerCall
        return stride(from: 0, to: updates.count, by: most).map { Array(updates[$0..<min($0 + most, updates.count)]) }
    }
}

extension RowStep {
    /// What could be made twice is never repeated without looking first.
    var isOnce: Bool { operation.isOnce }

    /// The step of the pipeline that asked for it.
    func pipelineStep(in frame: PlanFrame) -> StepName {
        switch kind {
        case .create, .rename: frame.step(of: record.index)
        case .addEntry: .addToList
        case .updateEntry, .updateRecord: .setFields
        case .addNote: .addNote
        }
    }

    var operation: OperationRecord.Kind {
        switch kind {
        case .create: .create(record.kind)
        case .rename: .rename(record.kind)
        case .addEntry: .addEntry
        case .updateEntry: .updateEntry
        case .updateRecord: record.kind == .person ? .updatePerson : .updateOrganization
        case .addNote: .addNote
        }
    }

    /// Whose cells it sets, and to what; nil for a step that sets none.
    /// - Parameter id: of what was written to.
    func cells(of id: Int64) -> (holder: CellHolder, updates: [FieldUpdate])? {
        switch kind {
        case .updateEntry(let list, let updates): (.entry(list, ListEntryID(id)), updates)
        case .updateRecord(let updates): (.record(record.kind, RecordID(id)), updates)
        case .create, .rename, .addEntry, .addNote: nil
        }
    }

    /// The row's cells that it sets, as they were planned.
    func cells(in row: PlannedRow, _ frame: PlanFrame) -> [PlannedCell] {
        guard let (holder, updates) = cells(of: 0) else { return [] }
        let list: ListID? = if case .entry(let list, _) = holder { list } else { nil }
        let written = Set(updates.map(\.id))
        return row.cells.filter { cell in
            guard cell.isWrite, frame.fields.indices.contains(cell.field) else { return false }
            let field = frame.fields[cell.field]
            return field.list == list && written.contains(field.id) && (row.records.count == 1 || field.record == record.index)
        }
    }

    /// What it writes to: by this what became of it is found again.
    var target: OperationRecord.Target {
        let list: ListID? =
            switch kind {
            case .addEntry(let list), .updateEntry(let list, _): list
            case .create: record.details?.list
            case .rename, .updateRecord, .addNote: nil
            }
        return OperationRecord.Target(record: record.index, kind: operation, list: list, part: part)
    }

    /// - Parameter number: its place among the writes of the row, as they were begun.
    func record(at time: Int64, number: Int) -> OperationRecord {
        let target = target
        return OperationRecord(
            step: number, record: target.record, kind: target.kind, list: target.list, part: target.part,
            cells: cells(of: 0)?.updates.count ?? 0,
            state: .sent, sentAt: time)
    }
}
