/// A value by the name of its field; what it must look like depends on the field.
struct CellSeed: Sendable, Equatable {
    var field: String
    var value: SeedValue
    /// Where it stands in the document.
    var path = ""
}
