import Affinity
import PipelineSpec
import Planning
import Runs

/// Takes a run back: the last rows first, options at the end, each write journaled as undone. What is done already is not looked at
/// again, so a stopped undo goes on where it was.
struct UndoRun: Sendable {
    /// A record that stays, and why.
    struct Kept: Sendable, Encodable {
        /// 0 for what belongs to no row.
        var row: Int
        var label: String
        var reason: String
    }

    struct Counts: Sendable {
        var undone = 0
        var gone = 0
        var kept = 0
    }

    let client: AffinityClient
    let run: RunFile
    let frame: PlanFrame
    let stop: StopSignal
    let observe: @Sendable (_ done: Int) -> Void

    /// Writes that are to be taken back, the last first: those of a unit stay together.
    static func units(_ run: RunFile, _ frame: PlanFrame) throws -> (units: [[UndoStep]], written: WrittenCells) {
        var units: [Int: [UndoStep]] = [:]
        var order: [Int] = []
        var written = WrittenCells()
        try run.forEachWritten { row in
            written.add(row, in: frame)
            let steps = UndoStep.steps(of: row, in: frame)
            guard !steps.isEmpty else { return }
            if units[row.planned.unit] == nil { order.append(row.planned.unit) }
            units[row.planned.unit, default: []] += steps
        }
        return (order.map { units[$0] ?? [] }, written)
    }

    /// - Throws: `CancellationError` when it is to stop; what was taken back is journaled.
    func work(_ units: [[UndoStep]], _ written: WrittenCells, concurrency: Int) async throws -> (Counts, [Kept]) {
        try run.beginUndo()
        let fields = try await UseFields.read(client, frame, for: units)
        let worker = UndoWorker(client: client, frame: frame, use: RecordUse(client, fields, written))
        var counts = Counts()
        var kept: [Kept] = []
        try await withThrowingTaskGroup(of: [(UndoStep, UndoWorker.Outcome)].self) { group in
            var waiting = units[...]
            var working = 0
            while !waiting.isEmpty || working > 0 {
                while working < concurrency, !stop.isSet, let unit = waiting.popFirst() {
                    working += 1
                    group.addTask { try await undo(unit, worker) }
                }
                guard working > 0, let outcomes = try await group.next() else { break }
                working -= 1
                for (step, outcome) in outcomes {
                    switch outcome {
                    case .undone: counts.undone += 1
                    case .gone: counts.gone += 1
                    case .nothing: break
                    case .kept(let reason):
                        counts.kept += 1
                        kept.append(Kept(row: step.row, label: step.label, reason: reason))
                    }
                }
                observe(counts.undone + counts.gone + counts.kept)
            }
        }
        if stop.isSet { throw CancellationError() }
        try await undoOptions(&counts, &kept)
        return (counts, kept.sorted { $0.row < $1.row })
    }

    private func undo(_ unit: [UndoStep], _ worker: UndoWorker) async throws -> [(UndoStep, UndoWorker.Outcome)] {
        var outcomes: [(UndoStep, UndoWorker.Outcome)] = []
        for step in unit {
            guard !stop.isSet else { break }
            let outcome = try await worker.undo(step)
            if case .kept = outcome {} else { try run.undid(step: step.step, of: step.row) }
            outcomes.append((step, outcome))
        }
        return outcomes
    }

    /// An option that a cell still holds stays.
    private func undoOptions(_ counts: inout Counts, _ kept: inout [Kept]) async throws {
        for (option, id, step) in try run.writtenOptions() {
            let field = frame.fields[option.field]
            var isUsed = false
            try await client.forEachPage(AffinityAPI.listEntries(option.list, fieldIDs: [field.id])) { page in
                isUsed = isUsed || page.rows.contains { entry in entry.fields.contains { $0.data.map { Self.holds($0, id) } ?? false } }
            }
            if isUsed {
                counts.kept += 1
                kept.append(Kept(row: 0, label: "\"\(option.text)\" of \(field.name)", reason: "a cell holds it"))
                continue
            }
            do throws(AffinityError) {
                try await client.send(AffinityAPI.deleteDropdownOption(list: option.list, field: field.id, id))
                counts.undone += 1
            } catch {
                guard case .refused(let refusal) = error, refusal.isGone else { throw error }
                counts.gone += 1
            }
            try run.undid(step: step, of: 0)
        }
    }

    private static func holds(_ data: FieldData, _ id: DropdownOptionID) -> Bool {
        switch data {
        case .option(let option): option.id == id
        case .options(let options): options.contains { $0.id == id }
        default: false
        }
    }
}
