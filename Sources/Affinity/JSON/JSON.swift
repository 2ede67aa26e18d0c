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
