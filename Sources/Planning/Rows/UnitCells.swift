import Affinity
import PipelineSpec

/// Decides the cells of a unit of one stage. Where its rows disagree, one row decides, so that a second import finds nothing to do:
/// with `overwrite` the last that says something, with `fill` and `keep` the first, with `append` all of them together.
struct UnitCells {
    private let planner: UnitPlanner
    /// Nil when the record is yet to be made.
    let record: RecordID?
    /// For each list of the stage the entry that holds the cells; nil where it is yet to be made.
    private let entries: [StageView.HeldEntry?]
    /// The entry that each row names itself (`find` by list entry); empty where rows name records.
    let ownEntries: [ListEntryID?]

    init(_ planner: UnitPlanner, record: RecordID?, ownEntries: [ListEntryID?]) {
        self.planner = planner
        self.record = record
        self.ownEntries = ownEntries
        entries = planner.stage.lists.map { target in
            guard let record, target.whenPresent != .addAgain else { return nil }
            return planner.view.entries(of: record, on: target.list.id).first
        }
    }

    /// Refuses the rows that together would append more values to a cell than it takes.
    ///
    /// - Returns: whether there are any.
    func refuseOverfull(_ drafts: inout [RowDraft]) -> Bool {
        var refused = false
        for index in planner.stage.assignments {
            let assignment = planner.bound.assignments[index]
            guard assignment.existing == .append, !hasOwnEntries(assignment) else { continue }
            let stating = drafts.indices.filter { drafts[$0].isActive && drafts[$0].desired[index].statesValue }
            let held = held(by: assignment, row: 0).value
            var union = held
            for draft in stating {
                if let data = drafts[draft].desired[index].wanted(over: union) { union = data.appended(to: union) ?? union }
            }
            guard let count = union?.count, count > ValueConversion.mostValues, union != held else { continue }
            refused = true
            for draft in stating {
                drafts[draft].problems.append(
                    RowProblem(
                        step: .setFields, field: assignment.name, code: PlanningCode.V391,
                        reason: "the cell would hold \(count) values, and a cell of Affinity takes \(ValueConversion.mostValues) at most",
                        hint: "say existing: overwrite, or remove values"))
            }
        }
        return refused
    }

    /// Every row makes or names an entry of its own.
    private func hasOwnEntries(_ assignment: BoundAssignment) -> Bool {
        guard let entry = assignment.entry else { return false }
        return planner.stage.lists[entry].whenPresent == .addAgain || (!ownEntries.isEmpty && entry == 0)
    }

    /// Gives each row its cells.
    ///
    /// - Parameters:
    ///   - active: The drafts that count, at least one.
    ///   - rows: One for each draft.
    func plan(_ drafts: [RowDraft], _ active: [Int], into rows: inout [StageRow], warnings: inout WarningCollector) {
        for row in active { rows[row].cells.reserveCapacity(planner.stage.assignments.count) }
        for index in planner.stage.assignments {
            let assignment = planner.bound.assignments[index]
            if active.count == 1 {
                if let cell = decide(assignment, drafts[active[0]].desired[index], row: active[0]) { rows[active[0]].cells.append(cell) }
                continue
            }
            for group in hasOwnEntries(assignment) ? groups(active) : [active] {
                decideTogether(assignment, drafts, group, index, into: &rows, warnings: &warnings)
            }
        }
    }

    /// Rows of one entry; each row alone where it makes its own.
    private func groups(_ active: [Int]) -> [[Int]] {
        guard !ownEntries.isEmpty else { return active.map { [$0] } }
        var groups: [[Int]] = []
        for row in active {
            if let known = groups.firstIndex(where: { ownEntries[$0[0]] == ownEntries[row] }) {
                groups[known].append(row)
            } else {
                groups.append([row])
            }
        }
        return groups
    }

    private func decideTogether(
        _ assignment: BoundAssignment, _ drafts: [RowDraft], _ active: [Int], _ index: Int, into rows: inout [StageRow],
        warnings: inout WarningCollector
    ) {
        let stating = active.filter { drafts[$0].desired[index].statesValue }
        guard stating.count > 1 else {
            let deciding = stating.first ?? active[0]
            if let cell = decide(assignment, drafts[deciding].desired[index], row: deciding) { rows[deciding].cells.append(cell) }
            return
        }
        let (winner, desired) = resolve(stating.map { ($0, drafts[$0].desired[index]) }, existing: assignment.existing)
        guard let decided = decide(assignment, desired, row: winner) else { return }
        rows[winner].cells.append(decided)
        for other in stating where other != winner {
            var cell = decided
            // Written once, by the winner: here the cell holds what it shall hold, or another row's word counts.
            let agrees = drafts[other].desired[index].agrees(with: desired)
            cell.action = agrees && decided.action != .kept ? .unchanged : .kept
            cell.before = decided.after
            cell.policy = .row(drafts[winner].row, of: planner.stage.kind)
            rows[other].cells.append(cell)
            if !agrees, assignment.existing != .append {
                warnings.add(
                    .W405,
                    "\(assignment.name): rows of one \(planner.stage.kind.rawValue) disagree, and row \(drafts[winner].row) counts",
                    row: drafts[other].row)
            }
        }
    }

    private func resolve(_ stating: [(Int, DesiredCell)], existing: Assignment.Existing) -> (Int, DesiredCell) {
        switch existing {
        case .overwrite:
            let last = merged(stating.reversed())
            // The first row that says the same writes it.
            return ((stating.first { $0.1 == last } ?? stating[stating.count - 1]).0, last)
        case .fill, .keep: return (stating[0].0, merged(stating))
        case .append:
            var union: FieldData?
            var places: [LocationEdit] = []
            for (_, desired) in stating {
                if case .value(let data) = desired { union = data.appended(to: union) ?? union }
                if case .places(let edits) = desired { places += edits.filter { !places.contains($0) } }
            }
            if !places.isEmpty { return (stating[0].0, .places(places)) }
            return (stating[0].0, union.map(DesiredCell.value) ?? stating[0].1)
        }
    }

    /// What the first of the rows says; of a location also the parts that only the others state.
    private func merged(_ stating: [(Int, DesiredCell)]) -> DesiredCell {
        var edits: [LocationEdit] = []
        for case (_, .location(let edit)) in stating { edits.append(edit) }
        guard edits.count == stating.count else { return stating[0].1 }
        return .location(edits.dropFirst().reduce(edits[0]) { $0.completed(by: $1) })
    }

    private func decide(_ assignment: BoundAssignment, _ desired: DesiredCell, row: Int) -> PlannedCell? {
        let held = held(by: assignment, row: row)
        guard let decision = assignment.policy.decide(desired, held: held) else { return nil }
        return PlannedCell(
            field: assignment.field, action: decision.action, before: held.value, after: decision.after, policy: decision.policy)
    }

    private func held(by assignment: BoundAssignment, row: Int) -> HeldCell {
        guard let record else { return assignment.newCell }
        guard let index = assignment.entry else {
            return HeldCell(value: planner.view.values[record]?[planner.bound.fields[assignment.field].id])
        }
        guard let entry = entry(index, row: row) else { return assignment.newCell }
        return HeldCell(value: entry.values[planner.bound.fields[assignment.field].id])
    }

    private func entry(_ list: Int, row: Int) -> StageView.HeldEntry? {
        guard !ownEntries.isEmpty, list == 0, let record, let own = ownEntries[row] else { return entries[list] }
        return planner.view.entries(of: record, on: planner.stage.lists[list].list.id).first { $0.id == own }
    }
}
