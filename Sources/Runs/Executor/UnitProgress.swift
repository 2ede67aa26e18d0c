import Affinity
import Planning

/// What the rows of a unit share while they are worked: the organization, its entries, and what went wrong with them.
struct UnitProgress: Sendable {
    struct Failure: Sendable, Hashable {
        var row: Int
        var reason: String
    }

    private(set) var organization: OrganizationID?
    private(set) var entries: [ListID: ListEntryID] = [:]
    private(set) var organizationFailure: Failure?
    private(set) var entryFailures: [ListID: Failure] = [:]
    /// Made a moment ago: v2 may not see it yet (v2 sheet §6.8).
    private(set) var hasNewRecords = false

    /// Takes over what the plan knows of the row.
    mutating func begin(_ row: PlannedRow) {
        if let id = row.organization?.id { organization = id }
        for entry in row.entries {
            if let id = entry.id, entry.action != .add { entries[entry.list] = id }
        }
    }

    /// Takes over what a write made.
    mutating func took(_ step: RowStep, result: Int64?) {
        guard let result else { return }
        switch step.kind {
        case .createOrganization: organization = OrganizationID(result)
        case .addEntry(let list): entries[list] = ListEntryID(result)
        case .renameOrganization, .updateEntry, .updateOrganization: return
        }
        hasNewRecords = true
    }

    mutating func merged(into id: OrganizationID) { organization = id }

    /// Takes over that the row made nothing for the rows after it.
    mutating func failed(_ row: RowRecord, _ problems: [RowProblem]) {
        let failure = Failure(row: row.planned.row, reason: problems.first?.reason ?? "it was \(row.outcome.rawValue)")
        if organization == nil, row.planned.organization != nil, organizationFailure == nil { organizationFailure = failure }
        for entry in row.planned.entries where entry.action == .add && entries[entry.list] == nil { entryFailures[entry.list] = failure }
    }
}
