/// The body of a search: filters, a term, an order, each of which may be missing (AffinityAPI.md#filters-and-searches).
struct SearchCriteria {
    /// What a search may look at: the fields of the records or rows that it goes over.
    struct Scope {
        let field: (String) -> FieldDefinition?
        /// Seconds since 1970.
        let now: Double
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
        let body = call.request.body.isEmpty ? JSONValue.object([]) : try call.body()
        let members = try ValueUpdate.object(body, at: "", allowed: ["filters", "sorts", "search"], required: [])
        isEmpty = members.isEmpty
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
