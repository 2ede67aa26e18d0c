/// The body of a search: filters, a term, an order, each of which may be missing (AffinityAPI.md#filters-and-searches).
struct SearchCriteria {
    /// What a search may look at: the fields of the records or rows that it goes over.
    struct Scope {
        let field: (String) -> FieldDefinition?
        let now: Instant
    }

    let filter: SearchFilter
    let words: SearchWords
    let order: SearchOrder
    /// Whether the body asked for nothing at all; then companies are those of Affinity's global index, otherwise the account's own
    /// (AffinityAPI.md#searching-organizations).
    let isEmpty: Bool

    /// - Throws: 400 for a body of another shape, for fields that the scope lacks, for operators and values that do not fit.
    init(_ call: V2Call, _ scope: Scope) throws(SimulatedResponse) {
        if !call.query.all("fieldIds").isEmpty && !call.query.all("fieldTypes").isEmpty {
            throw V2Error.validation("fieldIds", "fieldIds and fieldTypes cannot be used together")
        }
        let body = call.request.body.isEmpty ? JSONValue.object([:]) : try call.body()
        let members = try V2Body(body, allowed: ["filters", "sorts", "search"])
        isEmpty = body.members?.isEmpty == true
        filter =
            try members["filters"].map { value throws(SimulatedResponse) in try SearchFilter(group: value, at: "/filters", scope) }
            ?? .all([])
        words = try members["search"].map { value throws(SimulatedResponse) in try SearchWords(value, scope) } ?? SearchWords()
        order = try members["sorts"].map { value throws(SimulatedResponse) in try SearchOrder(value, scope) } ?? SearchOrder()
    }

    func matches(_ record: RecordView, in state: WorldState) -> Bool {
        words.match(record, in: state) && filter.matches(record, in: state)
    }
}

/// A term: each of its words begins a word of the record's name, its domain or address, or of the named fields ("Jan" finds "Jane",
/// "ane" does not).
struct SearchWords {
    private var words: [String] = []
    private var fields: [FieldDefinition] = []

    init() {}

    init(_ value: JSONValue, _ scope: SearchCriteria.Scope) throws(SimulatedResponse) {
        let body = try V2Body(value, at: "/search", allowed: ["term", "fieldIds"], required: ["term"])
        words = Self.words(of: try body.required("term", length: 3...1_000))
        guard let keys = value["fieldIds"] else { return }
        guard let keys = keys.items else { throw body.mismatch("fieldIds", "is not an array") }
        guard (1...100).contains(keys.count) else { throw body.mismatch("fieldIds", "has not 1 to 100 items") }
        for key in keys {
            guard let field = key.text.flatMap(scope.field) else {
                throw V2Error.validation("fieldIds", "Unknown field in `/search/fieldIds`")
            }
            fields.append(field)
        }
    }

    func match(_ record: RecordView, in state: WorldState) -> Bool {
        guard !words.isEmpty else { return true }
        let texts: [String] =
            switch record.subject {
            case .company(let organization): [organization.name, organization.domains.first ?? ""]
            case .person(let person): [person.firstName, person.lastName ?? "", person.primaryEmail ?? ""]
            case .opportunity(let opportunity): opportunity.isRedacted ? [] : [opportunity.name]
            }
        let more = fields.flatMap { field in SearchItem.all(of: record, field, in: state).compactMap(\.text) }
        let known = (texts + more).flatMap(Self.words)
        return words.allSatisfy { word in known.contains { $0.hasPrefix(word) } }
    }

    private static func words(of text: String) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }
}

/// One item of a cell as searches compare and order it.
struct SearchItem {
    /// What it shows, for terms and for the order of texts.
    var text: String?
    var number: Double?
    /// Seconds since 1970.
    var instant: Int?
    /// Of an option, a person, an organization or a list.
    var id: Int?
    var place: Location?

    static func all(of record: RecordView, _ field: FieldDefinition, in state: WorldState) -> [SearchItem] {
        if field.valueType == .listMulti {
            return record.listIDs(in: state).map { SearchItem(text: state.lists[$0]?.name, id: $0) }
        }
        return record.values(field).map { value in
            switch value {
            case .text(let text): SearchItem(text: text)
            case .number(let number): SearchItem(number: number)
            case .date(let instant): SearchItem(instant: instant)
            case .option(let id):
                SearchItem(
                    text: field.option(id)?.text,
                    number: field.valueType == .rankedDropdown ? field.option(id).map { Double($0.rank) } : nil,
                    id: id)
            case .person(let id): SearchItem(text: state.persons[id]?.name ?? "", id: id)
            case .company(let id): SearchItem(text: state.organizations[id]?.name, id: id)
            case .location(let place):
                SearchItem(
                    text: [place.streetAddress, place.city, place.state, place.country].compactMap { $0 }.joined(separator: " "),
                    place: place)
            case .interaction(let key):
                SearchItem(text: state.interaction(key)?.title, instant: state.interaction(key)?.at)
            }
        }
    }

    /// The day of a moment where Affinity is; dates are midnight there.
    var day: Int? {
        instant.map { PacificTime.floorDivide($0 + PacificTime.offset(at: $0), 86_400) }
    }
}

/// The order of a search: up to five fields; empty cells come last in both directions, ties by id. Unknown fields are ignored in silence
/// (AffinityAPI.md#filters-and-searches).
struct SearchOrder {
    private var keys: [(field: FieldDefinition, isDescending: Bool)] = []

    init() {}

    init(_ value: JSONValue, _ scope: SearchCriteria.Scope) throws(SimulatedResponse) {
        guard let items = value.items else { throw V2Error.validation("sorts", "value at `/sorts` is not an array") }
        guard (1...5).contains(items.count) else { throw V2Error.validation("sorts", "array size at `/sorts` is not 1 to 5") }
        for (index, item) in items.enumerated() {
            let body = try V2Body(
                item, at: "/sorts/\(index)", allowed: ["fieldId", "attributeId", "direction"], required: ["fieldId", "direction"])
            let direction = try body.required("direction")
            guard direction == "asc" || direction == "desc" else { throw body.mismatch("direction", "is not one of: asc, desc") }
            let key = try body.required("fieldId")
            if let field = scope.field(key) { keys.append((field, direction == "desc")) }
        }
    }

    /// The ids in this order; as they are when there is none.
    func sorted(_ ids: [Int], _ record: (Int) -> RecordView?, in state: WorldState) -> [Int] {
        guard !keys.isEmpty else { return ids }
        let rows = ids.map { id in
            (id: id, items: keys.map { key in record(id).flatMap { SearchItem.all(of: $0, key.field, in: state).first } })
        }
        return rows.sorted { left, right in
            for (index, key) in keys.enumerated() {
                guard let first = left.items[index] else {
                    if right.items[index] != nil { return false }
                    continue
                }
                guard let second = right.items[index] else { return true }
                if Self.isBefore(first, second) { return !key.isDescending }
                if Self.isBefore(second, first) { return key.isDescending }
            }
            return left.id < right.id
        }.map(\.id)
    }

    var isNone: Bool { keys.isEmpty }

    private static func isBefore(_ left: SearchItem, _ right: SearchItem) -> Bool {
        if let first = left.number, let second = right.number { return first < second }
        if let first = left.instant, let second = right.instant { return first < second }
        return (left.text ?? "").lowercased() < (right.text ?? "").lowercased()
    }
}
