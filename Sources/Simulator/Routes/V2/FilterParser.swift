/// Reads v2's filter language by recursive descent.
struct FilterParser {
    private var rest: Substring
    private let properties: [String: FilterExpression.Property]

    private static let deepest = 32

    init(_ text: String, properties: [String: FilterExpression.Property]) {
        rest = Substring(text)
        self.properties = properties
    }

    mutating func parse() throws(SimulatedResponse) -> FilterExpression {
        let expression = try alternatives(depth: 0)
        skipSpace()
        guard rest.isEmpty else { throw FilterComparison.invalid }
        return expression
    }

    private mutating func alternatives(depth: Int) throws(SimulatedResponse) -> FilterExpression {
        guard depth <= Self.deepest else { throw FilterComparison.invalid }
        var parts = [try conjunction(depth: depth)]
        while skip("|") { parts.append(try conjunction(depth: depth)) }
        return parts.count == 1 ? parts[0] : .any(parts)
    }

    private mutating func conjunction(depth: Int) throws(SimulatedResponse) -> FilterExpression {
        var parts = [try term(depth: depth)]
        while skip("&") { parts.append(try term(depth: depth)) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func term(depth: Int) throws(SimulatedResponse) -> FilterExpression {
        if skip("!") {
            guard skip("(") else { throw FilterComparison.invalid }
            return .not(try group(depth: depth))
        }
        return skip("(") ? try group(depth: depth) : try comparison()
    }

    private mutating func group(depth: Int) throws(SimulatedResponse) -> FilterExpression {
        let expression = try alternatives(depth: depth + 1)
        guard skip(")") else { throw FilterComparison.invalid }
        return expression
    }

    private mutating func comparison() throws(SimulatedResponse) -> FilterExpression {
        skipSpace()
        let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "." })
        rest = rest.dropFirst(name.count)
        var sign = ""
        if skip(">") { sign = ">" } else if skip("<") { sign = "<" }
        if rest.first == "=" || sign.isEmpty {
            guard skip("=") else { throw FilterComparison.invalid }
            sign += "="
        }
        guard let property = properties[name], property.operators.contains(sign) else { throw FilterComparison.invalid }
        return .comparison(property: name, sign: sign, value: try Self.value(literal(), kind: property.kind))
    }

    /// Quoted text, or everything up to a sign of the language; a backslash keeps the next character as it is.
    private mutating func literal() -> String {
        skipSpace()
        let isQuoted = rest.first == "\""
        if isQuoted { rest = rest.dropFirst() }
        var text = ""
        while let character = rest.first {
            if character == "\\", rest.count > 1 {
                text.append(rest[rest.index(after: rest.startIndex)])
                rest = rest.dropFirst(2)
                continue
            }
            if isQuoted ? character == "\"" : "&|()".contains(character) { break }
            text.append(character)
            rest = rest.dropFirst()
        }
        if isQuoted {
            rest = rest.dropFirst()
            return text
        }
        while text.last?.isWhitespace == true { text.removeLast() }
        return text
    }

    private static func value(_ text: String, kind: FilterExpression.Kind) throws(SimulatedResponse) -> FilterExpression.Value {
        switch kind {
        case .integer:
            guard let number = Int(text) else { throw FilterComparison.invalid }
            return .integer(number)
        case .text:
            guard !text.isEmpty else { throw FilterComparison.invalid }
            return .text(text)
        case .time:
            // Whole seconds in UTC only (AffinityAPI.md#filters-and-searches).
            guard text.hasSuffix("Z"), !text.contains("."), let instant = Timestamp.parseDateTime(text) else {
                throw FilterComparison.invalid
            }
            return .time(Double(instant))
        }
    }

    private mutating func skip(_ sign: Character) -> Bool {
        skipSpace()
        guard rest.first == sign else { return false }
        rest = rest.dropFirst()
        return true
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0.isWhitespace }
    }
}
