/// Creating, changing and removing the options of a dropdown field (AffinityAPI.md#dropdown-options). A list's path takes its own fields
/// and those of its kind of record.
extension V2Router {
    private static let textLength = 1...255

    /// Fields of a list or of a kind of record.
    func fieldMetadata(_ ids: [Int], _ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let name = FilterExpression.Property(kind: .text, operators: ["=", "=~"])
        let filter = try FilterExpression(call.query["filter"], properties: ["name": name])
        let fields = ids.compactMap { state.fields[$0] }.filter { field in
            FieldSelection.isShown(field, call.version) && filter.matches { _ in .text(field.name) }
        }
        let includes = try call.includes(["filterability", "sortability"])
        return try V2Page(count: fields.count, call: call).response(capacity: 16_384) { writer, index in
            writer.metadata(fields[index], includes: includes, version: call.version)
        }
    }

    // MARK: Options

    /// Pages of 20 by default and not in rank order (AffinityAPI.md#dropdown-options): here by text.
    /// - Throws: 404 for no such field, 400 for one without options.
    func allOptions(of field: FieldDefinition?) throws(SimulatedResponse) -> SimulatedResponse {
        guard let field else { throw V2Error.notFound }
        guard field.valueType.hasOptions else { throw V2Error.badRequest("Field \(field.key) is not a dropdown field") }
        let options = field.options.sorted { $0.text < $1.text }
        return try V2Page(count: options.count, call: call, defaultLimit: 20).response { writer, index in
            writer.dropdownOption(options[index], of: field, version: call.version)
        }
    }

    func oneOption(of field: FieldDefinition) throws(SimulatedResponse) -> SimulatedResponse {
        let option = try option(of: field)
        return .json { $0.dropdownOption(option, of: field, version: call.version) }
    }

    private func option(of field: FieldDefinition) throws(SimulatedResponse) -> FieldOption {
        guard let option = field.option(try id("dropdownOptionId")) else { throw V2Error.notFound }
        return option
    }

    func deleteOption(of field: FieldDefinition, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        state.deleteOption(try option(of: field).id, of: field, at: call.now)
        return .noContent
    }

    /// - Throws: 400 for a body of another kind than the field, a text that is too long or taken, and for a Status field when the caller's
    ///   version does not know its options.
    func createOption(of field: FieldDefinition, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
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
    func updateOption(of field: FieldDefinition, _ state: inout WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let option = try option(of: field)
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
            writer.put("id", field.key)
            writer.put("name", field.name)
            if version >= .september2026 {
                writer.put("description", field.description)
            }
            writer.put("type", field.category.rawValue)
            writer.put("enrichmentSource", field.source)
            writer.put("valueType", field.valueType.rawValue)
            if version >= .september2026 {
                writer.put("isRequired", field.isRequired)
            }
            writer.put("createdAt", field.createdAt, as: Timestamp.seconds)
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
            writer.array("attributes") { writer in
                writer.object { writer in
                    writer.dateOfActivity()
                    writer.operators(names + SearchOperators.empty)
                }
            }
        }
    }

    private mutating func operators(_ names: [String]) {
        array("operators") { writer in
            for name in names {
                writer.object { writer in
                    writer.put("id", name)
                    writer.put("name", name.split(separator: "-").joined(separator: " "))
                    writer.put("numberOfValuesRequired", SearchOperators.count(name))
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
            writer.array("attributes") { writer in writer.object { $0.dateOfActivity() } }
        }
    }

    private mutating func dateOfActivity() {
        put("id", "date-of-activity")
        put("name", "Date of Activity")
        put("valueType", "date")
    }

    /// An option; Status options show as ranked ones to callers of 2024-01-01 (AffinityAPI.md#dropdown-options).
    mutating func dropdownOption(_ option: FieldOption, of field: FieldDefinition, version: APIVersion) {
        let isStatus = field.isStatus && version >= .july2026
        object { writer in
            writer.put("id", option.id)
            writer.put("text", option.text)
            writer.put("type", isStatus ? "status-dropdown" : field.valueType == .rankedDropdown ? "ranked-dropdown" : "dropdown")
            guard field.valueType == .rankedDropdown else { return }
            writer.put("rank", option.rank)
            writer.put("color", option.color?.rawValue)
            guard isStatus else { return }
            writer.put("statusCategory", (option.category ?? .open).rawValue)
            writer.put("winRate", option.winRate)
        }
    }
}
