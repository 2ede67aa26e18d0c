/// Whose cell it is: global fields belong to the record, list fields to the row.
enum CellOwner: Sendable, Equatable {
    case company(Int)
    case person(Int)
    case entry(Int)
}
