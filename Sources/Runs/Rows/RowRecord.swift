package import Affinity
package import Planning

/// A row of a run: what was planned and what became of it.
package struct RowRecord: Sendable, Equatable {
    package var planned: PlannedRow
    package var outcome: RowOutcome
    /// Why it was refused, by the plan or by Affinity.
    package var problems: [RowProblem]
    /// The writes that were begun, in their order.
    package var operations: [OperationRecord]
    /// What the rows before it in its unit found or made, for a row that leans on them.
    var shared = Shared()

    struct Shared: Sendable, Equatable {
        var organization: OrganizationID?
        var entries: [ListID: ListEntryID] = [:]
    }

    package init(planned: PlannedRow, outcome: RowOutcome, problems: [RowProblem] = [], operations: [OperationRecord] = []) {
        self.planned = planned
        self.outcome = outcome
        self.problems = problems
        self.operations = operations
    }

    /// The organization that the row is about, as far as it was found or made by now.
    package var organization: OrganizationID? {
        planned.organization?.id ?? made(.createOrganization, list: nil).map { OrganizationID($0) } ?? shared.organization
    }

    /// Its entry on a list of the plan, as far as it was there or was added by now.
    package func entry(on list: ListID) -> ListEntryID? {
        made(.addEntry, list: list).map { ListEntryID($0) } ?? planned.entries.last { $0.list == list && $0.action != .add }?.id
            ?? shared.entries[list]
    }

    /// The reasons for a person: of a refusal, else why the row was skipped.
    package var reasons: [String] {
        if case .skipped(let reason) = planned.disposition { return [reason] }
        return problems.map(\.reason)
    }

    private func made(_ kind: OperationRecord.Kind, list: ListID?) -> Int64? {
        operations.last { $0.kind == kind && $0.list == list && $0.state == .done }?.result
    }
}
