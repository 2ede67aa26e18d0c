/// A user or another person of an account.
struct PersonSeed: Sendable, Equatable {
    var firstName: String
    var lastName: String?
    var emails: [String]
    /// Takes part and is no user.
    var isCollaborator = false
    /// Domains or names of organizations.
    var organizations: [String] = []
    var cells: [CellSeed] = []
    /// E-mail address of the person that they were merged into.
    var mergedInto: String?
}
