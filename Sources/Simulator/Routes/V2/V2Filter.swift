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

    static let invalid = V2Error.badRequest("Invalid filter provided")

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
            if sign == "=~", case .text(let text) = found, case .text(let part) = wanted { return text.contains(part) }
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
        guard rest.isEmpty else { throw FilterExpression.invalid }
        return expression
    }

    private mutating func alternatives(depth: Int) throws(SimulatedResponse) -> FilterExpression {
        guard depth <= Self.deepest else { throw FilterExpression.invalid }
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
            guard skip("(") else { throw FilterExpression.invalid }
            return .not(try group(depth: depth))
        }
        return skip("(") ? try group(depth: depth) : try comparison()
    }

    private mutating func group(depth: Int) throws(SimulatedResponse) -> FilterExpression {
        let expression = try alternatives(depth: depth + 1)
        guard skip(")") else { throw FilterExpression.invalid }
        return expression
    }

    private mutating func comparison() throws(SimulatedResponse) -> FilterExpression {
        skipSpace()
        let name = String(rest.prefix { $0.isLetter || $0.isNumber || $0 == "." })
        rest = rest.dropFirst(name.count)
        var sign = ""
        if skip(">") { sign = ">" } else if skip("<") { sign = "<" }
        if rest.first == "=" || sign.isEmpty {
            guard skip("=") else { throw FilterExpression.invalid }
            sign += "="
            if rest.first == "~" {
                rest = rest.dropFirst()
                sign += "~"
            }
        }
        guard let property = properties[name], property.operators.contains(sign) else { throw FilterExpression.invalid }
        return .comparison(property: name, sign: sign, value: try Self.value(try literal(), kind: property.kind))
    }

    /// Quoted text, or everything up to a sign of the language; a backslash keeps the next character as it is.
    private mutating func literal() throws(SimulatedResponse) -> String {
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
            if !isQuoted && "[]*^$!<>".contains(character) { throw FilterExpression.invalid }
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
            guard let number = Int(text) else { throw FilterExpression.invalid }
            return .integer(number)
        case .text:
            guard !text.isEmpty else { throw FilterExpression.invalid }
            return .text(text)
        case .time:
            // Whole seconds in UTC only (AffinityAPI.md#filters-and-searches).
            guard text.hasSuffix("Z"), !text.contains("."), let instant = Timestamp.parseDateTime(text) else {
                throw FilterExpression.invalid
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
