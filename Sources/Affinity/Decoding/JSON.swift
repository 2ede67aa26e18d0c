import Foundation

/// JSON answers to values.
enum JSON {
    /// - Throws: `notAffinity` with the place of what is missing or of another kind, never with the text that stands there.
    static func decode<Value: Decodable>(_: Value.Type, from response: APIResponse) throws(AffinityError) -> Value {
        if case .html = ErrorBody(sniffing: response.body) { throw .notAffinity(response, "a web page instead of JSON") }
        do {
            return try JSONDecoder().decode(Value.self, from: Data(JSONRepair.repaired(response.body) ?? response.body))
        } catch let error as DecodingError {
            throw .notAffinity(response, reason(error))
        } catch {
            throw .notAffinity(response, "the answer is not readable JSON")
        }
    }

    static func reason(_ error: DecodingError) -> String {
        switch error {
        case .keyNotFound(let key, let context): "\(place(context.codingPath + [key])) is missing"
        case .valueNotFound(_, let context): "\(place(context.codingPath)) is null"
        case .typeMismatch(_, let context): "\(place(context.codingPath)) is of another kind than known"
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "the answer is not readable JSON"
        case .dataCorrupted(let context): "\(place(context.codingPath)) is not as known"
        @unknown default: "the answer is not as known"
        }
    }

    /// `data[3].entity.id`.
    private static func place(_ path: [any CodingKey]) -> String {
        let text = path.reduce(into: "") { text, key in
            if let index = key.intValue { text += "[\(index)]" } else { text += (text.isEmpty ? "" : ".") + key.stringValue }
        }
        return text.isEmpty ? "the answer" : text
    }
}

extension ErrorBody {
    /// Tells a web page from the rest by its first character, without reading on.
    init(sniffing body: [UInt8]) {
        let first = body.first { $0 > 0x20 }
        self = first == UInt8(ascii: "<") ? .html : .empty
    }
}
