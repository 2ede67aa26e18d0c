import Affinity
import PipelineSpec
import Planning

/// Whether somebody has built on what a run made: then it stays.
struct RecordUse: Sendable {
    private let client: AffinityClient
    private let frame: PlanFrame
    private let made: MadeByRun

    init(_ client: AffinityClient, _ frame: PlanFrame, _ made: MadeByRun) {
        self.client = client
        self.frame = frame
        self.made = made
    }

    /// Who uses a record that the run made; nil for nobody.
    func of(_ kind: RecordKind, _ id: RecordID) async throws -> String? {
        let entries: [ListEntry]
        switch kind {
        case .organization: entries = try await client.send(AffinityAPI.organization(OrganizationID(id))).listEntries
        case .person: entries = try await client.send(AffinityAPI.personDetails(PersonID(id))).listEntries
        case .opportunity:
            guard let entry = try await client.send(AffinityAPI.opportunity(OpportunityID(id))).listEntry else { entries = []; break }
            if let reason = try await ofEntry(entry.id, on: entry.listID) { return reason }
            entries = []
        }
        // What the run itself added has been taken away before, but for what somebody uses.
        if let other = entries.first { return "it stands on \(try await name(of: other.listID)) (list entry \(other.id))" }
        if let note = try await client.all(AffinityAPI.notes(of: reference(kind, id))).first { return "it has a note (\(note.id))" }
        return try await ofFields(kind, id)
    }

    /// Who uses an entry that the run made: somebody who has filled in or changed a cell of it.
    func ofEntry(_ id: ListEntryID, on list: ListID) async throws -> String? {
        // Fields without a number are Affinity's own: when the row was added, the organizations of an opportunity.
        let fields = try await client.all(AffinityAPI.listFields(list)).filter { $0.origin == .list && $0.id.rawValue.hasPrefix("field-") }
        let entry = try await client.send(AffinityAPI.listEntry(list, id, fieldIDs: fields.map(\.id)))
        let user = try await client.send(AffinityAPI.whoAmI())
        return changed(entry.fields, id.rawValue, of: fields) { field, data in
            // What Affinity itself puts into a new row (v2 sheet §3.6).
            switch data {
            case .option: FilledInFields.isStatus(field.name, field.valueType)
            case .persons(let persons): FilledInFields.isOwners(field.name, field.valueType) && persons.map(\.id) == [user.userID]
            default: !ValueConversion.canWrite(field.valueType)
            }
        }
    }

    private func ofFields(_ kind: RecordKind, _ id: RecordID) async throws -> String? {
        let fields: [Field]
        let held: [FieldValue]
        switch kind {
        case .opportunity: return nil
        case .organization:
            fields = try await client.all(AffinityAPI.organizationFields()).filter(Self.isTyped)
            held =
                try await client.all(AffinityAPI.organizations(ids: [OrganizationID(id)], fieldIDs: fields.map(\.id))).first?.fields ?? []
        case .person:
            fields = try await client.all(AffinityAPI.personFields()).filter(Self.isTyped)
            held = try await client.all(AffinityAPI.persons(ids: [PersonID(id)], fieldIDs: fields.map(\.id))).first?.fields ?? []
        }
        return changed(held, id.rawValue, of: fields) { _, _ in false }
    }

    /// Typed in by a person, or told by mail and calendars: an interaction is a use as well.
    private static func isTyped(_ field: Field) -> Bool { field.origin == .global || field.valueType == .interaction }

    private func changed(
        _ held: [FieldValue], _ id: Int64, of fields: [Field], isFilledIn: (Field, FieldData) -> Bool
    ) -> String? {
        for value in held {
            guard let data = value.data, let field = fields.first(where: { $0.id == value.id }) else { continue }
            if let written = made.cells[id]?[value.id] {
                if FieldDataText.text(written) == FieldDataText.text(data) { continue }
            } else if isFilledIn(field, data) {
                continue
            }
            return "somebody has set \(field.name) (\(FieldDataText.text(data)))"
        }
        return nil
    }

    private func name(of list: ListID) async throws -> String {
        if let known = frame.lists.first(where: { $0.id == list }) { return known.name }
        return try await client.all(AffinityAPI.lists()).first { $0.id == list }?.name ?? "list \(list)"
    }

    private func reference(_ kind: RecordKind, _ id: RecordID) -> RecordReference {
        switch kind {
        case .organization: .organization(OrganizationID(id))
        case .person: .person(PersonID(id))
        case .opportunity: .opportunity(OpportunityID(id))
        }
    }
}
