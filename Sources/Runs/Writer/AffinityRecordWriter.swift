package import Affinity
package import PipelineSpec
package import Planning
import Text

/// Writes through a client.
package struct AffinityRecordWriter: RecordWriter {
    let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    // MARK: Records

    package func createOrganization(name: String, domain: String?) async throws(AffinityError) -> OrganizationID {
        try await client.send(AffinityAPI.createOrganization(name: name, domain: domain)).id
    }

    package func createPerson(
        firstName: String, lastName: String, emails: [String], organizations: [OrganizationID]
    ) async throws(AffinityError) -> PersonID {
        try await client.send(
            AffinityAPI.createPerson(
                firstName: firstName, lastName: Self.lastName(lastName), emails: emails, organizationIDs: organizations)
        ).id
    }

    package func createOpportunity(
        name: String, list: ListID, organizations: [OrganizationID], persons: [PersonID]
    ) async throws(AffinityError) -> WriteResult {
        let made = try await client.send(
            AffinityAPI.createOpportunity(name: name, list: list, organizationIDs: organizations, personIDs: persons))
        return WriteResult(id: made.id.rawValue, entry: made.listEntry?.id.rawValue)
    }

    package func renameOrganization(_ id: OrganizationID, to name: String) async throws(AffinityError) {
        _ = try await client.send(AffinityAPI.updateOrganization(id, name: name))
    }

    package func renamePerson(_ id: PersonID, to name: String) async throws(AffinityError) {
        let (first, last) = PersonName.split(name)
        _ = try await client.send(AffinityAPI.updatePerson(id, firstName: first, lastName: Self.lastName(last)))
    }

    package func renameOpportunity(_ id: OpportunityID, to name: String) async throws(AffinityError) {
        _ = try await client.send(AffinityAPI.updateOpportunity(id, name: name))
    }

    /// Affinity asks for a last name; whether it takes an empty one is not known (AffinityAPI.md#creating-persons).
    private static func lastName(_ name: String) -> String { name.isEmpty ? "-" : name }

    // MARK: Entries, fields, notes

    package func addEntry(list: ListID, entity: RecordID) async throws(AffinityError) -> ListEntryID {
        try await client.send(AffinityAPI.addListEntry(list, entityID: entity.rawValue)).id
    }

    package func updateEntryFields(list: ListID, entry: ListEntryID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await client.send(AffinityAPI.updateListEntryFields(list, entry, updates))
    }

    package func updateOrganizationFields(_ id: OrganizationID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await client.send(AffinityAPI.updateOrganizationFields(id, updates))
    }

    package func updatePersonFields(_ id: PersonID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await client.send(AffinityAPI.updatePersonFields(id, updates))
    }

    package func addNote(_ note: PlannedNote, kind: RecordKind, id: RecordID) async throws(AffinityError) -> Int64 {
        try await client.send(
            AffinityAPI.createNote(
                note.content, format: note.isHTML ? .html : .text, of: [RecordReference(kind, id)], creator: note.creator,
                createdAt: note.createdAt)
        ).id.rawValue
    }

    package func createOption(
        _ text: String, of field: FieldID, type: FieldValueType, on list: ListID, among known: [DropdownOption]
    ) async throws(AffinityError) -> DropdownOption {
        try await client.send(AffinityAPI.createDropdownOption(list: list, field: field, Self.option(text, type, among: known)))
    }

    /// A new option comes last. A Status is distinguished from a ranked dropdown by its options; what is new to it is open.
    private static func option(_ text: String, _ type: FieldValueType, among known: [DropdownOption]) -> NewDropdownOption {
        guard type == .rankedDropdown else { return .plain(text: text) }
        let rank = (known.compactMap(\.rank).max() ?? -1) + 1
        let isStatus = known.contains { $0.category != nil }
        return isStatus
            ? .status(text: text, rank: rank, color: .gray, category: .open) : .ranked(text: text, rank: rank, color: .gray)
    }
}

extension AffinityRecordWriter {
    package func options(of field: FieldID, on list: ListID) async throws(AffinityError) -> [DropdownOption] {
        try await client.all(AffinityAPI.dropdownOptions(list: list, field: field))
    }

    /// All pages: results have no known order, and a common name has thousands in Affinity's shared directory
    /// (AffinityAPI.md#searching-organizations).
    package func findOrganizations(domain: String) async throws(AffinityError) -> [Organization] {
        try await client.all(AffinityAPI.searchOrganizations(domain))
    }

    package func findOrganizations(name: String) async throws(AffinityError) -> [Organization] {
        try await client.all(AffinityAPI.searchOrganizations(name))
    }

    package func findPersons(_ term: String) async throws(AffinityError) -> [Person] {
        try await client.all(AffinityAPI.searchPersons(term))
    }

    package func findOpportunities(_ name: String) async throws(AffinityError) -> [Opportunity] {
        try await client.all(AffinityAPI.searchOpportunities(name))
    }

    package func entries(of kind: RecordKind, _ id: RecordID, on list: ListID) async throws(AffinityError) -> [ListEntry] {
        let entries: [ListEntry] =
            switch kind {
            case .organization: try await client.send(AffinityAPI.organization(OrganizationID(id))).listEntries
            case .person: try await client.send(AffinityAPI.personDetails(PersonID(id))).listEntries
            // Its only one is made with it.
            case .opportunity: []
            }
        return entries.filter { $0.listID == list }
    }

    package func cells(
        of kind: RecordKind, _ ids: [RecordID], _ fields: [FieldID]
    ) async throws(AffinityError) -> [RecordID: [FieldValue]] {
        let found: [(RecordID, [FieldValue])] =
            switch kind {
            case .organization:
                try await client.all(AffinityAPI.organizations(ids: ids.map { OrganizationID($0) }, fieldIDs: fields))
                    .map { (RecordID($0.id), $0.fields) }
            case .person:
                try await client.all(AffinityAPI.persons(ids: ids.map { PersonID($0) }, fieldIDs: fields))
                    .map { (RecordID($0.id), $0.fields) }
            // It has none of its own (AffinityAPI.md#opportunities).
            case .opportunity: []
            }
        return Dictionary(found) { first, _ in first }
    }

    package func cells(of entry: ListEntryID, on list: ListID, _ fields: [FieldID]) async throws(AffinityError) -> [FieldValue] {
        try await client.send(AffinityAPI.listEntry(list, entry, fieldIDs: fields)).fields
    }

    package func changes(_ question: ChangeQuestion) async throws(AffinityError) -> [CellChange] {
        try await client.all(
            AffinityAPI.changes(
                of: question.entries, byOthersThan: question.user, of: question.others, fields: question.fields, since: question.since))
    }

    package func notes(of kind: RecordKind, _ id: RecordID) async throws(AffinityError) -> [Note] {
        try await client.all(AffinityAPI.notes(of: RecordReference(kind, id)))
    }
}
