package import Affinity
package import PipelineSpec
package import Planning

/// One write of a run, to be taken back.
package struct UndoStep: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case deleteNote(NoteID, of: RecordKind)
        /// Each cell only while it holds what the run wrote.
        case restoreCells(CellHolder, [PlannedCell])
        case rename(RecordKind, RecordID, to: String, from: String)
        case removeEntry(ListID, ListEntryID)
        case deleteRecord(RecordKind, RecordID)
        case removeOption(ListID, FieldID, DropdownOptionID)
        /// Cells of what the run itself made: they go with it.
        case deletedWithRecord
        /// Nobody knows what was there before; why.
        case stays(String)
    }

    /// 0 for what belongs to no row.
    package var row: Int
    /// The write, as the run file has it.
    package var operation: OperationRecord
    /// What to call the record on a screen.
    package var label: String
    package var kind: Kind

    package init(row: Int, operation: OperationRecord, label: String, kind: Kind) {
        self.row = row
        self.operation = operation
        self.label = label
        self.kind = kind
    }

    /// What takes back the writes of a row that went through and stand, the last first. A change of cells without an answer is among them:
    /// the cells themselves say whether it was done.
    package static func steps(of row: RowRecord, in frame: PlanFrame) -> [UndoStep] {
        RowStep.steps(of: row.planned, in: frame).reversed().compactMap { step in
            guard let operation = row.operation(step) else { return nil }
            let id: Int64?
            switch operation.state {
            case .done: id = operation.result
            case .sent, .unknown, .undoing: id = operation.result ?? (step.isOnce ? nil : step.target(in: row))
            case .adopted, .inUse, .refused, .ambiguous, .undone: id = nil
            }
            guard let id, let kind = kind(of: step, id, operation, row, frame) else { return nil }
            let label = step.record.name.isEmpty ? row.planned.label : step.record.name
            return UndoStep(row: row.planned.row, operation: operation, label: label, kind: kind)
        }
    }

    private static func kind(
        of step: RowStep, _ id: Int64, _ operation: OperationRecord, _ row: RowRecord, _ frame: PlanFrame
    ) -> Kind? {
        let record = step.record
        switch step.kind {
        case .create: return .deleteRecord(record.kind, RecordID(id))
        case .rename(let name): return .rename(record.kind, RecordID(id), to: record.name, from: name)
        case .addEntry(let list): return .removeEntry(list, ListEntryID(id))
        case .addNote: return .deleteNote(NoteID(id), of: record.kind)
        case .updateEntry(let list, _):
            let isMade = row.planned.entries.contains { $0.record == record.index && $0.list == list && $0.action != .present }
            return isMade ? .deletedWithRecord : restore(step, id, row, frame)
        case .updateRecord:
            guard record.action != .match, record.id == nil else { return restore(step, id, row, frame) }
            return row.wasAdopted(record)
                ? .stays("the plan did not see what its cells held: \(record.kind.rawValue) \(id) came after it") : .deletedWithRecord
        }
    }

    private static func restore(_ step: RowStep, _ id: Int64, _ row: RowRecord, _ frame: PlanFrame) -> Kind? {
        step.cells(of: id).map { .restoreCells($0.holder, step.cells(in: row.planned, frame)) }
    }
}

extension RowStep {
    /// What a change of cells or of a name is written to; nil while that was not made, and for what makes something.
    fileprivate func target(in row: RowRecord) -> Int64? {
        switch kind {
        case .updateEntry(let list, _):
            row.planned.entries.lazy.filter { $0.record == record.index && $0.list == list }.compactMap { row.entry($0) }.first?.rawValue
        case .updateRecord, .rename: row.id(ofRecord: record.index)?.rawValue
        case .create, .addEntry, .addNote: nil
        }
    }
}
