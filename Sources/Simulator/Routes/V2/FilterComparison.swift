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
