/// One item of a cell; cells of multi fields hold several.
enum FieldScalar: Sendable, Equatable {
    case text(String)
    case number(Double)
    /// Seconds since 1970, at midnight Pacific.
    case date(Int)
    /// An option of the field, by id.
    case option(Int)
    case person(Int)
    case company(Int)
    case location(Location)
    case interaction(Interaction.Key)
}
