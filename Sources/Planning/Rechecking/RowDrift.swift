package import Affinity
import PipelineSpec

/// How Affinity has moved away from what a plan saw of one row.
package struct RowDrift: Sendable, Hashable, Codable {
    /// A cell that the plan writes and that no longer holds what the plan saw, or that can't be written.
    package struct Cell: Sendable, Hashable, Codable {
        /// Index into `PlanFrame.fields`.
        package var field: Int
        package var why: Why
        package var problem: RowProblem

        package init(field: Int, _ why: Why, problem: RowProblem) {
            self.field = field
            self.why = why
            self.problem = problem
        }

        package var isAsPlanned: Bool { why == .isAsPlanned }

        /// Why it is not written after all. By these numbers run files have it.
        package enum Why: Int, Sendable, Codable {
            /// Somebody set what the plan would have set: there is nothing left to write, and nothing to complain about.
            case isAsPlanned
            /// It holds something else.
            case hasMoved
            /// Affinity does not take what was planned.
            case isRefused

            /// In the place of the policy that decided.
            package var policy: DecidingPolicy {
                switch self {
                case .isAsPlanned: .setSince
                case .hasMoved: .changedSince
                case .isRefused: .refused
                }
            }
        }
    }

    package var row: Int
    package var unit: Int
    /// The row as a whole cannot be written any more: it means another record, or the record has another place.
    package var problem: RowProblem?
    package var cells: [Cell] = []

    package init(row: Int, unit: Int) {
        self.row = row
        self.unit = unit
    }

    package var isNothing: Bool { problem == nil && cells.isEmpty }
}

/// Compares a plan with one that was made later from the same files: what differs is what Affinity did meanwhile.
package struct PlanComparison: Sendable {
    private let frame: PlanFrame

    package init(frame: PlanFrame) {
        self.frame = frame
    }

    /// - Parameters:
    ///   - then: The row as it was planned.
    ///   - now: The same row planned again; nil when it is missing there.
    ///   - sent: The fields whose write left and was not answered: what was planned for them is not news.
    package func drift(from then: PlannedRow, to now: PlannedRow?, sent: Set<Int> = []) -> RowDrift {
        var drift = RowDrift(row: then.row, unit: then.unit)
        guard let now else { return drift }
        drift.problem = refusal(then, now) ?? otherRecord(then, now) ?? otherEntry(then, now)
        if drift.problem == nil { drift.cells = cells(then, now, sent) }
        return drift
    }

    private func refusal(_ then: PlannedRow, _ now: PlannedRow) -> RowProblem? {
        switch now.disposition {
        case .planned: return nil
        case .rejected(let problems):
            guard var problem = problems.first else { return nil }
            problem.reason = "since the plan: \(problem.reason)"
            return problem
        case .skipped(let reason):
            return conflict(frame.step(of: 0), PlanningCode.C604, "the row would now be skipped: \(reason)")
        }
    }

    private func otherRecord(_ then: PlannedRow, _ now: PlannedRow) -> RowProblem? {
        for planned in then.records {
            guard let found = now.record(planned.index) else { continue }
            if planned.action == found.action, planned.id == found.id { continue }
            let kind = planned.kind.rawValue
            let by = found.by.map { ", found by its \($0)" } ?? ""
            let reason =
                switch (planned.action, found.id) {
                case (.create, let id?): "\(planned.name) is in Affinity now (\(kind) \(id)\(by)); the plan was to create it"
                case (.match, let id?): "the row means \(kind) \(id) now\(by); the plan took \(name(planned))"
                case (.match, nil): "\(name(planned)) is no longer found; the plan was to use it"
                default: "the row belongs to another \(kind) now"
                }
            return conflict(frame.step(of: planned.index), PlanningCode.C601, reason)
        }
        return nil
    }

    private func name(_ record: PlannedRecord) -> String {
        record.id.map { "\(record.kind.rawValue) \($0)" } ?? record.name
    }

    private func otherEntry(_ then: PlannedRow, _ now: PlannedRow) -> RowProblem? {
        for planned in then.entries {
            guard let found = now.entries.first(where: { $0.list == planned.list && $0.record == planned.record }) else { continue }
            if planned.action == found.action, planned.id == found.id { continue }
            let list = frame.lists.first { $0.id == planned.list }?.name ?? "list \(planned.list)"
            let reason =
                switch (planned.action, found.id) {
                case (.add, let id?): "it is on \(list) now (list entry \(id)); the plan was to add it"
                case (.present, nil): "its entry on \(list) (\(planned.id.map(\.description) ?? "")) is gone"
                case (.present, let id?): "its entry on \(list) is \(id) now; the plan saw \(planned.id.map(\.description) ?? "another")"
                default: "its place on \(list) has changed"
                }
            return conflict(.addToList, PlanningCode.C602, reason)
        }
        return nil
    }

    private func cells(_ then: PlannedRow, _ now: PlannedRow, _ sent: Set<Int>) -> [RowDrift.Cell] {
        then.cells.filter(\.isWrite).compactMap { planned in
            guard let found = now.cells.first(where: { $0.field == planned.field }) else { return nil }
            return drift(of: planned, to: found.before, isSent: sent.contains(planned.field))
        }
    }

    /// - Parameters:
    ///   - now: What the cell holds.
    ///   - isSent: Its write left and was not answered.
    /// - Returns: Nil where it holds what the plan saw.
    package func drift(of planned: PlannedCell, to now: FieldData?, isSent: Bool) -> RowDrift.Cell? {
        if now == planned.before || now?.means(planned.before) == true { return nil }
        // The run's own doing. It is written once more, and the row ends as changed, with what the cell held before.
        if isSent, FieldDataText.isSame(now, planned.after) { return nil }
        let field = frame.fields[planned.field].name
        let reason =
            "\(field) has changed in Affinity since the plan: \(text(planned.after)) was planned, it held \(text(planned.before)) then "
            + "and holds \(text(now)) now"
        return RowDrift.Cell(
            field: planned.field, isAsPlanned(now, planned.after) ? .isAsPlanned : .hasMoved,
            problem: RowProblem(step: .setFields, field: field, code: PlanningCode.C603, reason: reason, hint: Self.hint))
    }

    /// Of a cell into which somebody put something just before the run wrote it, and which holds that again.
    package func restored(_ planned: PlannedCell, to now: FieldData?) -> RowDrift.Cell {
        let field = frame.fields[planned.field].name
        let reason =
            "\(field) was changed in Affinity while the run was at this row: \(text(planned.after)) was planned, it held "
            + "\(text(planned.before)) at the plan and holds \(text(now)) again"
        return RowDrift.Cell(
            field: planned.field, .hasMoved,
            problem: RowProblem(step: .setFields, field: field, code: PlanningCode.C603, reason: reason, hint: Self.hint))
    }

    /// An option that the run is to make has no id in the plan: somebody's of the same text is the one.
    private func isAsPlanned(_ now: FieldData?, _ planned: FieldData?) -> Bool {
        if let planned, !planned.newOptions.isEmpty { return FieldDataText.isSame(now, planned) }
        return now == planned
    }

    private func text(_ data: FieldData?) -> String { data.map { "\"\(FieldDataText.text($0))\"" } ?? "nothing" }

    private func conflict(_ step: StepName, _ code: PlanningCode, _ reason: String) -> RowProblem {
        RowProblem(step: step, code: code, reason: reason, hint: Self.hint)
    }

    private static let hint = "plan again: the new plan starts from what is there now"
}
