/// An opportunity as v1 gives it. It lives on one list, in one row, and is made and removed with it (AffinityAPI.md#opportunities).
package struct Opportunity: Hashable, Sendable {
    package let id: OpportunityID
    package let name: String
    package let organizationIDs: [OrganizationID]
    package let personIDs: [PersonID]
    /// Its row, without fields; nil when the key's user cannot see the list.
    package let listEntry: ListEntry?

    package init(
        id: OpportunityID, name: String, organizationIDs: [OrganizationID], personIDs: [PersonID], listEntry: ListEntry?
    ) {
        self.id = id
        self.name = name
        self.organizationIDs = organizationIDs
        self.personIDs = personIDs
        self.listEntry = listEntry
    }
}

/// An opportunity as v2's directory lists it, without its row and what it is linked to (AffinityAPI.md#opportunities).
package struct OpportunitySummary: Hashable, Sendable {
    package let id: OpportunityID
    package let name: String
    package let listID: ListID
    /// The key's user may not see what it holds, nor write it.
    package let isRedacted: Bool

    package init(id: OpportunityID, name: String, listID: ListID, isRedacted: Bool) {
        self.id = id
        self.name = name
        self.listID = listID
        self.isRedacted = isRedacted
    }
}
