/// The kinds of cells there are, by v2's names (AffinityAPI.md#values).
enum ValueType: String, Sendable, CaseIterable {
    case text
    case filterableText = "filterable-text"
    case filterableTextMulti = "filterable-text-multi"
    case number
    case numberMulti = "number-multi"
    case datetime
    case dropdown
    case dropdownMulti = "dropdown-multi"
    case rankedDropdown = "ranked-dropdown"
    case person
    case personMulti = "person-multi"
    case company
    case companyMulti = "company-multi"
    case location
    case locationMulti = "location-multi"
    case formulaNumber = "formula-number"
    case interaction
    case listMulti = "list-multi"
    case note
    case reminder

    var isMulti: Bool {
        switch self {
        case .filterableTextMulti, .numberMulti, .dropdownMulti, .personMulti, .companyMulti, .locationMulti, .listMulti: true
        default: false
        }
    }

    var hasOptions: Bool { self == .dropdown || self == .dropdownMulti || self == .rankedDropdown }

    /// Computed by Affinity; no request can set it.
    var isComputed: Bool {
        switch self {
        case .formulaNumber, .interaction, .listMulti, .note, .reminder: true
        default: false
        }
    }

    /// v1's `value_type`; `nil` for kinds that v1 does not list (AffinityAPI.md#field-metadata).
    var v1Code: Int? {
        switch self {
        case .person, .personMulti: 0
        case .company, .companyMulti: 1
        case .dropdown, .dropdownMulti: 2
        case .number, .numberMulti: 3
        case .datetime: 4
        case .location, .locationMulti: 5
        case .text: 6
        case .rankedDropdown: 7
        case .filterableText, .filterableTextMulti: 10
        case .formulaNumber, .interaction, .listMulti, .note, .reminder: nil
        }
    }

    /// The newest kinds are shown only to callers of version 2026-09-17 (AffinityAPI.md#api-versions).
    var isNewest: Bool { self == .listMulti || self == .note || self == .reminder }
}
