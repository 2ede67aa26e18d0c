extension AffinityAPI {
    /// All values of one cell of a list entry, past the hundred that come with the entry; Beta (AffinityAPI.md#values).
    /// - Returns: nil for a type whose values have no pages.
    package static func listEntryValues(
        _ list: ListID, _ entry: ListEntryID, _ field: FieldID, type: FieldValueType
    ) -> PagedCall<FieldData>? {
        values(
            "/v2/lists/\(list)/list-entries/\(entry)/fields/\(field)/values",
            CallDescription(.get, "/v2/lists/{list}/list-entries/{entry}/fields/{field}/values", "values of a cell"), type: type)
    }

    /// The same of an organization's own cell.
    package static func organizationValues(_ id: OrganizationID, _ field: FieldID, type: FieldValueType) -> PagedCall<FieldData>? {
        values(
            "/v2/companies/\(id)/fields/\(field)/values",
            CallDescription(.get, "/v2/companies/{organization}/fields/{field}/values", "values of a cell"), type: type)
    }

    /// The same of a person's own cell.
    package static func personValues(_ id: PersonID, _ field: FieldID, type: FieldValueType) -> PagedCall<FieldData>? {
        values(
            "/v2/persons/\(id)/fields/\(field)/values",
            CallDescription(.get, "/v2/persons/{person}/fields/{field}/values", "values of a cell"), type: type)
    }

    private static func values(_ path: String, _ description: CallDescription, type: FieldValueType) -> PagedCall<FieldData>? {
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

extension FieldData {
    /// Several values as one cell, each once; nil for none and for a kind of which a cell holds only one.
    package init?(items: [FieldData]) {
        var seen: Set<FieldData> = []
        let items = items.filter { seen.insert($0).inserted }
        func all<Value>(_ value: (FieldData) -> Value?) -> [Value] { items.compactMap(value) }
        switch items.first {
        case .text: self = .texts(all { if case .text(let text) = $0 { text } else { nil } })
        case .number: self = .numbers(all { if case .number(let number) = $0 { number } else { nil } })
        case .option: self = .options(all { if case .option(let option) = $0 { option } else { nil } })
        case .person: self = .persons(all { if case .person(let person) = $0 { person } else { nil } })
        case .company: self = .companies(all { if case .company(let company) = $0 { company } else { nil } })
        case .location: self = .locations(all { if case .location(let location) = $0 { location } else { nil } })
        default: return nil
        }
    }
}
