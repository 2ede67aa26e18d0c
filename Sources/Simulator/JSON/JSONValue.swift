/// A parsed request body. Numbers keep whether they were written as JSON numbers: v2 refuses `"5"` where it wants `5`
/// (AffinityAPI.md#values).
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    /// One key of an object with its value, in the order written.
    struct Member: Equatable, Sendable {
        let key: String
        let value: JSONValue
    }

    /// The value of a key; with a key written twice, the last one. `nil` when absent or when this is no object.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self else { return nil }
        return members.last { $0.key == key }?.value
    }

    /// Like the subscript, but an explicit `null` counts as absent, as v1 treats it (AffinityAPI.md#addresses).
    func present(_ key: String) -> JSONValue? {
        guard let value = self[key], value != .null else { return nil }
        return value
    }

    var text: String? {
        if case .string(let text) = self { return text }
        return nil
    }

    var items: [JSONValue]? {
        if case .array(let items) = self { return items }
        return nil
    }

    var members: [Member]? {
        if case .object(let members) = self { return members }
        return nil
    }

    /// A whole number written as a JSON number.
    var integer: Int? {
        guard case .number(let number) = self else { return nil }
        return Int(exactly: number)
    }

    /// A whole number, also when written as a string of digits: v1 takes ids so (AffinityAPI.md#addresses).
    var looseInteger: Int? {
        if case .string(let text) = self { return Int(text) }
        return integer
    }

    var boolean: Bool? {
        switch self {
        case .bool(let flag): flag
        case .string("true"): true
        case .string("false"): false
        default: nil
        }
    }
}
