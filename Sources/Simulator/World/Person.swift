/// A person; the users of the account are the internal ones.
struct Person: Sendable {
    /// The raw value is v1's code; that of a collaborator is assumed (AffinityAPI.md#person-objects).
    enum Kind: Int, Sendable {
        case external = 0
        case `internal` = 1
        /// Somebody who takes part and is no user. v2 says so where a person stands in a value, and `external` of the record itself.
        case collaborator = 2

        /// As v2 names it in values.
        var name: String {
            switch self {
            case .external: "external"
            case .internal: "internal"
            case .collaborator: "collaborator"
            }
        }
    }

    let id: Int
    let kind: Kind
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
        id: Int, kind: Kind, firstName: String, lastName: String?, emails: [String], organizationIDs: [Int], createdAt: Double
    ) {
        self.id = id
        self.kind = kind
        self.firstName = firstName
        self.lastName = lastName
        self.emails = emails
        self.primaryEmail = emails.first
        self.organizationIDs = organizationIDs
        self.createdAt = createdAt
    }

    var isInternal: Bool { kind == .internal }
}
