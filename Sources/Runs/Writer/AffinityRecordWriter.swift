package import Affinity

/// Writes through a client.
package struct AffinityRecordWriter: RecordWriter {
    private let client: AffinityClient

    package init(_ client: AffinityClient) {
        self.client = client
    }

    package func createOrganization(name: String, domain: String?) async throws(AffinityError) -> OrganizationID {
        try await client.send(AffinityAPI.createOrganization(name: name, domain: domain)).id
    }

    package func renameOrganization(_ id: OrganizationID, to name: String) async throws(AffinityError) {
        _ = try await client.send(AffinityAPI.updateOrganization(id, name: name))
    }

    package func addEntry(list: ListID, organization: OrganizationID) async throws(AffinityError) -> ListEntryID {
        try await client.send(AffinityAPI.addListEntry(list, entityID: organization.rawValue)).id
    }

    package func updateEntryFields(list: ListID, entry: ListEntryID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await client.send(AffinityAPI.updateListEntryFields(list, entry, updates))
    }

    package func updateOrganizationFields(_ id: OrganizationID, _ updates: [FieldUpdate]) async throws(AffinityError) {
        try await client.send(AffinityAPI.updateOrganizationFields(id, updates))
    }

    /// All pages: results have no known order, and a common name has thousands in Affinity's shared directory (v1 sheet §22.7).
    package func findOrganizations(domain: String) async throws(AffinityError) -> [Organization] {
        try await client.all(AffinityAPI.searchOrganizations(domain))
    }

    package func findOrganizations(name: String) async throws(AffinityError) -> [Organization] {
        try await client.all(AffinityAPI.searchOrganizations(name))
    }

    package func entries(of organization: OrganizationID, on list: ListID) async throws(AffinityError) -> [ListEntry] {
        try await client.send(AffinityAPI.organization(organization)).listEntries.filter { $0.listID == list }
    }
}
