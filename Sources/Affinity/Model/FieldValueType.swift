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
