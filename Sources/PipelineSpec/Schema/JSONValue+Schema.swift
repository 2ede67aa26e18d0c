/// The pieces that the schema is made of.
extension JSONValue {
    /// Text as YAML may show it to a validator: `no`, `1.0` and `2024` are texts in a pipeline.
    static var text: JSONValue { .reference("text") }

    /// The same with rules for those that a validator sees as texts.
    static func scalar(_ rules: [(String, JSONValue)]) -> JSONValue {
        .object([("type", .array(["string", "number", "boolean"]))] + rules)
    }

    static func reference(_ name: String) -> JSONValue {
        .object([("$ref", .string("#/$defs/\(name)"))])
    }

    static func choice(_ words: [String]) -> JSONValue {
        .object([("enum", .array(words.map(JSONValue.string)))])
    }

    static func choice<C: Choice>(_ choice: C.Type) -> JSONValue {
        .choice(C.words)
    }

    static func list(_ item: JSONValue, minItems: Int = 0, unique: Bool = false) -> JSONValue {
        var pairs: [(String, JSONValue)] = [("type", "array"), ("items", item)]
        if minItems > 0 { pairs.append(("minItems", .integer(minItems))) }
        if unique { pairs.append(("uniqueItems", .boolean(true))) }
        return .object(pairs)
    }

    /// A mapping with these keys and no other.
    static func mapping(_ keys: KeySet, also: [(String, JSONValue)] = []) -> JSONValue {
        let required = keys.keys.filter { $0.requiredAs != nil }.map { JSONValue.string($0.name) }
        var pairs: [(String, JSONValue)] = [
            ("type", "object"),
            ("properties", .object(keys.keys.map { ($0.name, $0.schema.described($0.summary)) })),
            ("additionalProperties", .boolean(false)),
        ]
        if !required.isEmpty { pairs.append(("required", .array(required))) }
        return .object(pairs + also)
    }

    private func described(_ summary: String) -> JSONValue {
        guard case .object(let pairs) = self else { return self }
        return .object([("description", .string(summary))] + pairs)
    }
}
