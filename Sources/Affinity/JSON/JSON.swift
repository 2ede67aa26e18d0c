import Foundation

/// Answers to values.
enum JSON {
    /// - Throws: `notAffinity` with the place of what is missing or of another kind, never with the text that stands there.
    static func read<Value: JSONReadable>(_: Value.Type = Value.self, from response: APIResponse) throws(AffinityError) -> Value {
        try read(response) { (json) throws(JSONProblem) in try Value(&json) }
    }

    static func read<Value>(
        _ response: APIResponse, _ value: (inout JSONCursor) throws(JSONProblem) -> Value
    ) throws(AffinityError) -> Value {
        if case .html = ErrorBody(sniffing: response.body) { throw .notAffinity(response, "a web page instead of JSON") }
        do throws(JSONProblem) { return try read(response.body, value) } catch { throw .notAffinity(response, error.reason) }
    }

    /// The one value that the bytes hold.
    static func read<Value>(
        _ bytes: [UInt8], _ value: (inout JSONCursor) throws(JSONProblem) -> Value
    ) throws(JSONProblem) -> Value {
        try bytes.withJSONCursor { (json) throws(JSONProblem) in
            var json = json
            let value = try value(&json)
            guard json.peek() == 0 else { throw json.malformed("the end") }
            return value
        }
    }
}

extension ErrorBody {
    /// Tells a web page from the rest by its first character, without reading on.
    init(sniffing body: [UInt8]) {
        let first = body.first { $0 > 0x20 }
        self = first == UInt8(ascii: "<") ? .html : .empty
    }
}

extension JSON {
    /// The same value gives the same bytes.
    static func encode(_ value: some Encodable) -> [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // A number that JSON does not have becomes a text, which Affinity refuses; null would clear the cell.
        encoder.nonConformingFloatEncodingStrategy = .convertToString(positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
        // The module's own bodies hold strings, numbers and lists only: encoding them cannot fail. An empty body would be refused.
        guard let data = try? encoder.encode(value) else { return [] }
        return [UInt8](data)
    }
}

/// That JSON does not hold what was looked for in it.
package struct JSONProblem: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// It is not JSON, or was cut.
        case malformed
        case missing
        case null
        /// Such as a text for a number.
        case otherKind
    }

    package var kind: Kind
    /// With its article: `a whole number`.
    package var expected: String
    /// In bytes from the beginning.
    package var offset: Int
    /// `data[3].entity.id`, as far as it is known.
    package var path = ""

    package init(_ kind: Kind, expected: String, offset: Int) {
        self.kind = kind
        self.expected = expected
        self.offset = offset
    }

    /// Says what is wrong, never with the text that stands there.
    package var reason: String {
        switch kind {
        case .malformed: "the answer is not readable JSON: expected \(expected) at byte \(offset)"
        case .missing where !path.isEmpty: "\(path) is missing"
        case .null where !path.isEmpty: "\(path) is null"
        case .otherKind where !path.isEmpty: "\(path) is of another kind than known"
        default: "expected \(expected) at byte \(offset) of the answer"
        }
    }

    func within(_ key: StaticString) -> JSONProblem {
        var problem = self
        problem.path = path.isEmpty || path.first == "[" ? "\(key)\(path)" : "\(key).\(path)"
        return problem
    }

    func within(element index: Int) -> JSONProblem {
        var problem = self
        problem.path = path.isEmpty || path.first == "[" ? "[\(index)]\(path)" : "[\(index)].\(path)"
        return problem
    }
}
