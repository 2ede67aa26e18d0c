/// `POST …/dropdown-options`; keys that the kind does not have are refused (AffinityAPI.md#dropdown-options).
struct DropdownOptionBody: Encodable {
    private let type: String
    private let text: String
    private var rank: Int?
    private var color: String?
    private var statusCategory: String?

    init(_ option: NewDropdownOption) {
        text = option.text
        switch option {
        case .plain:
            type = "dropdown"
        case .ranked(_, let rank, let color):
            type = "ranked-dropdown"
            self.rank = rank
            self.color = color.rawValue
        case .status(_, let rank, let color, let category):
            type = "status-dropdown"
            self.rank = rank
            self.color = color.rawValue
            statusCategory = category.rawValue
        }
    }
}
