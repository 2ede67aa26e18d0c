import Affinity
import Planning
import Synchronization

/// Finds out what became of the writes of a run that have no answer, before the run is taken back. It only looks: what is found is the
/// run's, what is not there by the end of the search lag was never made. Changes of cells need no look: undo sees the cells itself.
struct Reconciler: Sendable {
    let session: Session

    func work() async throws(RunFileError) -> [Reconciliation.Unresolved] {
        try await options()
        var unresolved: [Reconciliation.Unresolved] = []
        for unit in try session.file.unansweredUnits() {
            var progress = UnitProgress()
            for row in try session.file.rows(of: unit) {
                progress.begin(row.planned)
                for step in RowStep.steps(of: row.planned, in: session.frame) {
                    guard !session.isStopping else { return unresolved }
                    guard let earlier = row.operation(step) else { continue }
                    guard earlier.isUnanswered, step.isOnce else {
                        progress.record(step, earlier.made)
                        continue
                    }
                    if let write = try await reconcile(step, row, earlier, &progress) { unresolved.append(write) }
                }
            }
        }
        return unresolved
    }

    /// - Returns: What keeps it open; nil when it is known now, or the work stops.
    private func reconcile(
        _ step: RowStep, _ row: RowRecord, _ earlier: OperationRecord, _ progress: inout UnitProgress
    ) async throws(RunFileError) -> Reconciliation.Unresolved? {
        var write = StepWrite(
            session: session, row: row.planned, step: step, number: earlier.step, done: [], success: nil, progress: progress)
        let ending = try await WriteRunner(session: session, row: row.planned.row, onlyLooks: true).run(&write, after: earlier)
        progress = write.progress
        guard case .finished(let outcome) = ending else { return nil }
        let reason: String
        switch outcome {
        case .done, .adopted, .refused, .gone, .kept:
            progress.record(step, outcome.made)
            return nil
        case .ambiguous(let candidates): reason = write.problem(candidates).reason
        case .undecided(let refusal): reason = write.lookupProblem(refusal).reason
        }
        return Reconciliation.Unresolved(row: row.planned.row, label: row.planned.label, reason: reason)
    }

    private func options() async throws(RunFileError) {
        let wanted = session.frame.options
        for earlier in try session.file.optionOperations() where earlier.isUnanswered && wanted.indices.contains(earlier.step) {
            guard !session.isStopping else { return }
            var write = OptionWrite(session: session, option: wanted[earlier.step], number: earlier.step, known: [])
            _ = try await WriteRunner(session: session, row: RunFile.rowOfOptions, onlyLooks: true).run(&write, after: earlier)
        }
    }
}

extension OperationRecord {
    /// It was sent, or may have been, and nobody knows what became of it.
    var isUnanswered: Bool { state == .sent || state == .unknown || state == .inUse }
}

/// What became of the writes without an answer.
package struct Reconciliation: Sendable {
    /// A write of which nobody can tell.
    package struct Unresolved: Sendable, Hashable {
        package var row: Int
        package var label: String
        package var reason: String
    }

    package var unresolved: [Unresolved] = []
    /// Why it did not come to its end.
    package var stop: StopReason?
}

extension Executor {
    /// Finds out what became of the writes without an answer, and sends none.
    /// - Throws: When the file can't be read at the beginning; later that is a reason to stop.
    package func reconcile() async throws(RunFileError) -> Reconciliation {
        let session = Session(self, frame: try file.frame(), outcomes: try file.counts())
        let found = Mutex<[Reconciliation.Unresolved]>([])
        await untilStopped(session) {
            // Looks leave their place while they wait.
            await session.slots.enter()
            do throws(RunFileError) {
                let unresolved = try await Reconciler(session: session).work()
                found.withLock { $0 = unresolved }
            } catch { session.stop(.runFile(error)) }
            session.slots.leave()
        }
        return Reconciliation(unresolved: found.withLock { $0 }, stop: session.stopReason)
    }
}
