/// An option of a dropdown. Texts are unique within a field but for case (AffinityAPI.md#dropdown-options).
package struct DropdownOption: Hashable, Sendable {
    package enum Color: String, CaseIterable, Hashable, Sendable { case white, gray, blue, green, purple, orange, red }

    /// What a status means for the deal.
    package enum Category: String, CaseIterable, Hashable, Sendable {
        case open, won, lost
        case onHold = "on-hold"
    }

    package let id: DropdownOptionID
    package let text: String
    /// Ranked dropdowns only.
    package let rank: Int?
    /// Options of a Status only; nil also for a category that Ferry does not know.
    package let category: Category?

    package init(id: DropdownOptionID, text: String, rank: Int? = nil, category: Category? = nil) {
        self.id = id
        self.text = text
        self.rank = rank
        self.category = category
    }
}

/// An option to be made. It must be of its field's own kind (AffinityAPI.md#dropdown-options); a Status is a ranked dropdown by the type
/// of its values, and
/// is told from one by the category of the options that it has.
package enum NewDropdownOption: Hashable, Sendable {
    case plain(text: String)
    case ranked(text: String, rank: Int, color: DropdownOption.Color)
    case status(text: String, rank: Int, color: DropdownOption.Color, category: DropdownOption.Category)

    /// 1 to 255 characters, and no option of the field has it.
    package var text: String {
        switch self {
        case .plain(let text), .ranked(let text, _, _), .status(let text, _, _, _): text
        }
    }
}
