import Affinity
import PipelineSpec
import Planning

extension CellWatch {
    /// What Affinity says of cells.
    struct Reading {
        private struct Place: Hashable {
            var holder: CellHolder
            var field: FieldID
        }

        private var held: [Place: FieldValue] = [:]
        private var readHolders: Set<CellHolder> = []
        private var changes: [Place: [CellChange]] = [:]

        mutating func add(_ values: [FieldValue], of holder: CellHolder) {
            readHolders.insert(holder)
            for value in values { held[Place(holder: holder, field: value.id)] = value }
        }

        mutating func add(_ change: CellChange, of holder: CellHolder) {
            changes[Place(holder: holder, field: change.field), default: []].append(change)
        }

        func value(of cell: PlannedCell, _ field: PlannedField, in holder: CellHolder) -> HeldValue {
            let place = Place(holder: holder, field: field.id)
            if readHolders.contains(holder) {
                // Of more than a hundred values the first say nothing of a change.
                guard let value = held[place], value.totalCount != nil else { return .data(held[place]?.data) }
                return .unknown
            }
            guard let changes = changes[place] else { return .data(cell.before) }
            return changes.value(after: cell.before, isSeveral: field.type.isMulti)
        }
    }

    /// Asks what became of the cells of rows to come, and of those written last.
    mutating func read(_ ahead: [WatchedCells]) async throws(AffinityError) -> Reading {
        var reading = Reading()
        for kind in RecordKind.allCases where readable.contains(kind) { try await readRecords(of: kind, ahead, &reading) }
        try await readHistory(ahead, &reading)
        // What the history does not tell, such as an option that is gone, the entry does.
        for cells in ahead {
            guard let (list, id) = cells.entry, cells.cells.contains(where: { isUnknown($0, cells, reading) }) else { continue }
            let fields = cells.cells.map { session.frame.fields[$0.field].id }
            do throws(AffinityError) {
                let held = try await session.ask { writer throws(AffinityError) in try await writer.cells(of: id, on: list, fields) }
                reading.add(held, of: cells.holder)
            } catch {
                guard case .refused = error else { throw error }
            }
        }
        return reading
    }

    private func isUnknown(_ cell: PlannedCell, _ cells: WatchedCells, _ reading: Reading) -> Bool {
        reading.value(of: cell, session.frame.fields[cell.field], in: cells.holder) == .unknown
    }

    private mutating func readRecords(
        of kind: RecordKind, _ ahead: [WatchedCells], _ reading: inout Reading
    ) async throws(AffinityError) {
        let wanted = ahead.filter { $0.record?.kind == kind }
        let ids = Array(Set(wanted.compactMap { $0.record?.id })).sorted()
        let fields = Array(Set(wanted.flatMap(\.cells).map { session.frame.fields[$0.field].id })).sorted()
        for start in stride(from: 0, to: ids.count, by: AffinityAPI.maximumIDsPerCall) {
            let some = Array(ids[start..<min(start + AffinityAPI.maximumIDsPerCall, ids.count)])
            do throws(AffinityError) {
                let held = try await session.ask { writer throws(AffinityError) in try await writer.cells(of: kind, some, fields) }
                for (id, values) in held { reading.add(values, of: .record(kind, id)) }
            } catch {
                guard let reason = error.asUnserved else { throw error }
                readable.remove(kind)
                session.cannotSee("cells of \(kind.plural)", reason)
                return
            }
        }
    }

    private mutating func readHistory(_ ahead: [WatchedCells], _ reading: inout Reading) async throws(AffinityError) {
        var question = ChangeQuestion(user: options.user, fields: [], since: options.since)
        question.fields = Array(
            Set((ahead + written.map(\.cells)).filter { $0.entry != nil }.flatMap(\.cells).map { session.frame.fields[$0.field].id })
        ).sorted()
        var entries = Array(Set(ahead.compactMap { $0.entry?.id })).sorted()[...]
        var others = Array(Set(written.compactMap { $0.cells.entry?.id }).subtracting(entries)).sorted()[...]
        var holders: [ListEntryID: CellHolder] = [:]
        for cells in ahead + written.map(\.cells) { if let entry = cells.entry { holders[entry.id] = cells.holder } }
        while isHistoryServed, !(entries.isEmpty && others.isEmpty) {
            question.entries = Array(entries.prefix(AffinityAPI.entriesPerQuestion))
            question.others = Array(others.prefix(AffinityAPI.entriesPerQuestion))
            entries = entries.dropFirst(question.entries.count)
            others = others.dropFirst(question.others.count)
            do throws(AffinityError) {
                let asked = question
                let changes = try await session.ask { writer throws(AffinityError) in try await writer.changes(asked) }
                for change in changes {
                    if let holder = change.entry.flatMap({ holders[$0] }) { reading.add(change, of: holder) }
                }
            } catch {
                guard let reason = error.asUnserved else { throw error }
                isHistoryServed = false
                session.cannotSee("cells of lists", reason)
            }
        }
    }
}

extension AffinityError {
    /// Affinity's words where it does not answer the question, as for this key.
    fileprivate var asUnserved: String? {
        switch self {
        case .forbidden(let message): message
        case .refused(let refusal): refusal.text
        default: nil
        }
    }
}
