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
