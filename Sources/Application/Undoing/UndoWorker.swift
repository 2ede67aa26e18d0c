import Affinity
import PipelineSpec
import Planning
import Runs
import Snapshot

/// Looks whether somebody else has built on a write of a run since, and takes it back. What is done or gone is Affinity's own answer to the
/// write: a look may be older than it says.
struct UndoWorker: UndoTarget {
    let client: AffinityClient
    let frame: PlanFrame
    let use: RecordUse
    /// The options that stay, and why.
    let heldOptions: [DropdownOptionID: String]

    func look(_ step: UndoStep, _ written: WrittenCells) async throws -> UndoFinding {
        let reason: String?
        switch step.kind {
        case .restoreCells(let holder, let cells): return try await look(at: cells, of: holder)
        case .rename(let kind, let id, let old, let new): reason = try await lookAtName(of: kind, id, old, new)
        case .removeEntry(let list, let id): reason = try await use.ofEntry(id, on: list, written)
        case .deleteRecord(let kind, let id): reason = try await use.reason(kind, id, written)
        case .removeOption(_, _, let id): reason = heldOptions[id]
        case .deleteNote(let id, _):
            reason = try await client.send(AffinityAPI.note(id)).isEdited ? "somebody has changed the note (\(id))" : nil
        case .deletedWithRecord: reason = nil
        case .stays(let why): reason = why
        }
        return reason.map { .kept($0) } ?? .free
    }

    func takeBack(_ kind: UndoStep.Kind) async throws(AffinityError) {
        switch kind {
        case .deleteNote(let id, _): try await client.send(AffinityAPI.deleteNote(id))
        // As few as one write of the run set, so they fit into one again.
        case .restoreCells(let holder, let cells):
            let updates = cells.map { FieldUpdate(id: frame.fields[$0.field].id, type: frame.fields[$0.field].type, data: $0.before) }
            try await AffinityRecordWriter(client).update(holder, updates)
        case .rename(let kind, let id, let old, _): try await AffinityRecordWriter(client).rename(kind, id, to: old)
        case .removeEntry(let list, let id): try await client.send(AffinityAPI.deleteListEntry(list, id))
        case .deleteRecord(.organization, let id): try await client.send(AffinityAPI.deleteOrganization(OrganizationID(id)))
        case .deleteRecord(.person, let id): try await client.send(AffinityAPI.deletePerson(PersonID(id)))
        case .deleteRecord(.opportunity, let id): try await client.send(AffinityAPI.deleteOpportunity(OpportunityID(id)))
        case .removeOption(let list, let field, let id):
            try await client.send(AffinityAPI.deleteDropdownOption(list: list, field: field, id))
        case .deletedWithRecord, .stays: break
        }
    }

    /// Cells that hold what they held before are written as well: they may have been read from a moment before the run.
    private func look(at cells: [PlannedCell], of holder: CellHolder) async throws -> UndoFinding {
        guard let held = try await values(of: holder, cells.map { frame.fields[$0.field].id }) else {
            return .kept("what its cells hold cannot be read")
        }
        var free: [PlannedCell] = []
        var moved: [String] = []
        for cell in cells {
            let field = frame.fields[cell.field]
            let now = held[field.id]
            if FieldDataText.isSame(now, cell.after) || FieldDataText.isSame(now, cell.before) {
                free.append(cell)
            } else {
                moved.append(try reason(field, holder, now))
            }
        }
        guard !moved.isEmpty else { return .free }
        let why = moved.joined(separator: ", ")
        return free.isEmpty ? .kept(why) : .partly(free, kept: why)
    }

    private func reason(_ field: PlannedField, _ holder: CellHolder, _ now: FieldData?) throws -> String {
        if let now, let setter = try use.later.setter(of: field.id, in: holder, now) {
            return RecordUse.laterRun(setter, "set \(field.name) (\(FieldDataText.text(now)))")
        }
        return "\(field.name) holds \(now.map { FieldDataText.text($0) } ?? "nothing") now"
    }

    /// - Returns: Nil where v1 knows the record and v2 does not show it.
    private func values(of holder: CellHolder, _ fieldIDs: [FieldID]) async throws -> [FieldID: FieldData]? {
        let cells = TruncatedCells(client, fieldIDs: fieldIDs)
        let fields: [FieldValue]
        switch holder {
        case .entry(let list, let id):
            let entry = try await client.send(AffinityAPI.listEntry(list, id, fieldIDs: fieldIDs))
            fields = try await cells.complete(entry.fields, of: entry.id, on: list)
        case .record(.person, let id):
            guard let person = try await client.all(AffinityAPI.persons(ids: [PersonID(id)], fieldIDs: fieldIDs)).first else {
                _ = try await client.send(AffinityAPI.personDetails(PersonID(id)))
                return nil
            }
            fields = try await cells.complete(person.fields, of: PersonID(id))
        case .record(_, let id):
            guard let organization = try await client.all(AffinityAPI.organizations(ids: [OrganizationID(id)], fieldIDs: fieldIDs)).first
            else {
                _ = try await client.send(AffinityAPI.organization(OrganizationID(id)))
                return nil
            }
            fields = try await cells.complete(organization.fields, of: OrganizationID(id))
        }
        var values: [FieldID: FieldData] = [:]
        for field in fields { values[field.id] = field.data }
        return values
    }

    private func lookAtName(of kind: RecordKind, _ id: RecordID, _ old: String, _ new: String) async throws -> String? {
        let name =
            switch kind {
            case .organization: try await client.send(AffinityAPI.organization(OrganizationID(id))).organization.name
            case .person: try await client.send(AffinityAPI.personDetails(PersonID(id))).person.fullName
            case .opportunity: try await client.send(AffinityAPI.opportunity(OpportunityID(id))).name
            }
        return name == new || name == old ? nil : "it is called \(name) now"
    }
}
