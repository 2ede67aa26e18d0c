extension AffinityAPI {
    /// All values of one cell of a list entry, past the hundred that come with the entry; Beta (AffinityAPI.md#values).
    /// - Returns: nil for a type whose values have no pages.
    package static func listEntryValues(
        _ list: ListID, _ entry: ListEntryID, _ field: FieldID, type: FieldValueType
    ) -> PagedCall<FieldScalar>? {
        values(
            "/v2/lists/\(list)/list-entries/\(entry)/fields/\(field)/values",
            CallDescription(.get, "/v2/lists/{list}/list-entries/{entry}/fields/{field}/values", "values of a cell"), type: type)
    }

    /// The same of an organization's own cell.
    package static func organizationValues(_ id: OrganizationID, _ field: FieldID, type: FieldValueType) -> PagedCall<FieldScalar>? {
        values(
            "/v2/companies/\(id)/fields/\(field)/values",
            CallDescription(.get, "/v2/companies/{organization}/fields/{field}/values", "values of a cell"), type: type)
    }

    /// The same of a person's own cell.
    package static func personValues(_ id: PersonID, _ field: FieldID, type: FieldValueType) -> PagedCall<FieldScalar>? {
        values(
            "/v2/persons/\(id)/fields/\(field)/values",
            CallDescription(.get, "/v2/persons/{person}/fields/{field}/values", "values of a cell"), type: type)
    }

    private static func values(_ path: String, _ description: CallDescription, type: FieldValueType) -> PagedCall<FieldScalar>? {
        switch type {
        case .filterableTextMulti: PagedCall(v2: path, description, rows: String.self) { .text($0) }
        case .dropdownMulti: PagedCall(v2: path, description, rows: OptionDTO.self) { .option($0.reference) }
        case .personMulti: PagedCall(v2: path, description, rows: PersonDTO.self) { .person($0.reference) }
        case .companyMulti: PagedCall(v2: path, description, rows: CompanyDTO.self) { .company($0.reference) }
        case .locationMulti: PagedCall(v2: path, description, rows: Location.self) { .location($0) }
        default: nil
        }
    }
}
