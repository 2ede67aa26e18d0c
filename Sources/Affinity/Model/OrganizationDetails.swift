/// An organization and the rows it has on lists, as v1 gives them together (v1 sheet §10.1).
package struct OrganizationDetails: Hashable, Sendable {
    package let organization: Organization
    /// Rows on the lists that the key's user can see, without fields; entity names are empty.
    package let listEntries: [ListEntry]

    package init(organization: Organization, listEntries: [ListEntry]) {
        self.organization = organization
        self.listEntries = listEntries
    }
}
