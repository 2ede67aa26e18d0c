/// Creating, changing and removing the options of a dropdown field (AffinityAPI.md#dropdown-options). A list's path takes its own fields
/// and those of its
/// kind of record.
extension V2Router {
    private static let textLength = 1...255

    func optionRoutes(_ field: FieldDefinition?, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let path = call.path
        let method = call.request.method
        if path.count == 5 && method == "GET" { return try dropdownOptions(field) }
        guard let field else { throw V2Error.notFound }
        guard field.valueType.hasOptions else { throw V2Error.badRequest("Field \(field.key) is not a dropdown field") }
        if path.count == 5 && method == "POST" { return try createOption(of: field, &state) }
        guard path.count == 6 else { throw noRoute }
        guard let option = field.option(try call.id(5, "dropdownOptionId")) else { throw V2Error.notFound }
        switch method {
        case "GET": return .json { $0.dropdownOption(option, of: field, version: call.version) }
        case "POST": return try updateOption(option, of: field, &state)
        case "DELETE":
            state.deleteOption(option.id, of: field, at: call.now)
            return .noContent
        default: throw noRoute
        }
    }

    /// - Throws: 400 for a body of another kind than the field, a text that is too long or taken, and for a Status field when the
    ///   caller's version does not know its options.
    private func createOption(of field: FieldDefinition, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        try requireStatusKnown(field)
        let value = try call.body()
        let type = field.optionType
        guard let written = value["type"]?.text else { throw V2Error.validation("type", "value at `/type` is not a string") }
        guard written == type else {
            throw V2Error.validation("type", "value at `/type` does not match the type of field \(field.key): expected \(type)")
        }
        let required = ["type", "text"] + (field.valueType == .rankedDropdown ? ["rank", "color"] : [])
        let body = try V2Body(
            value, allowed: required + (field.isStatus ? ["statusCategory", "winRate"] : []),
            required: required + (field.isStatus ? ["statusCategory"] : []))
        let text = try body.required("text", length: Self.textLength)
        let rank = try body.integer("rank")
        let color = try body.choice("color", FieldOption.Color.self)
        let category = try body.choice("statusCategory", FieldOption.Category.self)
        let winRate = try winRate(body, category: category)
        try requireFree(text, in: field, except: nil)
        let option = state.addOption(to: field.id, text: text, rank: rank ?? 0, color: color, category: category, winRate: winRate)
        return .json(201) { $0.dropdownOption(option, of: field, version: call.version) }
    }

    /// Any part of an option but its type.
    private func updateOption(
        _ option: FieldOption, of field: FieldDefinition, _ state: inout WorldState
    ) throws(SimulatedResponse) -> SimulatedResponse {
        try requireStatusKnown(field)
        var allowed = ["text"]
        if field.valueType == .rankedDropdown { allowed += ["rank", "color"] }
        if field.isStatus { allowed += ["statusCategory", "winRate"] }
        let body = try V2Body(try call.body(), allowed: allowed)
        var changed = option
        if let text = try body.text("text", length: Self.textLength) {
            try requireFree(text, in: field, except: option.id)
            changed.text = text
        }
        if let rank = try body.integer("rank") { changed.rank = rank }
        if let color = try body.choice("color", FieldOption.Color.self) { changed.color = color }
        if let category = try body.choice("statusCategory", FieldOption.Category.self) {
            changed.category = category
            if category != .open { changed.winRate = nil }
        }
        if let rate = try winRate(body, category: changed.category) { changed.winRate = rate }
        state.replaceOption(changed, of: field.id)
        return .noContent
    }

    /// Only an open status has one.
    private func winRate(_ body: V2Body, category: FieldOption.Category?) throws(SimulatedResponse) -> Int? {
        guard let rate = try body.integer("winRate", in: 0...100) else { return nil }
        guard category == .open else { throw V2Error.validation("winRate", "winRate is only allowed for open status options") }
        return rate
    }

    /// Texts are unique within the field; case variants count as different.
    private func requireFree(_ text: String, in field: FieldDefinition, except id: Int?) throws(SimulatedResponse) {
        guard !field.options.contains(where: { $0.text == text && $0.id != id }) else {
            throw V2Error.validation("text", "Dropdown option text must be unique within the field")
        }
    }

    /// On 2024-01-01 the options of a Status field show as ranked ones and cannot be written.
    private func requireStatusKnown(_ field: FieldDefinition) throws(SimulatedResponse) {
        if field.isStatus && call.version < .july2026 {
            throw V2Error.badRequest("Status dropdown options cannot be changed in this API version")
        }
    }
}

extension FieldDefinition {
    /// v2's `type` of the field's options; a Status field is a ranked one whose options are of a kind of their own
    /// (AffinityAPI.md#dropdown-options).
    fileprivate var optionType: String { isStatus ? "status-dropdown" : valueType == .rankedDropdown ? "ranked-dropdown" : "dropdown" }
}

extension JSONWriter {
    /// A field's description; two of its keys came with 2026-09-17 (AffinityAPI.md#field-metadata).
    mutating func metadata(_ field: FieldDefinition, includes: [String], version: APIVersion) {
        object { writer in
            writer.key("id")
            writer.string(field.key)
            writer.key("name")
            writer.string(field.name)
            if version >= .september2026 {
                writer.key("description")
                writer.optional(field.description)
            }
            writer.key("type")
            writer.string(field.category.rawValue)
            writer.key("enrichmentSource")
            writer.optional(field.source)
            writer.key("valueType")
            writer.string(field.valueType.rawValue)
            if version >= .september2026 {
                writer.key("isRequired")
                writer.bool(field.isRequired)
            }
            writer.key("createdAt")
            if let createdAt = field.createdAt { writer.plain(Timestamp.seconds(createdAt)) } else { writer.null() }
            if includes.contains("filterability") {
                writer.key("filterability")
                writer.filterability(field.valueType)
            }
            if includes.contains("sortability") {
                writer.key("sortability")
                writer.sortability(field.valueType)
            }
        }
    }

    /// Interactions are filtered and ordered by their date, an attribute; null is what cannot be (AffinityAPI.md#field-metadata).
    private mutating func filterability(_ type: ValueType) {
        let names = SearchOperators.all(of: type)
        guard !names.isEmpty else {
            null()
            return
        }
        object { writer in
            writer.key("filterableFieldType")
            guard type == .interaction else {
                writer.string("field-only")
                writer.operators(names + SearchOperators.empty)
                return
            }
            writer.string("attribute-on-field")
            writer.key("attributes")
            writer.array { writer in
                writer.object { writer in
                    writer.dateOfActivity()
                    writer.operators(names + SearchOperators.empty)
                }
            }
        }
    }

    private mutating func operators(_ names: [String]) {
        key("operators")
        array { writer in
            for name in names {
                writer.object { writer in
                    writer.key("id")
                    writer.string(name)
                    writer.key("name")
                    writer.string(name.split(separator: "-").joined(separator: " "))
                    writer.key("numberOfValuesRequired")
                    writer.string(SearchOperators.count(name))
                }
            }
        }
    }

    private mutating func sortability(_ type: ValueType) {
        guard SearchOperators.name(of: type) != nil else {
            null()
            return
        }
        object { writer in
            writer.key("sortableFieldType")
            guard type == .interaction else {
                writer.string("field-only")
                return
            }
            writer.string("attribute-on-field")
            writer.key("attributes")
            writer.array { writer in writer.object { $0.dateOfActivity() } }
        }
    }

    private mutating func dateOfActivity() {
        key("id")
        string("date-of-activity")
        key("name")
        string("Date of Activity")
        key("valueType")
        string("date")
    }

    /// An option; Status options show as ranked ones to callers of 2024-01-01 (AffinityAPI.md#dropdown-options).
    mutating func dropdownOption(_ option: FieldOption, of field: FieldDefinition, version: APIVersion) {
        let isStatus = field.isStatus && version >= .july2026
        object { writer in
            writer.key("id")
            writer.integer(option.id)
            writer.key("text")
            writer.string(option.text)
            writer.key("type")
            writer.string(isStatus ? "status-dropdown" : field.valueType == .rankedDropdown ? "ranked-dropdown" : "dropdown")
            guard field.valueType == .rankedDropdown else { return }
            writer.key("rank")
            writer.integer(option.rank)
            writer.key("color")
            writer.optional(option.color?.rawValue)
            guard isStatus else { return }
            writer.key("statusCategory")
            writer.string((option.category ?? .open).rawValue)
            writer.key("winRate")
            writer.optional(option.winRate)
        }
    }
}
