/// What takes back what an import made. A second delete finds nothing any more and is refused as gone, so all of them may be repeated.
extension AffinityAPI {
    /// Deletes an organization with its field values and rows; not one of the shared directory (AffinityAPI.md#deleting-organizations).
    package static func deleteOrganization(_ id: OrganizationID) -> Call<Void> {
        delete("/organizations/\(id)", "/organizations/{organization}", "organization")
    }

    /// Deletes a person with its field values and rows (AffinityAPI.md#deleting-persons).
    package static func deletePerson(_ id: PersonID) -> Call<Void> { delete("/persons/\(id)", "/persons/{person}", "person") }

    /// Deletes an opportunity with its row (AffinityAPI.md#opportunities).
    package static func deleteOpportunity(_ id: OpportunityID) -> Call<Void> {
        delete("/opportunities/\(id)", "/opportunities/{opportunity}", "opportunity")
    }

    /// Takes a record off a list, with the cells it had there (AffinityAPI.md#list-entries). The row of an opportunity takes the
    /// opportunity with it.
    package static func deleteListEntry(_ list: ListID, _ entry: ListEntryID) -> Call<Void> {
        delete("/lists/\(list)/list-entries/\(entry)", "/lists/{list}/list-entries/{entry}", "list entry")
    }

    /// Deletes a note; only who wrote it may (AffinityAPI.md#writing-notes).
    package static func deleteNote(_ id: NoteID) -> Call<Void> { delete("/notes/\(id)", "/notes/{note}", "note") }

    /// Deletes an option of a dropdown, and clears it from every cell that holds it (AffinityAPI.md#dropdown-options).
    package static func deleteDropdownOption(list: ListID, field: FieldID, _ option: DropdownOptionID) -> Call<Void> {
        delete(
            "/v2/lists/\(list)/fields/\(field)/dropdown-options/\(option)",
            "/v2/lists/{list}/fields/{field}/dropdown-options/{option}", "dropdown option")
    }

    private static func delete(_ path: String, _ template: String, _ subject: String) -> Call<Void> {
        let request = APIRequest(.delete, path, repeatability: .idempotent)
        return Call(request, CallDescription(.delete, template, subject)) { response throws(AffinityError) in
            try response.requireDeleted(isV2: request.isV2)
        }
    }
}
