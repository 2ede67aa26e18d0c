extension AffinityAPI {
    /// The lists that the key's user can see (AffinityAPI.md#dropdown-options).
    package static func lists() -> PagedCall<AffinityList> {
        PagedCall(v2: "/v2/lists", CallDescription(.get, "/v2/lists", "lists"), rows: ListDTO.self) { $0.list }
    }

    /// The views of a list; entries can be read through those of kind `sheet` only (AffinityAPI.md#saved-views).
    package static func savedViews(_ list: ListID) -> PagedCall<SavedView> {
        PagedCall(
            v2: "/v2/lists/\(list)/saved-views", CallDescription(.get, "/v2/lists/{list}/saved-views", "saved views"),
            rows: SavedViewDTO.self
        ) { $0.view }
    }

    /// A list's own fields and the ones of its records that it can show (AffinityAPI.md#field-metadata).
    package static func listFields(_ list: ListID) -> PagedCall<Field> {
        PagedCall(
            v2: "/v2/lists/\(list)/fields", CallDescription(.get, "/v2/lists/{list}/fields", "list fields"), rows: FieldDTO.self
        ) { $0.field }
    }

    /// The fields that every organization has (AffinityAPI.md#field-metadata).
    package static func organizationFields() -> PagedCall<Field> {
        PagedCall(
            v2: "/v2/companies/fields", CallDescription(.get, "/v2/companies/fields", "organization fields"), rows: FieldDTO.self
        ) { $0.field }
    }

    /// The options of a dropdown of a list, in no particular order (AffinityAPI.md#dropdown-options).
    package static func dropdownOptions(list: ListID, field: FieldID) -> PagedCall<DropdownOption> {
        PagedCall(
            v2: "/v2/lists/\(list)/fields/\(field)/dropdown-options",
            CallDescription(.get, "/v2/lists/{list}/fields/{field}/dropdown-options", "dropdown options"), rows: DropdownOptionDTO.self
        ) { $0.option }
    }

    /// The options of a dropdown that every organization has (AffinityAPI.md#organization-objects).
    package static func organizationDropdownOptions(field: FieldID) -> PagedCall<DropdownOption> {
        PagedCall(
            v2: "/v2/companies/fields/\(field)/dropdown-options",
            CallDescription(.get, "/v2/companies/fields/{field}/dropdown-options", "organization dropdown options"),
            rows: DropdownOptionDTO.self
        ) { $0.option }
    }
}

extension AffinityAPI {
    /// The options of a dropdown that every person has (AffinityAPI.md#person-objects).
    package static func personDropdownOptions(field: FieldID) -> PagedCall<DropdownOption> {
        PagedCall(
            v2: "/v2/persons/fields/\(field)/dropdown-options",
            CallDescription(.get, "/v2/persons/fields/{field}/dropdown-options", "person dropdown options"),
            rows: DropdownOptionDTO.self
        ) { $0.option }
    }

    /// Creates an option. Its text must be new to the field, so a second one is refused; how a lost answer ended is seen by reading the
    /// options (AffinityAPI.md#dropdown-options).
    /// - Parameter list: the field's list; for a field that every organization or person has any list of such records.
    package static func createDropdownOption(list: ListID, field: FieldID, _ option: NewDropdownOption) -> Call<DropdownOption> {
        let request = APIRequest(
            .post, "/v2/lists/\(list)/fields/\(field)/dropdown-options", body: JSON.encode(DropdownOptionBody(option)),
            repeatability: .once)
        let description = CallDescription(.post, "/v2/lists/{list}/fields/{field}/dropdown-options", "dropdown option")
        return Call(request, description) { response throws(AffinityError) in
            let made = try JSON.read(DropdownOptionDTO.self, from: response).option
            try response.require(Asked.isSame(made.text, option.text))
            return made
        }
    }
}
