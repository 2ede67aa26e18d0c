import Affinity
import PipelineSpec
import Planning
import Runs

/// One unit of a run on its way back.
struct UndoUnit: Sendable {
    var steps: [UndoStep]
    /// What the run has put into cells of the unit's records.
    var written: WrittenCells
}

/// The units of a run that have something to take back, the last first, read from the file as they are needed.
struct UndoUnits {
    private static let batch = 100

    let run: RunFile
    let frame: PlanFrame
    private var numbers: ArraySlice<Int> = []
    private var last: Int?

    init(run: RunFile, frame: PlanFrame) {
        self.run = run
        self.frame = frame
    }

    mutating func next() throws -> UndoUnit? {
        if numbers.isEmpty { numbers = try run.unitsToUndo(before: last, limit: Self.batch)[...] }
        guard let number = numbers.popFirst() else { return nil }
        last = number
        let unit = try run.unitToUndo(number, in: frame)
        return UndoUnit(steps: unit.steps, written: unit.written)
    }

    func forEachUnit(_ body: (UndoUnit) throws -> Void) throws {
        var units = self
        while let unit = try units.next() { try body(unit) }
    }
}

/// What came of an undo, or of as much of it as was done.
struct UndoResult: Sendable {
    /// A write that stays, and why.
    struct Kept: Sendable, Encodable {
        /// 0 for what belongs to no row.
        var row: Int
        var label: String
        var reason: String
    }

    /// Of those that stay so many are remembered; all are counted.
    static let mostKept = 10_000

    var undone = 0
    var gone = 0
    var keptCount = 0
    private(set) var kept: [Kept] = []
    /// Why it stopped before its end.
    var stop: (any Error)?

    mutating func keep(_ row: Int, _ label: String, _ reason: String) {
        keptCount += 1
        if kept.count < Self.mostKept { kept.append(Kept(row: row, label: label, reason: reason)) }
    }

    mutating func add(_ step: UndoStep, _ outcome: UndoWorker.Outcome) {
        switch outcome {
        case .undone: undone += 1
        case .gone: gone += 1
        case .nothing: break
        case .kept(let reason): keep(step.row, step.label, reason)
        }
    }

    mutating func sort() { kept.sort { $0.row < $1.row } }
}

/// Takes a run back: the last rows first, options at the end, each write journaled as undone. What is done already is not looked at
/// again, so a stopped undo goes on where it was.
struct UndoRun: Sendable {
    let client: AffinityClient
    let run: RunFile
    let frame: PlanFrame
    let fields: UseFields
    let references: ReferenceScan
    let later: LaterRuns
    let concurrency: Int
    /// For how long a read may not show what was just written.
    let lag: Duration
    let clock: any Clock<Duration>
    let stop: StopSignal
    let say: @Sendable (String) -> Void
    let observe: @Sendable (UndoProgress) -> Void

    /// What is under way when it is to stop is finished and journaled.
    func work() async -> UndoResult {
        var result = UndoResult()
        do {
            let named = try await references.read(client, run, frame)
            let use = RecordUse(client: client, fields: fields, run: run, later: later, named: named)
            try await rows(UndoWorker(client: client, frame: frame, use: use), &result)
            if result.stop == nil, stop.isSet { result.stop = CancellationError() }
            if result.stop == nil { try await options(&result) }
            if result.stop == nil { try run.endUndo() }
        } catch {
            if result.stop == nil { result.stop = error }
        }
        result.sort()
        return result
    }

    private func rows(_ worker: UndoWorker, _ result: inout UndoResult) async throws {
        var progress = try run.undoProgress()
        await withTaskGroup(of: Ended.self) { group in
            var units = UndoUnits(run: run, frame: frame)
            var working = 0
            while true {
                do {
                    while result.stop == nil, working < max(1, concurrency), !stop.isSet, let unit = try units.next() {
                        working += 1
                        group.addTask { await undo(unit, worker) }
                    }
                } catch {
                    result.stop = error
                }
                guard working > 0, let ended = await group.next() else { return }
                working -= 1
                for (step, outcome) in ended.outcomes {
                    result.add(step, outcome)
                    if case .kept = outcome { continue }
                    progress.undone += 1
                    progress.left -= 1
                }
                if result.stop == nil { result.stop = ended.error }
                observe(progress)
            }
        }
    }

    private struct Ended: Sendable {
        var outcomes: [(UndoStep, UndoWorker.Outcome)] = []
        var error: (any Error)?
    }

    private func undo(_ unit: UndoUnit, _ worker: UndoWorker) async -> Ended {
        var ended = Ended()
        do {
            for step in unit.steps {
                guard !stop.isSet else { break }
                let outcome = try await worker.undo(step, unit.written)
                if case .kept = outcome {} else { try run.undid(step: step.step, of: step.row) }
                ended.outcomes.append((step, outcome))
            }
        } catch {
            ended.error = error
        }
        return ended
    }

    /// An option that a cell still holds stays.
    private func options(_ result: inout UndoResult) async throws {
        let options = try UndoOptions.written(run, frame)
        guard !options.isEmpty else { return }
        if result.undone > 0, lag > .zero {
            say("waiting \(Numbers.duration(lag)): Affinity may still show the cells that were taken back")
            try await clock.sleep(for: lag)
        }
        let held = try await UndoOptions(client: client, fields: fields, later: later).holders(of: options)
        for option in options {
            if stop.isSet { throw CancellationError() }
            if let reason = held[option.id] {
                result.keep(0, option.label, reason)
                continue
            }
            do throws(AffinityError) {
                try await client.send(AffinityAPI.deleteDropdownOption(list: option.list, field: option.field.id, option.id))
                result.undone += 1
            } catch {
                guard case .refused(let refusal) = error else { throw error }
                guard refusal.isGone else {
                    result.keep(0, option.label, "Affinity refused: \(refusal.text)")
                    continue
                }
                result.gone += 1
            }
            try run.undid(step: option.step, of: 0)
        }
    }
}
