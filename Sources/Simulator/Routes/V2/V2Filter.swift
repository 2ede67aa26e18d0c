/// v2's filter language: comparisons joined by `&`, which binds tighter, and `|`, with groups and `!(…)`
/// (AffinityAPI.md#filters-and-searches).
indirect enum FilterExpression {
    /// What a property may be compared with.
    enum Kind {
        case integer, time, text
    }

    enum Value: Equatable {
        case integer(Int)
        /// Seconds since 1970.
        case time(Double)
        case text(String)
    }

    /// A property that an endpoint knows, with the operators it takes.
    struct Property {
        let kind: Kind
        let operators: Set<String>

        static let id = Property(kind: .integer, operators: ["="])
        static let time = Property(kind: .time, operators: [">", "<", ">=", "<="])
        static let name = Property(kind: .text, operators: ["="])
    }

    case everything
    case all([FilterExpression])
    case any([FilterExpression])
    case not(FilterExpression)
    case comparison(property: String, sign: String, value: Value)

    /// - Throws: 400 for anything that the endpoint does not know.
    init(_ text: String?, properties: [String: Property]) throws(SimulatedResponse) {
        guard let text, text.contains(where: { !$0.isWhitespace }) else {
            self = .everything
            return
        }
        var parser = FilterParser(text, properties: properties)
        self = try parser.parse()
    }

    /// A property without a value matches no comparison.
    func matches(_ value: (String) -> Value?) -> Bool {
        switch self {
        case .everything: return true
        case .all(let parts): return parts.allSatisfy { $0.matches(value) }
        case .any(let parts): return parts.contains { $0.matches(value) }
        case .not(let part): return !part.matches(value)
        case .comparison(let property, let sign, let wanted):
            guard let found = value(property) else { return false }
            if sign == "=" { return found == wanted }
            let left: Double
            let right: Double
            switch (found, wanted) {
            case (.time(let first), .time(let second)): (left, right) = (first, second)
            case (.integer(let first), .integer(let second)): (left, right) = (Double(first), Double(second))
            default: return false
            }
            switch sign {
            case ">": return left > right
            case "<": return left < right
            case ">=": return left >= right
            default: return left <= right
            }
        }
    }
}

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

/// The `filter` of field metadata: `name = …` or `name =~ …`, which live is sensitive to case (AffinityAPI.md#filters-and-searches).
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

/// The `filter` of `GET /v2/users`: `id = …` or `status = …` (AffinityAPI.md#filters-and-searches). Every user here is active.
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
