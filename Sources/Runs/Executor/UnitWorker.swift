import Affinity
import Planning

/// Works the rows of one unit in their order.
struct UnitWorker: Sendable {
    let session: Session

    func work(_ unit: Int) async throws(RunFileError) {
        var progress = UnitProgress()
        for row in try session.file.rows(of: unit) {
            progress.begin(row.planned)
            if row.outcome == .pending {
                guard !session.isStopping else { return }
                guard let ending = try await work(row, &progress) else { return }
                session.ended(row.planned.row, ending.outcome)
                if !ending.problems.isEmpty { progress.failed(row, ending.problems) }
            } else {
                for step in RowStep.steps(of: row.planned, in: session.frame) {
                    progress.took(step, result: row.operation(step)?.madeID)
                }
                if row.outcome == .rejected || row.outcome == .conflict { progress.failed(row, row.problems) }
            }
        }
    }

    /// - Returns: Nil when the run stops before the row has its outcome.
    private func work(_ row: RowRecord, _ progress: inout UnitProgress) async throws(RunFileError) -> RowEnding? {
        if let failure = progress.missing(for: row.planned) {
            let ending = RowEnding(outcome: .rejected, problems: [failure], at: session.now())
            try session.journal.finish(row: row.planned.row, ending)
            return ending
        }
        let steps = RowStep.steps(of: row.planned, in: session.frame)
        var done: [RowStep] = []
        for step in steps {
            let earlier = row.operation(step)
            if let earlier, earlier.state == .done {
                progress.took(step, result: earlier.madeID)
                done.append(step)
                continue
            }
            guard !session.isStopping else { return nil }
            let success = step == steps.last ? ending(row, done + [step]) : nil
            let worker = StepWorker(session: session, row: row.planned, step: step, done: done, success: success)
            switch try await worker.work(after: earlier, &progress) {
            case .done: done.append(step)
            case .ended(let ending): return ending
            case .stopped: return nil
            }
        }
        // Nothing to write, or killed between the last write and the row's outcome.
        let ending = ending(row, done)
        try session.journal.finish(row: row.planned.row, ending)
        return ending
    }

    private func ending(_ row: RowRecord, _ done: [RowStep]) -> RowEnding {
        // Cells that had moved were left out; why, the file knows already.
        if !row.problems.isEmpty { return RowEnding(outcome: .conflict, at: session.now()) }
        let created = done.contains { if case .createOrganization = $0.kind { true } else { false } }
        return RowEnding(outcome: created ? .created : done.isEmpty ? .unchanged : .changed, at: session.now())
    }
}

extension RowRecord {
    func operation(_ step: RowStep) -> OperationRecord? { operations.first { $0.step == step.number } }
}

extension OperationRecord {
    /// The id of what the write made, if it did.
    var madeID: Int64? { state == .done ? result : nil }
}

extension UnitProgress {
    /// Why the row can't be worked: what it leans on was not made.
    func missing(for row: PlannedRow) -> RowProblem? {
        if row.organization?.action == .same, organization == nil {
            let reason =
                organizationFailure.map { "row \($0.row), which was to make or find this organization, was refused: \($0.reason)" }
                ?? "no earlier row made or found this organization"
            return RowProblem(
                step: "create-organizations", code: "A001", reason: reason, hint: "put the other row right and import both again")
        }
        for entry in row.entries where entry.action == .same && entries[entry.list] == nil {
            let reason =
                entryFailures[entry.list].map { "row \($0.row), which was to add the list entry, was refused: \($0.reason)" }
                ?? "no earlier row added the list entry"
            return RowProblem(step: "add-to-list", code: "A002", reason: reason, hint: "put the other row right and import both again")
        }
        return nil
    }
}
