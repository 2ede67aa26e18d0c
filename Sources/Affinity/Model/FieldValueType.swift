/// What kind of value a field holds, in v2's words (AffinityAPI.md#values). Open: a kind that Affinity adds later is kept as it is.
package struct FieldValueType: RawRepresentable, Hashable, Sendable, Codable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let text = Self(rawValue: "text")
    package static let filterableText = Self(rawValue: "filterable-text")
    package static let filterableTextMulti = Self(rawValue: "filterable-text-multi")
    package static let number = Self(rawValue: "number")
    package static let numberMulti = Self(rawValue: "number-multi")
    package static let datetime = Self(rawValue: "datetime")
    package static let dropdown = Self(rawValue: "dropdown")
    package static let dropdownMulti = Self(rawValue: "dropdown-multi")
    package static let rankedDropdown = Self(rawValue: "ranked-dropdown")
    package static let person = Self(rawValue: "person")
    package static let personMulti = Self(rawValue: "person-multi")
    package static let company = Self(rawValue: "company")
    package static let companyMulti = Self(rawValue: "company-multi")
    package static let location = Self(rawValue: "location")
    package static let locationMulti = Self(rawValue: "location-multi")
    package static let formulaNumber = Self(rawValue: "formula-number")
    package static let interaction = Self(rawValue: "interaction")

    /// What one value of it is.
    package enum Scalar: Hashable, Sendable {
        case text, number, date, option, person, company, location
    }

    /// Nil for a kind that Ferry only shows.
    package var scalar: Scalar? {
        switch self {
        case .text, .filterableText, .filterableTextMulti: .text
        case .number, .numberMulti: .number
        case .datetime: .date
        case .dropdown, .rankedDropdown, .dropdownMulti: .option
        case .person, .personMulti: .person
        case .company, .companyMulti: .company
        case .location, .locationMulti: .location
        default: nil
        }
    }

    /// Whether a cell of this kind holds several values.
    package var isMulti: Bool { rawValue.hasSuffix("-multi") }
    package var isDropdown: Bool { scalar == .option }
    package var isPerson: Bool { scalar == .person }
    package var isCompany: Bool { scalar == .company }
    package var isLocation: Bool { scalar == .location }
    package var description: String { rawValue }
}

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
/// is distinguished from one by the category of the options that it has.
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
