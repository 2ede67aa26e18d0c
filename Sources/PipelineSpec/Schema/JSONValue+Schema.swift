/// The pieces that the schema is made of.
extension JSONValue {
    /// Text as YAML may show it to a validator: `no`, `1.0` and `2024` are texts in a pipeline.
    static var text: JSONValue { .reference("text") }

    /// The same where an empty one means something too.
    static var anyText: JSONValue { .reference("anyText") }

    /// A text made of letters, digits and signs that no fraction has.
    static func word(_ rules: [(String, JSONValue)]) -> JSONValue {
        .object([("type", .array(["string", "integer", "boolean"]))] + rules)
    }

    /// The same with rules for those that a validator sees as texts.
    static func scalar(_ rules: [(String, JSONValue)]) -> JSONValue {
        .object([("type", .array(["string", "number", "boolean"]))] + rules)
    }

    /// A whole number, also in quotes.
    /// - Parameter pattern: of its digits, without zeros before them.
    static func wholeNumber(from least: Int, to most: Int? = nil, digits pattern: String) -> JSONValue {
        var number: [(String, JSONValue)] = [("type", "integer"), ("minimum", .integer(least))]
        if let most { number.append(("maximum", .integer(most))) }
        return .object([
            ("anyOf", .array([.object(number), .object([("type", "string"), ("pattern", .string("^0*(\(pattern))$"))])]))
        ])
    }

    /// YAML 1.1's words for yes and no; a reader of YAML 1.2 takes most of them for texts.
    static let yesOrNo = JSONValue.object([
        (
            "anyOf",
            .array([
                .object([("type", "boolean")]),
                .object([
                    ("type", "string"),
                    (
                        "pattern",
                        "^([Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee]|[Yy][Ee][Ss]|[Nn][Oo]|[Oo][Nn]|[Oo][Ff][Ff])$"
                    ),
                ]),
            ])
        )
    ])

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
