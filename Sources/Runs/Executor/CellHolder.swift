package import Affinity
package import PipelineSpec

/// What holds cells: an entry of a list, or a record itself. Each kind numbers its own.
package enum CellHolder: Sendable, Hashable {
    case entry(ListID, ListEntryID)
    case record(RecordKind, RecordID)
}

extension RecordWriter {
    /// Sets cells of one entry or record; an opportunity has none of its own (AffinityAPI.md#opportunities).
    package func update(_ holder: CellHolder, _ updates: [FieldUpdate]) async throws(AffinityError) {
        switch holder {
        case .entry(let list, let id): try await updateEntryFields(list: list, entry: id, updates)
        case .record(.person, let id): try await updatePersonFields(PersonID(id), updates)
        case .record(_, let id): try await updateOrganizationFields(OrganizationID(id), updates)
        }
    }

    package func rename(_ kind: RecordKind, _ id: RecordID, to name: String) async throws(AffinityError) {
        switch kind {
        case .organization: try await renameOrganization(OrganizationID(id), to: name)
        case .person: try await renamePerson(PersonID(id), to: name)
        case .opportunity: try await renameOpportunity(OpportunityID(id), to: name)
        }
    }
}
