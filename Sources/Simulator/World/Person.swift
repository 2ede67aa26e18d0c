/// A person; the users of the account are the internal ones.
struct Person: Sendable {
    let id: Int
    let isInternal: Bool
    var firstName: String
    var lastName: String?
    var emails: [String]
    /// Chosen when the person is made and kept when `emails` change (AffinityAPI.md#person-objects).
    var primaryEmail: String?
    var organizationIDs: [Int]
    /// Seconds since 1970.
    let createdAt: Double
    var cells: Cells = [:]
    var entryIDs: [Int] = []

    init(
        id: Int, isInternal: Bool, firstName: String, lastName: String?, emails: [String], organizationIDs: [Int], createdAt: Double
    ) {
        self.id = id
        self.isInternal = isInternal
        self.firstName = firstName
        self.lastName = lastName
        self.emails = emails
        self.primaryEmail = emails.first
        self.organizationIDs = organizationIDs
        self.createdAt = createdAt
    }
}
