/// One row of a list.
struct ListEntry: Sendable {
    let id: Int
    let listID: Int
    let creatorID: Int
    let kind: EntityKind
    var entityID: Int
    /// Seconds since 1970.
    let createdAt: Double
    var cells: Cells = [:]
}
