import Affinity
import Planning
import Synchronization

/// Finds out what became of the writes of a run that have no answer, before the run is taken back. It only looks: what is found is the
/// run's, what is not there by the end of the search lag was never made. Changes of cells need no look: undo sees the cells itself.
struct Reconciler: Sendable {
    let session: Session

    func work() async throws(RunFileError) -> [Reconciliation.Doubt] {
        try await options()
        var doubts: [Reconciliation.Doubt] = []
        for unit in try session.file.unansweredUnits() {
            var progress = UnitProgress()
            for row in try session.file.rows(of: unit) {
                progress.begin(row.planned)
                for step in RowStep.steps(of: row.planned, in: session.frame) {
                    guard !session.isStopping else { return doubts }
                    guard let earlier = row.operation(step) else { continue }
                    guard earlier.isUnanswered, step.isOnce else {
                        progress.took(step, earlier.made)
                        continue
                    }
                    if let doubt = try await reconcile(step, row, earlier, &progress) { doubts.append(doubt) }
                }
            }
        }
        return doubts
    }

    /// - Returns: What keeps it open; nil when it is known now, or the work stops.
    private func reconcile(
        _ step: RowStep, _ row: RowRecord, _ earlier: OperationRecord, _ progress: inout UnitProgress
    ) async throws(RunFileError) -> Reconciliation.Doubt? {
        session.settles(row.planned)
        let worker = StepWorker(session: session, row: row.planned, step: step, done: [], success: nil)
        while true {
            switch try await Settlement(worker: worker, since: worker.unansweredSince(earlier)).settle(&progress) {
            case .found(let made):
                if try worker.claim(made, earlier, &progress) { return nil }
            case .nothing:
                try session.journal.withdraw(earlier, of: row.planned.row)
                return nil
            case .undecided(let problem):
                return Reconciliation.Doubt(row: row.planned.row, label: row.planned.label, reason: problem.reason)
            case .stopped: return nil
            }
        }
    }

    private func options() async throws(RunFileError) {
        let wanted = session.frame.options
        for var record in try session.file.optionOperations() where record.isUnanswered && wanted.indices.contains(record.step) {
            let deadline = (record.doneAt ?? session.startedAt) + session.settings.searchLag.milliseconds
            while !session.isStopping {
                let now = session.now()
                guard let known = try await OptionMaker(session: session).read(wanted[record.step]) else { return }
                if let found = OptionMaker.find(wanted[record.step].text, in: known) {
                    record.state = .done
                    record.result = found.id.rawValue
                    record.doneAt = now
                    record.message = "not answered; found by looking"
                    try session.journal.finish(record, of: RunFile.rowOfOptions, ending: nil)
                    break
                }
                if now >= deadline {
                    try session.journal.withdraw(record, of: RunFile.rowOfOptions)
                    break
                }
                guard await session.pause(min(Settlement.pause, .milliseconds(deadline - now))) else { return }
            }
        }
    }
}

extension OperationRecord {
    /// It was sent, or may have been, and nobody knows what became of it.
    var isUnanswered: Bool { state == .sent || state == .unknown }
}

/// What became of the writes without an answer.
package struct Reconciliation: Sendable {
    /// A write of which nobody can tell.
    package struct Doubt: Sendable, Hashable {
        package var row: Int
        package var label: String
        package var reason: String
    }

    package var doubts: [Doubt] = []
    /// Why it did not come to its end.
    package var stop: StopReason?
}

extension Executor {
    /// Finds out what became of the writes without an answer, and sends none.
    /// - Throws: When the file can't be read at the beginning; later that is a reason to stop.
    package func reconcile() async throws(RunFileError) -> Reconciliation {
        let session = Session(self, frame: try file.frame(), plannedAt: try file.binding().createdAt, outcomes: try file.counts())
        let found = Mutex<[Reconciliation.Doubt]>([])
        await untilStopped {
            do throws(RunFileError) {
                let doubts = try await Reconciler(session: session).work()
                found.withLock { $0 = doubts }
            } catch { session.stop(.runFile(error)) }
        }
        return Reconciliation(doubts: found.withLock { $0 }, stop: session.stopReason)
    }
}
