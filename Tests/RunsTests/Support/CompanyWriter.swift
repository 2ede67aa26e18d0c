import Affinity
import PipelineSpec
import Planning
import Runs

/// A writer that knows companies and nothing else: the rest is refused.
protocol CompanyWriter: RecordWriter {
    func addEntry(list: ListID, organization: OrganizationID) async throws(AffinityError) -> ListEntryID
    func entries(of organization: OrganizationID, on list: ListID) async throws(AffinityError) -> [ListEntry]
}

extension CompanyWriter {
    private var unknown: AffinityError {
        .refused(Refusal(status: 404, messages: [.init(text: "there are companies only")], request: "a test"))
    }

    func addEntry(list: ListID, entity: RecordID) async throws(AffinityError) -> ListEntryID {
        try await addEntry(list: list, organization: OrganizationID(entity))
    }
    func entries(of kind: RecordKind, _ id: RecordID, on list: ListID) async throws(AffinityError) -> [ListEntry] {
        try await entries(of: OrganizationID(id), on: list)
    }
    func createPerson(
        firstName: String, lastName: String, emails: [String], organizations: [OrganizationID]
    ) async throws(AffinityError) -> PersonID { throw unknown }
    func createOpportunity(
        name: String, list: ListID, organizations: [OrganizationID], persons: [PersonID]
    ) async throws(AffinityError) -> WriteResult { throw unknown }
    func renamePerson(_ id: PersonID, to name: String) async throws(AffinityError) { throw unknown }
    func renameOpportunity(_ id: OpportunityID, to name: String) async throws(AffinityError) { throw unknown }
    func updatePersonFields(_ id: PersonID, _ updates: [FieldUpdate]) async throws(AffinityError) { throw unknown }
    func addNote(_ note: PlannedNote, kind: RecordKind, id: RecordID) async throws(AffinityError) -> Int64 { throw unknown }
    func createOption(
        _ text: String, of field: FieldID, type: FieldValueType, on list: ListID, among known: [DropdownOption]
    ) async throws(AffinityError) -> DropdownOption { throw unknown }
    func options(of field: FieldID, on list: ListID) async throws(AffinityError) -> [DropdownOption] { throw unknown }
    func findPersons(_ term: String) async throws(AffinityError) -> [Person] { throw unknown }
    func findOpportunities(_ name: String) async throws(AffinityError) -> [Opportunity] { throw unknown }
    func cells(of kind: RecordKind, _ ids: [RecordID], _ fields: [FieldID]) async throws(AffinityError) -> [RecordID: [FieldValue]] { [:] }
    func cells(of entry: ListEntryID, on list: ListID, _ fields: [FieldID]) async throws(AffinityError) -> [FieldValue] { throw unknown }
    func changes(_ question: ChangeQuestion) async throws(AffinityError) -> [CellChange] { throw unknown }
    func notes(of kind: RecordKind, _ id: RecordID) async throws(AffinityError) -> [Note] { throw unknown }
}
