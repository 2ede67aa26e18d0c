package import Affinity
package import PipelineSpec
package import Planning

/// What the executor asks of Affinity. Each call is one request, paced and repeated by whoever stands behind it as far as that
/// is safe; a create is never repeated there: it throws `.outcomeUnknown` when its answer is missing.
package protocol RecordWriter: Sendable {
    func createOrganization(name: String, domain: String?) async throws(AffinityError) -> OrganizationID
    func createPerson(
        firstName: String, lastName: String, emails: [String], organizations: [OrganizationID]
    ) async throws(AffinityError) -> PersonID
    /// Its list entry is made with it (AffinityAPI.md#opportunities).
    func createOpportunity(
        name: String, list: ListID, organizations: [OrganizationID], persons: [PersonID]
    ) async throws(AffinityError) -> Made
    func renameOrganization(_ id: OrganizationID, to name: String) async throws(AffinityError)
    func renamePerson(_ id: PersonID, to name: String) async throws(AffinityError)
    func renameOpportunity(_ id: OpportunityID, to name: String) async throws(AffinityError)
    func addEntry(list: ListID, entity: RecordID) async throws(AffinityError) -> ListEntryID
    /// All or nothing; at most 100 updates (AffinityAPI.md#writing-values).
    func updateEntryFields(list: ListID, entry: ListEntryID, _ updates: [FieldUpdate]) async throws(AffinityError)
    func updateOrganizationFields(_ id: OrganizationID, _ updates: [FieldUpdate]) async throws(AffinityError)
    func updatePersonFields(_ id: PersonID, _ updates: [FieldUpdate]) async throws(AffinityError)
    func addNote(_ note: PlannedNote, kind: RecordKind, id: RecordID) async throws(AffinityError) -> Int64
    /// - Parameter known: the options that the field has.
    func createOption(
        _ text: String, of field: FieldID, type: FieldValueType, on list: ListID, among known: [DropdownOption]
    ) async throws(AffinityError) -> DropdownOption

    func options(of field: FieldID, on list: ListID) async throws(AffinityError) -> [DropdownOption]
    /// Organizations that could have the domain; the caller compares. New ones may be missing for about 10 s (AffinityAPI.md#consistency).
    func findOrganizations(domain: String) async throws(AffinityError) -> [Organization]
    /// Organizations that could have the name; the caller compares.
    func findOrganizations(name: String) async throws(AffinityError) -> [Organization]
    /// Persons that could have the name or the e-mail address; the caller compares.
    func findPersons(_ term: String) async throws(AffinityError) -> [Person]
    func findOpportunities(_ name: String) async throws(AffinityError) -> [Opportunity]
    /// The record's entries on the list, new ones included (AffinityAPI.md#consistency).
    func entries(of kind: RecordKind, _ id: RecordID, on list: ListID) async throws(AffinityError) -> [ListEntry]
    /// What cells of a person hold; those that are blank are left out. Nil when there is no such person, or not yet.
    func cells(of person: PersonID, _ fields: [FieldID]) async throws(AffinityError) -> [FieldID: FieldData]?
    func notes(of kind: RecordKind, _ id: RecordID) async throws(AffinityError) -> [Note]
}
