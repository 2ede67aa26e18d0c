import Affinity
import PipelineSpec
import Planning

/// Looks, while a run is at work, whether somebody else has changed the cells that it writes. Affinity has no write that is refused when a cell
/// has moved, so that it looks before and after:
///
/// | cells | before they are written | after |
/// | --- | --- | --- |
/// | of list entries | what happened to these entries since the plan, a hundred in one request | in the same request, what others did to those written last: what the run went over meanwhile is put back |
/// | of organizations and persons | what they hold, a hundred in one request | |
///
/// A cell that has moved is left alone, and its row ends as a conflict. Affinity keeps no history of texts and plain dropdowns
/// (`FieldValueType.isTracked`): on a list those are compared before the run only (`RecheckPlan`).
struct CellWatch {
    /// The fewest rows that are looked at together.
    static let rows = 100

    let session: Session
    let options: Executor.Watch
    let comparison: PlanComparison
    /// The last unit that was looked at.
    private(set) var end = 0
    /// Not looked at since.
    private(set) var written: [Written] = []
    /// What is not served, or not for this key, is asked for once.
    var isHistoryServed = true
    var readable: Set<RecordKind> = [.organization, .person]

    struct Written {
        var cells: WatchedCells
        /// When, since the session began.
        var at: Duration
    }

    init(_ session: Session, _ options: Executor.Watch) throws(RunFileError) {
        self.session = session
        self.options = options
        comparison = PlanComparison(frame: session.frame)
        // An earlier session may have ended before it looked at what it wrote last.
        for unit in try session.file.unitsNotLookedAt() { try wrote(unit) }
    }

    /// Takes in what a unit has written.
    mutating func wrote(_ unit: Int) throws(RunFileError) {
        guard isHistoryServed else { return }
        for row in try session.file.rows(of: unit) {
            for cells in WatchedCells.written(row, in: session.frame) where cells.entry != nil {
                written.append(Written(cells: cells, at: session.elapsed()))
            }
        }
    }

    /// Looks at the next rows, and at those that were written last.
    /// - Parameter last: the last unit that was worked.
    mutating func look(after last: Int) async throws(RunFileError) {
        let units = try session.file.nextUnits(after: last, rows: max(Self.rows, session.settings.batch))
        end = units.last ?? end
        var ahead: [WatchedCells] = []
        for unit in units {
            for row in try session.file.rows(of: unit) { ahead += WatchedCells.ahead(row, in: session.frame) }
        }
        // A session that goes on begins behind what earlier ones have done: of that, what nobody has looked at is in `written`.
        try await look(ahead, until: units.first.map { $0 - 1 } ?? last, lag: options.lag)
    }

    /// Looks at what was written last, once Affinity must show what happened before that.
    mutating func lookBack(until last: Int) async throws(RunFileError) {
        guard !written.isEmpty, isHistoryServed, !session.isStopping else { return }
        await session.slots.enter()
        let hasWaited = options.lag == .zero ? true : await session.pause(options.lag)
        session.slots.leave()
        if hasWaited { try await look([], until: last, lag: .zero) }
    }

    /// - Parameters:
    ///   - last: the last unit up to which nothing is left to do.
    ///   - lag: what was written so lately is looked at once more.
    private mutating func look(_ ahead: [WatchedCells], until last: Int, lag: Duration) async throws(RunFileError) {
        let now = session.elapsed()
        let reading: Reading
        do throws(AffinityError) {
            reading = try await read(ahead)
        } catch {
            session.stop(error == .cancelled ? .asked : .affinity(error))
            return
        }
        for drift in moved(ahead, reading) { try session.file.skipCells(drift) }
        for late in wentOver(reading) { try await restore(late) }
        guard !session.isStopping else { return }
        written.removeAll { now - $0.at >= lag }
        try session.file.looked(until: last, except: Set(written.map(\.cells.unit)))
    }

    /// The cells of each row that hold something else than the plan saw.
    private func moved(_ ahead: [WatchedCells], _ reading: Reading) -> [RowDrift] {
        var drifts: [Int: RowDrift] = [:]
        for cells in ahead {
            for cell in cells.cells {
                guard case .data(let now) = reading.value(of: cell, session.frame.fields[cell.field], in: cells.holder),
                    let drift = comparison.drift(of: cell, to: now, isSent: cells.isSent)
                else { continue }
                drifts[cells.row, default: RowDrift(row: cells.row, unit: cells.unit)].cells.append(drift)
            }
        }
        return drifts.values.sorted { $0.row < $1.row }
    }

    // MARK: What the run went over

    /// A cell into which somebody put something between the look and the write.
    private struct Late {
        var cells: WatchedCells
        var cell: PlannedCell
        var data: FieldData?
    }

    private func wentOver(_ reading: Reading) -> [Late] {
        written.flatMap { written in
            written.cells.cells.compactMap { cell in
                let value = reading.value(of: cell, session.frame.fields[cell.field], in: written.cells.holder)
                guard case .data(let data) = value, comparison.drift(of: cell, to: data, isSent: true) != nil else { return nil }
                return Late(cells: written.cells, cell: cell, data: data)
            }
        }
    }

    /// Puts back what somebody had put into a cell, if the run's value stands there. Whoever came after the run has seen what it wrote, and
    /// stays as well.
    private func restore(_ late: Late) async throws(RunFileError) {
        guard let (list, id) = late.cells.entry else { return }
        let field = session.frame.fields[late.cell.field]
        do throws(AffinityError) {
            let held = try await session.ask { writer throws(AffinityError) in try await writer.cells(of: id, on: list, [field.id]) }
            guard FieldDataText.isSame(held.first { $0.id == field.id }?.data, late.cell.after) else { return }
            let update = FieldUpdate(id: field.id, type: field.type, data: late.data)
            try await session.ask { writer throws(AffinityError) in try await writer.update(late.cells.holder, [update]) }
        } catch {
            switch error {
            // The entry is gone, or the option; what is there now is what others made of it.
            case .refused: return
            default:
                session.stop(error == .cancelled ? .asked : .affinity(error))
                return
            }
        }
        var drift = RowDrift(row: late.cells.row, unit: late.cells.unit)
        drift.cells = [comparison.restored(late.cell, to: late.data)]
        if let earlier = try session.file.restored(drift, at: session.now()) { session.became(.conflict, from: earlier) }
    }
}
