/// The names of an account, which an editor offers while a pipeline is written.
package struct AccountNames: Sendable {
    package struct Field: Sendable {
        package var name: String
        /// Where it is and what it holds.
        package var summary: String
        /// What a cell of it may say: options, users. Empty where that is open.
        package var texts: [String]

        package init(name: String, summary: String, texts: [String]) {
            self.name = name
            self.summary = summary
            self.texts = texts
        }
    }

    package var account: String
    package var lists: [String]
    package var views: [String]
    /// Those that a pipeline can set, each name once.
    package var fields: [Field]
    /// Columns that an export can have.
    package var columns: [String]

    package init(account: String, lists: [String], views: [String], fields: [Field], columns: [String]) {
        self.account = account
        self.lists = lists
        self.views = views
        self.fields = fields
        self.columns = columns
    }
}

/// The parts of the schema that an account fills in. Its names are offered and not enforced: an id, a name that is to come, or `!var`
/// stands in their place as well.
struct AccountDefinitions {
    let names: AccountNames?

    var all: [(String, JSONValue)] {
        [
            ("listName", offering(names?.lists ?? [])), ("viewName", offering(names?.views ?? [])),
            ("fieldName", offering(names?.fields.map(\.name) ?? [])), ("columnName", offering(names?.columns ?? [])), ("fields", fields),
        ]
    }

    private func offering(_ texts: [String]) -> JSONValue {
        if texts.isEmpty { return .text }
        return .object([("anyOf", .array([.choice(texts), .text]))])
    }

    /// The mapping under `set-fields`.
    private var fields: JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("type", "object"), ("additionalProperties", .reference("assignment")), ("minProperties", .integer(1)),
        ]
        if let names, !names.fields.isEmpty { pairs.append(("properties", .object(names.fields.map { ($0.name, field($0)) }))) }
        return .object(pairs)
    }

    private func field(_ field: AccountNames.Field) -> JSONValue {
        var pairs: [(String, JSONValue)] = [
            ("description", .string(field.summary)), ("$ref", .string("#/$defs/assignment")),
        ]
        if !field.texts.isEmpty {
            let texts = offering(field.texts)
            let mapped = JSONValue.object([("additionalProperties", texts)])
            pairs.append(("properties", .object([("constant", texts), ("default", texts), ("map", mapped)])))
        }
        return .object(pairs)
    }
}
