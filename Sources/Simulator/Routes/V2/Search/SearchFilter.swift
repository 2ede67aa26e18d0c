/// The filters of a search: conditions on fields in groups joined by `and` or `or` (AffinityAPI.md#filters-and-searches).
indirect enum SearchFilter {
    case all([SearchFilter])
    case any([SearchFilter])
    case condition(SearchCondition)

    private static let mostConditions = 50

    /// - Throws: 400 for anything that is no group of filters on fields of the scope.
    init(group value: JSONValue, at place: String, _ scope: SearchCriteria.Scope, depth: Int = 0) throws(SimulatedResponse) {
        let members = try ValueUpdate.object(value, at: place, allowed: ["operator", "filters"], required: ["operator", "filters"])
        guard let items = members["filters"]?.items else {
            throw V2Error.validation("filters", "value at `\(place)/filters` is not an array")
        }
        guard items.count <= Self.mostConditions, depth < 10 else {
            throw V2Error.validation("filters", "array size at `\(place)/filters` is greater than: \(Self.mostConditions)")
        }
        var filters: [SearchFilter] = []
        for (index, item) in items.enumerated() {
            let inner = "\(place)/filters/\(index)"
            if item["filters"] == nil {
                filters.append(.condition(try SearchCondition(item, at: inner, scope)))
            } else {
                filters.append(try SearchFilter(group: item, at: inner, scope, depth: depth + 1))
            }
        }
        switch members["operator"]?.text {
        case "and": self = .all(filters)
        case "or": self = .any(filters)
        default: throw V2Error.validation("operator", "value at `\(place)/operator` is not one of: and, or")
        }
    }

    /// A group without filters keeps everything.
    func matches(_ record: RecordView, in state: WorldState) -> Bool {
        switch self {
        case .all(let parts): parts.allSatisfy { $0.matches(record, in: state) }
        case .any(let parts): parts.isEmpty || parts.contains { $0.matches(record, in: state) }
        case .condition(let condition): condition.matches(record, in: state)
        }
    }
}

/// What a type of field can be compared with, by the names of the filters.
enum SearchOperators {
    static let empty = ["is-empty", "is-not-empty"]
    static let text = ["contains", "does-not-contain", "starts-with", "ends-with"]
    static let one = ["is-any-of", "is-none-of"]
    static let many = ["has-any-of", "has-all-of", "has-none-of"]
    static let number = [
        "is-equal-to", "is-not-equal-to", "is-greater-than", "is-greater-than-or-equal-to", "is-less-than", "is-less-than-or-equal-to",
        "is-between",
    ]
    static let date = [
        "is-on", "is-not-on", "is-before", "is-after", "is-on-or-before", "is-on-or-after", "is-between", "is-within-the-last",
        "is-within-the-next", "is-not-within-the-last", "is-not-within-the-next",
    ]

    /// The name that filters have for a type of field; `nil` for one that cannot be filtered.
    static func name(of type: ValueType) -> String? {
        switch type {
        case .datetime, .interaction: "date"
        case .formulaNumber, .note, .reminder, .numberMulti: nil
        default: type.rawValue
        }
    }

    /// The operators of a field beside those for empty cells.
    static func all(of type: ValueType) -> [String] {
        switch type {
        case .text: text
        case .filterableText, .dropdown, .rankedDropdown, .person, .company, .location: one
        case .filterableTextMulti, .dropdownMulti, .personMulti, .companyMulti, .listMulti, .locationMulti: many
        case .number: number
        case .datetime, .interaction: date
        case .formulaNumber, .note, .reminder, .numberMulti: []
        }
    }

    /// How many values one takes, as the metadata of fields says.
    static func count(_ name: String) -> String {
        if empty.contains(name) { return "none" }
        if one.contains(name) || many.contains(name) { return "multi" }
        return name == "is-between" ? "two" : "one"
    }
}
