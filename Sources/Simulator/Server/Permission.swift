/// A permission that a key may lack, by the name that Affinity's refusals give it (AffinityAPI.md#permissions).
package enum Permission: String, Sendable, CaseIterable {
    case exportAccessibleLists = "export-accessible-lists"
    case exportAllOrganizations = "export-all-orgs"
    case exportAllPeople = "export-all-people"
    case manageDuplicates = "manage-duplicates"
    case manageUsers = "manage-users"
}
