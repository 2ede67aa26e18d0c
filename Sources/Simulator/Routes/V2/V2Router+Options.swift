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
