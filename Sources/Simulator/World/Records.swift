/// What a list row or a field belongs to; the raw value is v1's code (AffinityAPI.md#ids-and-kinds).
enum EntityKind: Int, Sendable, CaseIterable {
    case person = 0
    case company = 1
    case opportunity = 8

    /// As v2 and account files name it.
    var name: String {
        switch self {
        case .person: "person"
        case .company: "company"
        case .opportunity: "opportunity"
        }
    }

    /// The plural in v2's messages and paths.
    var plural: String {
        switch self {
        case .person: "persons"
        case .company: "companies"
        case .opportunity: "opportunities"
        }
    }

    init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }
}

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
    var createdAt: Instant
    var cells: Cells = [:]
    /// Rows that show it, on any list, oldest first.
    var entryIDs: [Int] = []
}

/// A person; the users of the account are the internal ones.
struct Person: Sendable {
    /// The raw value is v1's code; that of a collaborator is assumed (AffinityAPI.md#person-objects).
    enum Kind: Int, Sendable {
        case external = 0
        case `internal` = 1
        /// Somebody who takes part and is not a user. v2 says so where a person stands in a value, and `external` of the record itself.
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
    let createdAt: Instant
    var cells: Cells = [:]
    var entryIDs: [Int] = []

    var isInternal: Bool { kind == .internal }

    var name: String { [firstName, lastName].compactMap { $0 }.joined(separator: " ") }
}

/// A deal; it lives on exactly one list, in exactly one row.
struct Opportunity: Sendable {
    let id: Int
    var name: String
    let listID: Int
    var entryID: Int
    var personIDs: [Int]
    var organizationIDs: [Int]
    /// Only some users may see it.
    var isRestricted = false
    /// The key's user is not one of them (AffinityAPI.md#opportunities).
    var isRedacted = false

    /// What the key gets to see.
    var shownName: String { isRedacted ? "[Hidden]" : name }
}

/// A list with its own fields, rows and views.
struct AccountList: Sendable {
    let id: Int
    let name: String
    let kind: EntityKind
    let ownerID: Int
    let creatorID: Int
    let isPublic: Bool
    /// Seconds since 1970.
    let createdAt: Int
    /// Its own fields in the order of creation, derived ones last.
    var fieldIDs: [Int] = []
    /// Its own fields by v2 id.
    var fieldIDsByKey: [String: Int] = [:]
    /// Ascending.
    var entryIDs: [Int] = []
    /// Ascending.
    var viewIDs: [Int] = []
}

/// One row of a list.
struct ListEntry: Sendable {
    let id: Int
    let listID: Int
    let creatorID: Int
    let kind: EntityKind
    var entityID: Int
    let createdAt: Instant
    var cells: Cells = [:]
}

/// A saved view of a list. Only sheets can be read (AffinityAPI.md#saved-views).
struct SavedView: Sendable {
    enum Style: String, Sendable, CaseIterable {
        case sheet, board, dashboard
    }

    /// Keeps the rows whose cell holds any of these options.
    struct Filter: Sendable {
        let fieldID: Int
        let optionIDs: Set<Int>
    }

    let id: Int
    let listID: Int
    let name: String
    let style: Style
    /// Seconds since 1970.
    let createdAt: Int
    let columnIDs: [Int]
    let filter: Filter?
}

/// What stands in the place of a value that the key may not see: both are known (AffinityAPI.md#values).
package enum HiddenValues: String, Sendable, CaseIterable {
    case null
    /// A text of asterisks, whatever the field's type.
    case masked
}
