/// A list with its own fields, rows and views.
struct AccountList: Sendable {
    let id: Int
    let name: String
    let kind: EntityKind
    let ownerID: Int
    let creatorID: Int
    let isPublic: Bool
    /// Seconds since 1970.
    let createdAt: Int
    /// Its own fields in the order of creation, derived ones last.
    var fieldIDs: [Int] = []
    /// Its own fields by v2 id.
    var fieldIDsByKey: [String: Int] = [:]
    /// Ascending.
    var entryIDs: [Int] = []
    /// Ascending.
    var viewIDs: [Int] = []
}
