/// A deal; it lives on exactly one list, in exactly one row.
struct Opportunity: Sendable {
    let id: Int
    var name: String
    let listID: Int
    var entryID: Int
    var personIDs: [Int]
    var organizationIDs: [Int]
    /// Only some users may see it.
    var isRestricted = false
    /// The key's user is not one of them (AffinityAPI.md#opportunities).
    var isRedacted = false

    /// What the key gets to see.
    var shownName: String { isRedacted ? "[Hidden]" : name }
}
