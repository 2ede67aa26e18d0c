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
