/// A column: its identity in both API versions, its type and its options.
struct FieldDefinition: Sendable {
    /// v2's `type` of a field.
    enum Category: String, Sendable {
        case enriched
        case global
        case list
        case relationshipIntelligence = "relationship-intelligence"
    }

    /// Values that are worked out from the account instead of being stored.
    enum Derivation: Sendable, Equatable {
        case persons, companies, lists, dateAdded
        /// The instant at which the Status of a row was set; the field is the list's Status.
        case statusSince(field: Int)
    }

    /// v1's id, also the key of cells.
    let id: Int
    /// v2's id: `field-<id>` or a name such as `affinity-data-location` (AffinityAPI.md#kinds-of-fields).
    let key: String
    let name: String
    let entity: EntityKind
    /// `nil` for fields of the record itself.
    var listID: Int?
    let category: Category
    /// `affinity-data`, `dealroom` and so on; `nil` for fields that people made.
    var source: String?
    let valueType: ValueType
    var description: String?
    var isRequired = false
    /// Seconds since 1970; `nil` for built-in fields.
    var createdAt: Int?
    /// The list's Status: ranked, with options that have a category.
    var isStatus = false
    /// Only users of the account may stand in it.
    var takesUsersOnly = false
    var derivation: Derivation?
    var options: [FieldOption] = []

    /// Everything of v2's field object up to the value's data, rendered once: `{"id":…,"value":{"type":"…"`.
    private(set) var head: [UInt8] = []
    /// The same for a value that the caller may not see: its `type` is `hidden` (AffinityAPI.md#opportunities).
    private(set) var hiddenHead: [UInt8] = []
    /// The whole of such a field when its value is masked (AffinityAPI.md#values).
    private(set) var masked: [UInt8] = []

    mutating func render() {
        head = head(category: category.rawValue, valueType: valueType)
        hiddenHead = head(category: "hidden", valueType: valueType)
        masked = head(category: "hidden", valueType: .text) + Array(#","data":"********"}}"#.utf8)
    }

    private func head(category: String, valueType: ValueType) -> [UInt8] {
        var writer = JSONWriter()
        writer.object { writer in
            writer.put("id", key)
            writer.put("name", name)
            writer.put("type", category)
            writer.put("enrichmentSource", source)
            writer.object("value") { $0.put("type", valueType.rawValue) }
        }
        return Array(writer.bytes.dropLast(2))
    }

    /// Whether a request may set it. On opportunity lists the associations are writable (AffinityAPI.md#opportunities).
    var isWritable: Bool {
        if valueType.isComputed { return false }
        switch derivation {
        case nil: return true
        case .persons, .companies: return entity == .opportunity
        case .lists, .dateAdded, .statusSince: return false
        }
    }

    /// Fields that v1 lists: all but computed ones (AffinityAPI.md#field-metadata).
    var isInV1: Bool { valueType.v1Code != nil && derivation == nil }

    func option(_ id: Int) -> FieldOption? { options.first { $0.id == id } }
}

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
