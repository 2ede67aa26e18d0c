/// One key of a mapping: the decoder knows no other, and the JSON Schema is made of the same table.
struct Key: Sendable {
    let name: String
    /// Said by editors that use the schema.
    let summary: String
    let schema: JSONValue
    /// For a key that must be there: how it may look, to be shown when it is not.
    let requiredAs: String?

    init(_ name: String, _ summary: String, _ schema: JSONValue, requiredAs: String? = nil) {
        self.name = name
        self.summary = summary
        self.schema = schema
        self.requiredAs = requiredAs
    }
}

/// The keys of a mapping.
struct KeySet: Sendable {
    let keys: [Key]

    init(_ keys: [Key]) {
        self.keys = keys
    }

    var names: [String] { keys.map(\.name) }

    subscript(name: String) -> Key? { keys.first { $0.name == name } }
}
