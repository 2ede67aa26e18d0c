/// A company of an account.
struct OrganizationSeed: Sendable, Equatable {
    var name: String
    var domains: [String]
    /// In Affinity's shared directory only.
    var isGlobal = false
    var cells: [CellSeed] = []
}
