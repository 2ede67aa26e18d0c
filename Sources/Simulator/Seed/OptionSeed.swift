/// One choice of a dropdown; its rank is its place.
struct OptionSeed: Sendable, Equatable {
    var text: String
    var color: FieldOption.Color?
    var category: FieldOption.Category?
    var winRate: Int?
}
