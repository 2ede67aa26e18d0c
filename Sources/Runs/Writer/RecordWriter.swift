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
    ) async throws(AffinityError) -> WriteResult
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
    /// What cells of records hold; those that are blank may be left out. Records that are not there, or not yet, are missing.
    /// - Parameter ids: at most `AffinityAPI.maximumIDsPerCall`.
    func cells(of kind: RecordKind, _ ids: [RecordID], _ fields: [FieldID]) async throws(AffinityError) -> [RecordID: [FieldValue]]
    /// The same of one entry.
    func cells(of entry: ListEntryID, on list: ListID, _ fields: [FieldID]) async throws(AffinityError) -> [FieldValue]
    /// What happened to cells of entries, see `AffinityAPI.changes`.
    func changes(_ question: ChangeQuestion) async throws(AffinityError) -> [CellChange]
    func notes(of kind: RecordKind, _ id: RecordID) async throws(AffinityError) -> [Note]
}

/// Which changes of cells are asked for.
package struct ChangeQuestion: Sendable, Hashable {
    /// At most `AffinityAPI.entriesPerQuestion`.
    package var entries: [ListEntryID] = []
    /// Entries of which only what others than `user` did counts; as many at most.
    package var others: [ListEntryID] = []
    package var user: PersonID
    package var fields: [FieldID]
    /// By Affinity's clock.
    package var since: Instant
}

/// What a write made.
package struct WriteResult: Sendable, Hashable {
    package var id: Int64
    /// The list entry that came with an opportunity.
    package var entry: Int64?
    /// It was there, and was taken instead (see `OperationRecord.State.adopted`).
    package var wasAdopted: Bool

    package init(id: Int64, entry: Int64? = nil, wasAdopted: Bool = false) {
        self.id = id
        self.entry = entry
        self.wasAdopted = wasAdopted
    }
}

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

/// What a run put into cells: what stands there by its plan is not a use by somebody else.
package struct WrittenCells: Sendable {
    private var cells: [CellHolder: [FieldID: FieldData]] = [:]

    package init() {}

    package func value(_ holder: CellHolder, _ field: FieldID) -> FieldData? { cells[holder]?[field] }

    /// Takes in what a row wrote, whether or not it was taken back since: a cell that goes along with its record still holds it.
    package mutating func add(_ row: RowRecord, in frame: PlanFrame) {
        for step in RowStep.steps(of: row.planned, in: frame) {
            guard let operation = row.operation(step), operation.mayStand || operation.state == .undone, let id = operation.result,
                let (holder, updates) = step.cells(of: id)
            else { continue }
            for update in updates { cells[holder, default: [:]][update.id] = update.data }
        }
    }
}
