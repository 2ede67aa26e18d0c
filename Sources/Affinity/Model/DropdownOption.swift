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
