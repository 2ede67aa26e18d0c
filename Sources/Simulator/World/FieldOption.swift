/// One choice of a dropdown field.
struct FieldOption: Sendable, Equatable {
    /// What a Status option means for the deal (AffinityAPI.md#dropdown-options).
    enum Category: String, Sendable, CaseIterable {
        case open
        case won
        case lost
        case onHold = "on-hold"
    }

    /// The names v2 uses; v1 sends numbers (AffinityAPI.md#ids-and-kinds).
    enum Color: String, Sendable, CaseIterable {
        case white, gray, blue, green, purple, orange, red

        var v1Code: Int {
            switch self {
            case .white: 0
            case .blue: 1
            case .green: 2
            case .orange: 4
            case .red: 5
            case .purple: 6
            case .gray: 7
            }
        }
    }

    let id: Int
    var text: String
    /// Order among ranked options; 0 for plain dropdowns.
    var rank: Int
    var color: Color?
    /// Only Status options have one.
    var category: Category?
    /// Percent, only with an open Status option.
    var winRate: Int?
}
