/// An organization and the rows it has on lists, as v1 gives them together (AffinityAPI.md#organization-objects).
package struct OrganizationDetails: Hashable, Sendable {
    package let organization: Organization
    /// Rows on the lists that the key's user can see, without fields; entity names are empty.
    package let listEntries: [ListEntry]
    package let personIDs: [PersonID]
    /// Empty unless they were asked for.
    package let opportunityIDs: [OpportunityID]

    package init(
        organization: Organization, listEntries: [ListEntry], personIDs: [PersonID] = [], opportunityIDs: [OpportunityID] = []
    ) {
        self.organization = organization
        self.listEntries = listEntries
        self.personIDs = personIDs
        self.opportunityIDs = opportunityIDs
    }
}

/// A person, its organizations and the rows it has on lists, as v1 gives them together (AffinityAPI.md#person-objects).
package struct PersonDetails: Hashable, Sendable {
    package let person: Person
    package let organizationIDs: [OrganizationID]
    /// Rows on the lists that the key's user can see, without fields; entity names are empty.
    package let listEntries: [ListEntry]
    /// Empty unless they were asked for.
    package let opportunityIDs: [OpportunityID]

    package init(
        person: Person, organizationIDs: [OrganizationID], listEntries: [ListEntry], opportunityIDs: [OpportunityID] = []
    ) {
        self.person = person
        self.organizationIDs = organizationIDs
        self.listEntries = listEntries
        self.opportunityIDs = opportunityIDs
    }
}

/// The id of a record of any kind.
package enum RecordReference: Hashable, Sendable {
    case organization(OrganizationID)
    case person(PersonID)
    case opportunity(OpportunityID)
}
