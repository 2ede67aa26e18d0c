import Affinity
import PipelineSpec
import Planning
import Runs

/// Whether somebody has built on what a run made: then it stays.
struct RecordUse: Sendable {
    private let client: AffinityClient
    private let fields: UseFields
    /// No use of what the run made.
    private let written: WrittenCells

    init(_ client: AffinityClient, _ fields: UseFields, _ written: WrittenCells) {
        self.client = client
        self.fields = fields
        self.written = written
    }

    /// Who uses a record that the run made; nil for nobody.
    func of(_ kind: RecordKind, _ id: RecordID) async throws -> String? {
        var entries: [ListEntry] = []
        switch kind {
        case .organization: entries = try await client.send(AffinityAPI.organization(OrganizationID(id))).listEntries
        case .person: entries = try await client.send(AffinityAPI.personDetails(PersonID(id))).listEntries
        case .opportunity:
            if let own = try await client.send(AffinityAPI.opportunity(OpportunityID(id))).listEntry,
                let reason = try await ofEntry(own.id, on: own.listID)
            {
                return reason
            }
        }
        // What the run itself added has been taken away before, but for what somebody uses.
        if let other = entries.first {
            return "it stands on \(fields.listNames[other.listID] ?? "list \(other.listID)") (list entry \(other.id))"
        }
        if let note = try await client.all(AffinityAPI.notes(of: RecordReference(kind, id))).first { return "it has a note (\(note.id))" }
        return try await ofCells(kind, id)
    }

    /// Who uses an entry that the run made: somebody who has filled in or changed a cell of it.
    func ofEntry(_ id: ListEntryID, on list: ListID) async throws -> String? {
        let known = fields.ofEntries[list] ?? []
        let entry = try await client.send(AffinityAPI.listEntry(list, id, fieldIDs: known.map(\.id)))
        return changed(entry.fields, of: .entry(list, id), known) { field, data in
            // What Affinity itself puts into a new row (v2 sheet §3.6).
            switch data {
            case .option: FilledInFields.isStatus(field.name, field.valueType)
            case .persons(let persons): FilledInFields.isOwners(field.name, field.valueType) && persons.map(\.id) == [fields.user]
            default: !ValueConversion.canWrite(field.valueType)
            }
        }
    }

    private func ofCells(_ kind: RecordKind, _ id: RecordID) async throws -> String? {
        guard let known = fields.ofRecords[kind] else { return nil }
        let fieldIDs = known.map(\.id)
        let held =
            kind == .person
            ? try await client.all(AffinityAPI.persons(ids: [PersonID(id)], fieldIDs: fieldIDs)).first?.fields
            : try await client.all(AffinityAPI.organizations(ids: [OrganizationID(id)], fieldIDs: fieldIDs)).first?.fields
        return changed(held ?? [], of: .record(kind, id), known) { _, _ in false }
    }

    private func changed(
        _ held: [FieldValue], of holder: CellHolder, _ known: [Field], isFilledIn: (Field, FieldData) -> Bool
    ) -> String? {
        for value in held {
            guard let data = value.data, let field = known.first(where: { $0.id == value.id }) else { continue }
            if let ours = written.value(holder, value.id) {
                if FieldDataText.isSame(ours, data) { continue }
            } else if isFilledIn(field, data) {
                continue
            }
            return "somebody has set \(field.name) (\(FieldDataText.text(data)))"
        }
        return nil
    }
}
