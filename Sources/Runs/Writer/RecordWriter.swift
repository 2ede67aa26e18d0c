package import Affinity

/// What the executor asks of Affinity. Each call is one request, paced and repeated by whoever stands behind it as far as that
/// is safe; a create is never repeated there: it throws `.outcomeUnknown` when its answer is missing.
package protocol RecordWriter: Sendable {
    func createOrganization(name: String, domain: String?) async throws(AffinityError) -> OrganizationID
    func renameOrganization(_ id: OrganizationID, to name: String) async throws(AffinityError)
    func addEntry(list: ListID, organization: OrganizationID) async throws(AffinityError) -> ListEntryID
    /// All or nothing; at most 100 updates (v2 sheet §3.8).
    func updateEntryFields(list: ListID, entry: ListEntryID, _ updates: [FieldUpdate]) async throws(AffinityError)
    func updateOrganizationFields(_ id: OrganizationID, _ updates: [FieldUpdate]) async throws(AffinityError)
    /// Organizations that could have the domain; the caller compares. New ones may be missing for about 10 s (v1 sheet §5.3).
    func findOrganizations(domain: String) async throws(AffinityError) -> [Organization]
    /// Organizations that could have the name; the caller compares.
    func findOrganizations(name: String) async throws(AffinityError) -> [Organization]
    /// The organization's entries on the list, new ones included (v1 sheet §5.3).
    func entries(of organization: OrganizationID, on list: ListID) async throws(AffinityError) -> [ListEntry]
}
