/// A company of an account.
struct OrganizationSeed: Sendable, Equatable {
    var name: String
    var domains: [String]
    /// In Affinity's shared directory only.
    var isGlobal = false
    var cells: [CellSeed] = []
    /// Domain or name of the organization that it was merged into.
    var mergedInto: String?
}
