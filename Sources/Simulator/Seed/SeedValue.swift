/// A tree of plain values, as any YAML or JSON reader can produce it: what an account is described in.
package indirect enum SeedValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case number(Double)
    case text(String)
    case list([SeedValue])
    case object([SeedMember])
}

/// One key of an object with its value.
package struct SeedMember: Sendable, Equatable {
    package let key: String
    package let value: SeedValue

    package init(_ key: String, _ value: SeedValue) {
        self.key = key
        self.value = value
    }
}
