package import Affinity
package import PipelineSpec
package import Planning

/// One write of a run, to be taken back.
package struct UndoStep: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        case deleteNote(NoteID)
        /// Cells of an entry, or of the record itself; each only while it holds what the run wrote.
        case restoreCells(ListID?, id: Int64, RecordKind, [PlannedCell])
        case rename(RecordKind, RecordID, to: String, from: String)
        case removeEntry(ListID, ListEntryID, RecordKind)
        case deleteRecord(RecordKind, RecordID)
    }

    package var row: Int
    /// The row's number of the write.
    package var step: Int
    /// What to call the record on a screen.
    package var label: String
    package var kind: Kind

    /// What takes back the writes of a row that went through, the last first. Cells of what the run itself made go with it.
    package static func steps(of row: RowRecord, in frame: PlanFrame) -> [UndoStep] {
        RowStep.steps(of: row.planned, in: frame).reversed().compactMap { step in
            guard let operation = row.operation(step), operation.state == .done, let id = operation.result else { return nil }
            // Whom an address belonged to was there before.
            if step.operation.isCreate, operation.message?.hasPrefix("the address was in use") == true { return nil }
            let record = step.record
            let kind: Kind
            switch step.kind {
            case .create: kind = .deleteRecord(record.kind, RecordID(id))
            case .rename(let name): kind = .rename(record.kind, RecordID(id), to: record.name, from: name)
            case .addEntry(let list): kind = .removeEntry(list, ListEntryID(id), record.kind)
            case .addNote: kind = .deleteNote(NoteID(id))
            case .updateEntry(let list, let updates):
                let isMade = row.planned.entries.contains { $0.record == record.index && $0.list == list && $0.action != .present }
                kind = .restoreCells(list, id: id, record.kind, isMade ? [] : Self.cells(row, updates, list, record.index, frame))
            case .updateRecord(let updates):
                let isMade = record.action != .match && record.id == nil
                kind = .restoreCells(nil, id: id, record.kind, isMade ? [] : Self.cells(row, updates, nil, record.index, frame))
            }
            return UndoStep(row: row.planned.row, step: step.number, label: row.planned.label, kind: kind)
        }
    }

    private static func cells(
        _ row: RowRecord, _ updates: [FieldUpdate], _ list: ListID?, _ record: Int, _ frame: PlanFrame
    ) -> [PlannedCell] {
        let written = Set(updates.map(\.id))
        return row.planned.cells.filter { cell in
            let field = frame.fields[cell.field]
            return cell.isWrite && field.list == list && field.record == record && written.contains(field.id)
        }
    }
}
