/// One item of a cell that came, went or changed, for the feeds of both APIs (AffinityAPI.md#changes-of-values).
struct FieldChange: Sendable {
    /// v1's code of the action.
    enum Action: Int, Sendable {
        case add = 0
        case delete = 1
        case update = 2

        /// As v2 names it.
        var name: String {
            switch self {
            case .add: "add"
            case .delete: "delete"
            case .update: "update"
            }
        }
    }

    let id: Int
    let fieldID: Int
    let kind: EntityKind
    let entityID: Int
    /// `nil` for fields of the record itself.
    let entryID: Int?
    let listID: Int?
    let action: Action
    /// The new item; of a deletion the old one.
    let value: FieldScalar
    /// What stands in its place once the option or the record behind it is gone.
    let shown: String
    let changerID: Int
    /// Seconds since 1970.
    let at: Double
}
