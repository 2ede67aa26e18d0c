/// A list with its fields, rows and views.
struct ListSeed: Sendable, Equatable {
    var name: String
    var kind: EntityKind
    /// E-mail address of a user; `nil` for the user of the key.
    var owner: String?
    var isPublic = true
    var fields: [FieldSeed] = []
    var entries: [EntrySeed] = []
    var views: [ViewSeed] = []
    /// Where it stands in the document.
    var path = ""
}
