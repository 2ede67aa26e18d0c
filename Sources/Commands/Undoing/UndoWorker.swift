import Affinity
import PipelineSpec
import Planning
import Runs
import Snapshot

/// Takes back one write of a run: looks first whether somebody else has built on it since, then writes. What is done or gone is Affinity's
/// own answer to the write: a look may be older than it says.
struct UndoWorker: Sendable {
    enum Outcome: Sendable, Equatable {
        case undone
        /// Somebody was quicker.
        case gone
        /// It goes with what is taken back after it.
        case nothing
        /// It stays, since somebody has used or changed it.
        case kept(String)
    }

    let client: AffinityClient
    let frame: PlanFrame
    let use: RecordUse

    func undo(_ step: UndoStep, _ written: WrittenCells) async throws -> Outcome {
        do {
            switch step.kind {
            case .deleteNote(let id, _): try await client.send(AffinityAPI.deleteNote(id))
            case .restoreCells(let holder, let cells): return try await restore(cells, of: holder)
            case .rename(let kind, let id, let old, let new): return try await rename(kind, id, to: old, from: new)
            case .removeEntry(let list, let id):
                if let reason = try await look({ try await use.ofEntry(id, on: list, written) }) { return .kept(reason) }
                try await client.send(AffinityAPI.deleteListEntry(list, id))
            case .deleteRecord(let kind, let id):
                if let reason = try await look({ try await use.of(kind, id, written) }) { return .kept(reason) }
                switch kind {
                case .organization: try await client.send(AffinityAPI.deleteOrganization(OrganizationID(id)))
                case .person: try await client.send(AffinityAPI.deletePerson(PersonID(id)))
                case .opportunity: try await client.send(AffinityAPI.deleteOpportunity(OpportunityID(id)))
                }
            case .goesAlong: return .nothing
            case .stays(let reason): return .kept(reason)
            }
            return .undone
        } catch let error as AffinityError {
            guard case .refused(let refusal) = error else { throw error }
            return refusal.isGone ? .gone : .kept("Affinity refused: \(refusal.text)")
        }
    }

    /// What a look finds to be gone is nobody's any more; whether it is gone, the answer to the write says.
    private func look(_ body: () async throws -> String?) async throws -> String? {
        do {
            return try await body()
        } catch let error as AffinityError {
            guard case .refused(let refusal) = error, refusal.isGone else { throw error }
            return nil
        }
    }

    /// Cells that hold what they held before are written as well: they may have been read from a moment before the run.
    private func restore(_ cells: [PlannedCell], of holder: CellHolder) async throws -> Outcome {
        guard let held = try await values(of: holder, cells.map { frame.fields[$0.field].id }) else {
            return .kept("what its cells hold cannot be read")
        }
        var updates: [FieldUpdate] = []
        var moved: [String] = []
        for cell in cells {
            let field = frame.fields[cell.field]
            let now = held[field.id]
            if FieldDataText.isSame(now, cell.after) || FieldDataText.isSame(now, cell.before) {
                updates.append(FieldUpdate(id: field.id, type: field.type, data: cell.before))
            } else {
                moved.append(try reason(field, holder, now))
            }
        }
        // As few as one write of the run set, so they fit into one again.
        if !updates.isEmpty { try await AffinityRecordWriter(client).update(holder, updates) }
        return moved.isEmpty ? .undone : .kept(moved.joined(separator: ", "))
    }

    private func reason(_ field: PlannedField, _ holder: CellHolder, _ now: FieldData?) throws -> String {
        if let now, let setter = try use.later.setter(of: field.id, in: holder, now) {
            return RecordUse.laterRun(setter, "set \(field.name) (\(FieldDataText.text(now)))")
        }
        return "\(field.name) holds \(now.map { FieldDataText.text($0) } ?? "nothing") now"
    }

    /// - Returns: Nil where v1 knows the record and v2 does not show it.
    private func values(of holder: CellHolder, _ fieldIDs: [FieldID]) async throws -> [FieldID: FieldData]? {
        let cells = LongCells(client, fieldIDs: fieldIDs)
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

    private func rename(_ kind: RecordKind, _ id: RecordID, to old: String, from new: String) async throws -> Outcome {
        let name: String
        switch kind {
        case .organization: name = try await client.send(AffinityAPI.organization(OrganizationID(id))).organization.name
        case .person: name = try await client.send(AffinityAPI.personDetails(PersonID(id))).person.fullName
        case .opportunity: name = try await client.send(AffinityAPI.opportunity(OpportunityID(id))).name
        }
        guard name == new || name == old else { return .kept("it is called \(name) now") }
        try await AffinityRecordWriter(client).rename(kind, id, to: old)
        return .undone
    }
}
