import Foundation

/// A parsed request body. Numbers keep whether they were written as JSON numbers: v2 refuses `"5"` where it wants `5`
/// (AffinityAPI.md#values).
enum JSONValue: Equatable, Sendable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    /// `nil` for bytes that are not JSON.
    init?(parsing bytes: [UInt8]) {
        guard !Self.hasTrailingComma(bytes),
            let value = try? JSONSerialization.jsonObject(with: Data(bytes), options: .fragmentsAllowed)
        else { return nil }
        self.init(value)
    }

    /// Foundation takes a comma before a closing bracket, which JSON has not.
    private static func hasTrailingComma(_ bytes: [UInt8]) -> Bool {
        var isInText = false
        var isEscaped = false
        var isAfterComma = false
        for byte in bytes {
            if isEscaped {
                isEscaped = false
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isInText.toggle()
                isAfterComma = false
            case UInt8(ascii: "\\"): isEscaped = isInText
            case 0x20, 0x0A, 0x0D, 0x09: break
            case UInt8(ascii: "]") where isAfterComma, UInt8(ascii: "}") where isAfterComma: return true
            default: isAfterComma = !isInText && byte == UInt8(ascii: ",")
            }
        }
        return false
    }

    private init(_ value: Any) {
        switch value {
        case let text as String: self = .string(text)
        // The type of a boolean is "c", that of a number is not.
        case let number as NSNumber:
            self = number.objCType.pointee == 0x63 ? .bool(number.boolValue) : .number(number.doubleValue)
        case let items as [Any]: self = .array(items.map { JSONValue($0) })
        case let members as [String: Any]: self = .object(members.mapValues { JSONValue($0) })
        default: self = .null
        }
    }

    /// The value of a key; `nil` when absent or when this is not an object.
    subscript(key: String) -> JSONValue? { members?[key] }

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

    var members: [String: JSONValue]? {
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
