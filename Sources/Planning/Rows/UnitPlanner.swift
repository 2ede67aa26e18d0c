import Affinity
import PipelineSpec

/// Plans the rows that mean one organization, together: one of them creates it, and each cell is decided once.
struct UnitPlanner: Sendable {
    let bound: BoundPipeline
    let view: AccountView
    /// The folded names of the file, where `when-found` is `update-name`.
    let names: Set<String>
    /// Whether any field adds to what its cell holds.
    private let appends: Bool

    init(bound: BoundPipeline, view: AccountView, names: Set<String>) {
        self.bound = bound
        self.view = view
        self.names = names
        appends = bound.assignments.contains { $0.existing == .append }
    }

    func plan(
        _ drafts: [RowDraft], matches: [MatchResult], nameIsAmbiguous: Bool, warnings: inout WarningCollector
    ) -> [PlannedRow] {
        var drafts = drafts
        var target = OrganizationDecision.decide(
            matches: matches, drafts: drafts, nameIsAmbiguous: nameIsAmbiguous, create: bound.create)
        let found: OrganizationID? = if case .found(let match) = target { match.id } else { nil }
        let cells = UnitCells(bound: bound, view: view, organization: found)
        if appends, cells.refuseOverfull(&drafts) {
            // A new organization is named by the rows that are left.
            target = OrganizationDecision.decide(
                matches: matches, drafts: drafts, nameIsAmbiguous: nameIsAmbiguous, create: bound.create)
        }
        var rows = drafts.map { PlannedRow($0, unit: drafts[0].row) }
        let organizationID: OrganizationID?
        switch target {
        case .rejected(let problem):
            for index in drafts.indices where drafts[index].isActive { rows[index].disposition = .rejected([problem]) }
            return rows
        case .skipped(let reason):
            for index in drafts.indices where drafts[index].isActive { rows[index].disposition = .skipped(reason) }
            return rows
        case .create: organizationID = nil
        case .found(let match): organizationID = match.id
        }
        let active = drafts.indices.filter { drafts[$0].isActive }
        guard let leader = active.first else { return rows }
        if let refusal = refusedAsPresent(organizationID) {
            for index in active { rows[index].disposition = .rejected([refusal]) }
            return rows
        }
        let rename = rename(target, to: active.lazy.compactMap { drafts[$0].keys.name }.first, row: drafts[leader].row, warnings: &warnings)
        for index in active {
            rows[index].organization = organization(target, for: drafts[index], own: matches[index], isLeader: index == leader)
            // Written once; rows of one organization that call it differently do not fight over it.
            if index == leader { rows[index].organization?.rename = rename }
            rows[index].entries = entries(of: organizationID, isLeader: index == leader, row: drafts[index].row, warnings: &warnings)
        }
        cells.plan(drafts, active, into: &rows, warnings: &warnings)
        if active.count > 1 {
            let name = rows[leader].label
            for index in active {
                warnings.add("W403", "\(active.count) rows mean one organization: \(name)", row: drafts[index].row)
            }
        }
        return rows
    }

    private func organization(
        _ target: OrganizationDecision, for draft: RowDraft, own: MatchResult, isLeader: Bool
    ) -> PlannedOrganization {
        switch target {
        case .create(let name, let domain, let nearby):
            return PlannedOrganization(action: isLeader ? .create : .same, name: name, domain: domain, evidence: nearby)
        case .found(let match):
            let mine = if case .found(let own) = own { own } else { match }
            let isOwn = if case .found = own { true } else { isLeader }
            return PlannedOrganization(
                action: isOwn ? .match : .same, name: match.name, domain: draft.keys.domain, id: match.id,
                by: isOwn ? mine.by.rawValue : nil, evidence: mine.evidence)
        case .rejected, .skipped:
            return PlannedOrganization(action: .same, name: draft.keys.label)
        }
    }

    private func rename(
        _ target: OrganizationDecision, to name: String?, row: Int, warnings: inout WarningCollector
    ) -> String? {
        guard bound.create.whenFound == .updateName, case .found(let match) = target, let name, name != match.name else { return nil }
        if match.isGlobal {
            warnings.add("W406", "companies of Affinity's shared directory keep their names", row: row)
            return nil
        }
        // A row that asks for the old name would find nobody the next time.
        let old = NameKey.fold(match.name)
        if old != NameKey.fold(name), names.contains(old) {
            warnings.add("W407", "some names are kept, since the file has a row of the old name too", row: row)
            return nil
        }
        return name
    }

    private func entries(
        of organization: OrganizationID?, isLeader: Bool, row: Int, warnings: inout WarningCollector
    ) -> [PlannedEntry] {
        bound.lists.map { target in
            let held = organization.map { view.entries(of: $0, on: target.list.id) } ?? []
            if target.whenPresent == .addAgain { return PlannedEntry(list: target.list.id, action: .add) }
            if held.count > 1 {
                warnings.add(
                    "W404", "some organizations stand more than once on \(target.list.name): the oldest entry is taken", row: row)
            }
            if let entry = held.first {
                return PlannedEntry(list: target.list.id, action: .present, id: entry.id, since: entry.since)
            }
            return PlannedEntry(list: target.list.id, action: isLeader ? .add : .same)
        }
    }

    private func refusedAsPresent(_ organization: OrganizationID?) -> RowProblem? {
        guard let organization else { return nil }
        for target in bound.lists where target.whenPresent == .reject {
            guard let entry = view.entries(of: organization, on: target.list.id).first else { continue }
            return RowProblem(
                step: "add-to-list", code: "V203",
                reason:
                    "the organization is on \(target.list.name) already (list entry \(entry.id)), and the pipeline says when-present: reject",
                hint: "remove the row, or say when-present: keep")
        }
        return nil
    }
}

extension PlannedRow {
    /// A draft with nothing planned yet: what stands in the row alone decides whether it is rejected or skipped.
    fileprivate init(_ draft: RowDraft, unit: Int) {
        let disposition: Disposition
        if case .skipped(let reason) = draft.keys.standing {
            disposition = .skipped(reason)
        } else {
            disposition = draft.problems.isEmpty ? .planned : .rejected(draft.problems)
        }
        self.init(row: draft.row, line: draft.line, label: draft.keys.label, unit: unit, source: draft.source, disposition: disposition)
    }
}
