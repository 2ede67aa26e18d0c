/// A saved view of a list. Only sheets can be read (AffinityAPI.md#saved-views).
struct SavedView: Sendable {
    enum Style: String, Sendable, CaseIterable {
        case sheet, board, dashboard
    }

    /// Keeps the rows whose cell holds any of these options.
    struct Filter: Sendable {
        let fieldID: Int
        let optionIDs: Set<Int>
    }

    let id: Int
    let listID: Int
    let name: String
    let style: Style
    /// Seconds since 1970.
    let createdAt: Int
    let columnIDs: [Int]
    let filter: Filter?
}
