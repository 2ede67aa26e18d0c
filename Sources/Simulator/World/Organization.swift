/// A company. Those of Affinity's shared directory that nobody here has used yet are known by id and by search only.
struct Organization: Sendable {
    let id: Int
    var name: String
    /// The first is the primary one.
    var domains: [String]
    let isGlobal: Bool
    /// Part of the account's own directory.
    var isInWorkspace: Bool
    var personIDs: [Int]
    /// Seconds since 1970; search may lag behind it.
    var createdAt: Double
    var cells: Cells = [:]
    /// Rows that show it, on any list, oldest first.
    var entryIDs: [Int] = []

    init(id: Int, name: String, domains: [String], isGlobal: Bool, isInWorkspace: Bool, personIDs: [Int], createdAt: Double) {
        self.id = id
        self.name = name
        self.domains = domains
        self.isGlobal = isGlobal
        self.isInWorkspace = isInWorkspace
        self.personIDs = personIDs
        self.createdAt = createdAt
    }
}
