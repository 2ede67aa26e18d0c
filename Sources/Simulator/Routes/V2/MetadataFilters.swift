/// The `filter` of `GET /v2/users`: `id = …` or `status = …` (v2 sheet §1.4). Every user here is active.
struct UserFilter {
    private enum Condition {
        case none, id(Int), status(String)
    }

    private let condition: Condition

    /// - Throws: 400 for anything else.
    init(_ text: String?) throws(SimulatedResponse) {
        guard let comparison = try FilterComparison(text) else {
            condition = .none
            return
        }
        switch (comparison.property, comparison.sign) {
        case ("id", "="):
            guard let id = Int(comparison.value) else { throw FilterComparison.invalid }
            condition = .id(id)
        case ("status", "="): condition = .status(comparison.value)
        default: throw FilterComparison.invalid
        }
    }

    func matches(_ id: Int) -> Bool {
        switch condition {
        case .none: true
        case .id(let wanted): id == wanted
        case .status(let status): status == "active"
        }
    }
}

/// The `filter` of field metadata: `name = …` or `name =~ …`, which live is sensitive to case (v2 sheet §1.4).
struct FieldNameFilter {
    private let comparison: FilterComparison?

    /// - Throws: 400 for anything else.
    init(_ text: String?) throws(SimulatedResponse) {
        comparison = try FilterComparison(text)
        guard let comparison else { return }
        guard comparison.property == "name" else { throw FilterComparison.invalid }
    }

    func matches(_ field: FieldDefinition) -> Bool {
        guard let comparison else { return true }
        return comparison.sign == "=" ? field.name == comparison.value : field.name.contains(comparison.value)
    }
}

/// One comparison of v2's filter language, `property = value` or `property =~ value`; metadata filters need no more.
struct FilterComparison {
    let property: String
    let sign: String
    let value: String

    static let invalid = V2Error.badRequest("Invalid filter provided")

    /// `nil` for a blank filter.
    init?(_ text: String?) throws(SimulatedResponse) {
        guard let text, text.contains(where: { !$0.isWhitespace }) else { return nil }
        guard let equals = text.firstIndex(of: "=") else { throw Self.invalid }
        property = Self.trim(text[..<equals])
        var rest = text[text.index(after: equals)...]
        if rest.first == "~" {
            sign = "=~"
            rest = rest.dropFirst()
        } else {
            sign = "="
        }
        var value = Self.trim(rest)
        if value.count >= 2 && value.hasPrefix("\"") && value.hasSuffix("\"") { value = String(value.dropFirst().dropLast()) }
        var unescaped = ""
        var isEscaped = false
        for character in value {
            if character == "\\" && !isEscaped {
                isEscaped = true
                continue
            }
            if !isEscaped && "&|()[]*^$!<>".contains(character) && !rest.contains("\"") { throw Self.invalid }
            unescaped.append(character)
            isEscaped = false
        }
        guard !property.isEmpty, !unescaped.isEmpty else { throw Self.invalid }
        self.value = unescaped
    }

    private static func trim(_ text: Substring) -> String {
        let start = text.drop { $0.isWhitespace }
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
