/// The filters of a search: conditions on fields in groups joined by `and` or `or` (AffinityAPI.md#filters-and-searches).
indirect enum SearchFilter {
    case all([SearchFilter])
    case any([SearchFilter])
    case condition(SearchCondition)

    private static let mostConditions = 50

    /// - Throws: 400 for anything that is not a group of filters on fields of the scope.
    init(group value: JSONValue, at place: String, _ scope: SearchCriteria.Scope, depth: Int = 0) throws(SimulatedResponse) {
        let members = try V2Body(value, at: place, allowed: ["operator", "filters"], required: ["operator", "filters"])
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

/// One comparison of a search's filters (AffinityAPI.md#filters-and-searches).
struct SearchCondition {
    private enum Wanted {
        case nothing
        case texts([String])
        case numbers([Double])
        /// Days since 1970.
        case days([Int])
        /// Seconds since 1970.
        case span(ClosedRange<Double>)
        case ids(Set<Int>)
        case places([JSONValue])
    }

    private let field: FieldDefinition
    private let sign: String
    private let wanted: Wanted

    init(_ value: JSONValue, at place: String, _ scope: SearchCriteria.Scope) throws(SimulatedResponse) {
        let body = try V2Body(
            value, at: place, allowed: ["fieldId", "attributeId", "valueType", "operator", "value"],
            required: ["fieldId", "valueType", "operator"])
        let key = try body.required("fieldId")
        guard let field = scope.field(key) else { throw V2Error.validation("fieldId", "Field \(key) does not exist or cannot be filtered") }
        let type = try body.required("valueType")
        guard type == SearchOperators.name(of: field.valueType) else {
            throw V2Error.validation("valueType", "value at `\(place)/valueType` does not match the type of field \(key)")
        }
        if field.valueType == .interaction, try body.text("attributeId") != "date-of-activity" {
            throw V2Error.validation("attributeId", "value at `\(place)/attributeId` is not one of: date-of-activity")
        }
        let sign = try body.required("operator")
        self.field = field
        self.sign = sign
        if SearchOperators.empty.contains(sign) {
            wanted = .nothing
            return
        }
        guard SearchOperators.all(of: field.valueType).contains(sign) else {
            throw V2Error.validation("operator", "value at `\(place)/operator` is not an operator of \(type)")
        }
        guard let wanted = Self.wanted(body["value"] ?? .null, field.valueType, sign, now: scope.now) else {
            throw V2Error.validation("value", "value at `\(place)/value` does not fit the operator \(sign)")
        }
        self.wanted = wanted
    }

    /// `nil` when the value does not fit.
    private static func wanted(_ value: JSONValue, _ type: ValueType, _ sign: String, now: Double) -> Wanted? {
        let items = value.items.map { $0.count <= 100 ? $0 : [] } ?? [value]
        let isPair = sign == "is-between"
        if isPair && items.count != 2 || !isPair && SearchOperators.count(sign) == "one" && value.items != nil { return nil }
        if SearchOperators.count(sign) == "multi" && (value.items == nil || items.isEmpty) { return nil }
        func all<Item>(_ read: (JSONValue) -> Item?) -> [Item]? {
            let read = items.compactMap(read)
            return read.count == items.count ? read : nil
        }
        switch type {
        case .text, .filterableText, .filterableTextMulti: return all(\.text).map { .texts($0.map { $0.lowercased() }) }
        case .number:
            return all { item in
                if case .number(let number) = item { return number }
                return nil
            }.map { .numbers($0) }
        case .datetime, .interaction:
            if sign.hasSuffix("-last") || sign.hasSuffix("-next") {
                guard let amount = value["amount"]?.items?.first?.integer, amount > 0, let unit = value["unit"]?.text,
                    let seconds = seconds(of: unit)
                else { return nil }
                let length = Double(amount) * seconds
                return .span(sign.hasSuffix("-last") ? now - length...now : now...now + length)
            }
            return all { item in item.text.flatMap { Timestamp.parseDate($0) }?.daysSinceEpoch }.map { .days($0) }
        case .dropdown, .dropdownMulti, .rankedDropdown: return all { $0["dropdownOptionId"]?.integer }.map { .ids(Set($0)) }
        case .person, .personMulti, .company, .companyMulti, .listMulti: return all { $0["id"]?.integer }.map { .ids(Set($0)) }
        case .location, .locationMulti: return all { $0.members == nil ? nil : $0 }.map { .places($0) }
        case .formulaNumber, .note, .reminder, .numberMulti: return nil
        }
    }

    /// Months and longer are as long as they are on average.
    private static func seconds(of unit: String) -> Double? {
        let day = 86_400.0
        return switch unit {
        case "minute": 60
        case "hour": 3_600
        case "day": day
        case "week": 7 * day
        case "month": 365.25 / 12 * day
        case "quarter": 365.25 / 4 * day
        case "year": 365.25 * day
        default: nil
        }
    }

    /// The negative operators keep empty cells too.
    func matches(_ record: RecordView, in state: WorldState) -> Bool {
        let items = SearchItem.all(of: record, field, in: state)
        switch sign {
        case "is-empty": return items.isEmpty
        case "is-not-empty": return !items.isEmpty
        case "does-not-contain": return !holds("contains", items)
        case "is-not-equal-to": return !holds("is-equal-to", items)
        case "is-not-on": return !holds("is-on", items)
        case "is-none-of", "has-none-of": return !holds("is-any-of", items)
        case "is-not-within-the-last", "is-not-within-the-next": return !holds("is-within", items)
        default: return holds(sign, items)
        }
    }

    private func holds(_ sign: String, _ items: [SearchItem]) -> Bool {
        switch wanted {
        case .nothing: return false
        case .texts(let texts):
            let found = items.compactMap { $0.text?.lowercased() }
            switch sign {
            case "contains": return found.contains { text in texts.contains { text.contains($0) } }
            case "starts-with": return found.contains { text in texts.contains { text.hasPrefix($0) } }
            case "ends-with": return found.contains { text in texts.contains { text.hasSuffix($0) } }
            default: return Self.overlap(Set(texts), Set(found), all: sign == "has-all-of")
            }
        case .ids(let ids): return Self.overlap(ids, Set(items.compactMap(\.id)), all: sign == "has-all-of")
        case .numbers(let numbers): return items.compactMap(\.number).contains { Self.compare($0, sign, numbers) }
        case .days(let days): return items.compactMap(\.day).contains { Self.compare($0, sign, days) }
        case .span(let span): return items.compactMap(\.instant).contains { span.contains(Double($0)) }
        case .places(let places):
            let fits = places.map { place in items.compactMap(\.place).contains { Self.fits($0, place) } }
            return sign == "has-all-of" ? !fits.contains(false) : fits.contains(true)
        }
    }

    private static func overlap<Item>(_ wanted: Set<Item>, _ found: Set<Item>, all: Bool) -> Bool {
        all ? wanted.isSubset(of: found) : !wanted.isDisjoint(with: found)
    }

    private static func compare<Item: Comparable>(_ found: Item, _ sign: String, _ wanted: [Item]) -> Bool {
        guard let first = wanted.first, let last = wanted.last else { return false }
        switch sign {
        case "is-equal-to", "is-on": return found == first
        case "is-greater-than", "is-after": return found > first
        case "is-greater-than-or-equal-to", "is-on-or-after": return found >= first
        case "is-less-than", "is-before": return found < first
        case "is-less-than-or-equal-to", "is-on-or-before": return found <= first
        default: return first <= found && found <= last
        }
    }

    /// The parts that are named are equal.
    private static func fits(_ place: Location, _ wanted: JSONValue) -> Bool {
        let parts = [
            "streetAddress": place.streetAddress, "city": place.city, "state": place.state, "country": place.country,
            "continent": place.continent,
        ]
        return (wanted.members ?? [:]).allSatisfy { member in
            guard let text = member.value.text else { return true }
            return (parts[member.key] ?? nil)?.lowercased() == text.lowercased()
        }
    }
}
