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
