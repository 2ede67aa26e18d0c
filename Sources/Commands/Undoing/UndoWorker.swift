import Affinity
import PipelineSpec
import Planning
import Runs
import Snapshot

/// Takes back one write of a run: looks first whether somebody else has built on it since, then writes.
struct UndoWorker: Sendable {
    enum Outcome: Sendable, Equatable {
        case undone
        /// Somebody was quicker.
        case gone
        /// It stays, since somebody has used or changed it.
        case kept(String)
    }

    let client: AffinityClient
    let frame: PlanFrame
    /// What the run made: uses of its own by these do not count.
    let made: MadeByRun

    func undo(_ step: UndoStep) async throws -> Outcome {
        do {
            switch step.kind {
            case .deleteNote(let id): try await client.send(AffinityAPI.deleteNote(id))
            case .restoreCells(let list, let id, let kind, let cells): return try await restore(cells, list, id, kind)
            case .rename(let kind, let id, let old, let new): return try await rename(kind, id, to: old, from: new)
            case .removeEntry(let list, let id, let kind):
                if let reason = try await RecordUse(client, frame, made).ofEntry(id, on: list) { return .kept(reason) }
                if kind == .opportunity { return .gone }
                try await client.send(AffinityAPI.deleteListEntry(list, id))
            case .deleteRecord(let kind, let id):
                if let reason = try await RecordUse(client, frame, made).of(kind, id) { return .kept(reason) }
                switch kind {
                case .organization: try await client.send(AffinityAPI.deleteOrganization(OrganizationID(id)))
                case .person: try await client.send(AffinityAPI.deletePerson(PersonID(id)))
                case .opportunity: try await client.send(AffinityAPI.deleteOpportunity(OpportunityID(id)))
                }
            }
            return .undone
        } catch let error as AffinityError {
            guard case .refused(let refusal) = error else { throw error }
            return refusal.isGone ? .gone : .kept("Affinity refused: \(refusal.text)")
        }
    }

    private func restore(_ cells: [PlannedCell], _ list: ListID?, _ id: Int64, _ kind: RecordKind) async throws -> Outcome {
        guard !cells.isEmpty else { return .undone }
        let fieldIDs = cells.map { frame.fields[$0.field].id }
        let held = try await values(list, id, kind, fieldIDs)
        var updates: [FieldUpdate] = []
        var moved: [String] = []
        for cell in cells {
            let field = frame.fields[cell.field]
            let now = held[field.id]
            if Self.isSame(now, cell.after) {
                updates.append(FieldUpdate(id: field.id, type: field.type, data: cell.before))
            } else if !Self.isSame(now, cell.before) {
                moved.append("\(field.name) holds \(now.map { FieldDataText.text($0) } ?? "nothing") now")
            }
        }
        let most = AffinityAPI.maximumUpdatesPerCall
        for start in stride(from: 0, to: updates.count, by: most) {
            let some = Array(updates[start..<min(start + most, updates.count)])
            switch (list, kind) {
            case (let list?, _): try await client.send(AffinityAPI.updateListEntryFields(list, ListEntryID(id), some))
            case (nil, .person): try await client.send(AffinityAPI.updatePersonFields(PersonID(id), some))
            case (nil, _): try await client.send(AffinityAPI.updateOrganizationFields(OrganizationID(id), some))
            }
        }
        return moved.isEmpty ? .undone : .kept(moved.joined(separator: ", "))
    }

    private func values(_ list: ListID?, _ id: Int64, _ kind: RecordKind, _ fieldIDs: [FieldID]) async throws -> [FieldID: FieldData] {
        let cells = LongCells(client, fieldIDs: fieldIDs)
        let fields: [FieldValue]
        switch (list, kind) {
        case (let list?, _):
            let entry = try await client.send(AffinityAPI.listEntry(list, ListEntryID(id), fieldIDs: fieldIDs))
            fields = try await cells.complete(entry.fields, of: entry.id, on: list)
        case (nil, .person):
            let person = try await client.all(AffinityAPI.persons(ids: [PersonID(id)], fieldIDs: fieldIDs)).first
            fields = try await cells.complete(person?.fields ?? [], of: PersonID(id))
        case (nil, _):
            let organization = try await client.all(AffinityAPI.organizations(ids: [OrganizationID(id)], fieldIDs: fieldIDs)).first
            fields = try await cells.complete(organization?.fields ?? [], of: OrganizationID(id))
        }
        var values: [FieldID: FieldData] = [:]
        for field in fields { values[field.id] = field.data }
        return values
    }

    /// Options that the run made have another id by now than in its plan: their texts say it.
    private static func isSame(_ now: FieldData?, _ then: FieldData?) -> Bool {
        now == then || (now.map { FieldDataText.text($0) } ?? "") == (then.map { FieldDataText.text($0) } ?? "")
    }

    private func rename(_ kind: RecordKind, _ id: RecordID, to old: String, from new: String) async throws -> Outcome {
        let name: String
        switch kind {
        case .organization: name = try await client.send(AffinityAPI.organization(OrganizationID(id))).organization.name
        case .person: name = try await client.send(AffinityAPI.personDetails(PersonID(id))).person.fullName
        case .opportunity: name = try await client.send(AffinityAPI.opportunity(OpportunityID(id))).name
        }
        if name == old { return .gone }
        guard name == new else { return .kept("it is called \(name) now") }
        let writer = AffinityRecordWriter(client)
        switch kind {
        case .organization: try await writer.renameOrganization(OrganizationID(id), to: old)
        case .person: try await writer.renamePerson(PersonID(id), to: old)
        case .opportunity: try await writer.renameOpportunity(OpportunityID(id), to: old)
        }
        return .undone
    }
}

/// What a run wrote and has not taken back.
struct MadeByRun: Sendable {
    /// The cells of entries and of records, by their ids: what they hold by the run's plan.
    var cells: [Int64: [FieldID: FieldData]] = [:]
}
