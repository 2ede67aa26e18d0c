/// A deal; it lives on exactly one list, in exactly one row.
struct Opportunity: Sendable {
    let id: Int
    var name: String
    let listID: Int
    var entryID: Int
    var personIDs: [Int]
    var organizationIDs: [Int]
}
