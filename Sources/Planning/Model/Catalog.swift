package import Affinity
package import PipelineSpec

/// What the account has, as far as a pipeline can name it: read once, before the first row is looked at.
package struct Catalog: Sendable {
    package var account: CurrentUser
    package var lists: [AffinityList]
    /// For the lists that the pipeline names.
    package var listFields: [ListID: [Field]]
    package var organizationFields: [Field]
    package var personFields: [Field] = []
    /// For the dropdown fields that the pipeline names.
    package var options: [FieldID: [DropdownOption]]
    /// The users of the account, and the other persons whom the spreadsheet names, as far as they were found.
    package var people: [Person]
    /// The organizations that cells of the spreadsheet may refer to.
    package var companies: [Organization] = []
    /// Ids that cells name and that Affinity has merged into others, which are in `people` and `companies`.
    package var mergedPeople: [RecordID: RecordID] = [:]
    package var mergedCompanies: [RecordID: RecordID] = [:]

    package init(
        account: CurrentUser, lists: [AffinityList] = [], listFields: [ListID: [Field]] = [:], organizationFields: [Field] = [],
        options: [FieldID: [DropdownOption]] = [:], people: [Person] = []
    ) {
        self.account = account
        self.lists = lists
        self.listFields = listFields
        self.organizationFields = organizationFields
        self.options = options
        self.people = people
    }

    /// The list through which options of a field are made; nil where there is none.
    func optionList(of field: PlannedField) -> ListID? {
        field.list ?? lists.first { $0.kind == field.kind.entityKind }?.id
    }

    /// The fields that every record of the kind has; an opportunity has none but its list's (AffinityAPI.md#opportunities).
    package func recordFields(_ kind: RecordKind) -> [Field] {
        switch kind {
        case .organization: organizationFields
        case .person: personFields
        case .opportunity: []
        }
    }
}

extension RecordKind {
    /// What Affinity's v2 calls the kind.
    package var entityKind: EntityKind {
        switch self {
        case .organization: .company
        case .person: .person
        case .opportunity: .opportunity
        }
    }

    package init(_ kind: EntityKind) {
        switch kind {
        case .company: self = .organization
        case .person: self = .person
        case .opportunity: self = .opportunity
        }
    }
}

extension RecordReference {
    package init(_ kind: RecordKind, _ id: RecordID) {
        switch kind {
        case .organization: self = .organization(OrganizationID(id))
        case .person: self = .person(PersonID(id))
        case .opportunity: self = .opportunity(OpportunityID(id))
        }
    }
}
