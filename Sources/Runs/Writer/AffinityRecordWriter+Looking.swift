package import Affinity
package import PipelineSpec
import Planning

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

    /// Of a cell with more than 100 values the first hundred: enough to see that it is not what the plan saw.
    package func cells(of person: PersonID, _ fields: [FieldID]) async throws(AffinityError) -> [FieldID: FieldData]? {
        let found = try await client.all(AffinityAPI.persons(ids: [person], fieldIDs: fields)).first { $0.id == person }
        guard let found = found?.fields else { return nil }
        return Dictionary(found.compactMap { field in field.data.map { (field.id, $0) } }) { first, _ in first }
    }

    package func notes(of kind: RecordKind, _ id: RecordID) async throws(AffinityError) -> [Note] {
        try await client.all(AffinityAPI.notes(of: RecordReference(kind, id)))
    }
}
