/// What an account holds, with names in place of ids: the plan that `World` builds from.
package struct AccountSeed: Sendable, Equatable {
    var tenantName: String
    var subdomain: String
    /// The e-mail address of the user whose key it is.
    var keyUser: String
    var users: [PersonSeed]
    var persons: [PersonSeed]
    var organizations: [OrganizationSeed]
    var organizationFields: [FieldSeed]
    var personFields: [FieldSeed]
    var lists: [ListSeed]
    var notes: [NoteSeed] = []
    var reminders: [ReminderSeed] = []
}

/// A user or another person of an account.
struct PersonSeed: Sendable, Equatable {
    var firstName: String
    var lastName: String?
    var emails: [String]
    /// Takes part and is not a user.
    var isCollaborator = false
    /// Domains or names of organizations.
    var organizations: [String] = []
    var cells: [CellSeed] = []
    /// E-mail address of the person that they were merged into.
    var mergedInto: String?
}

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

/// A column of an account, with its options.
struct FieldSeed: Sendable, Equatable {
    var name: String
    var valueType: ValueType
    /// v2's id of an enriched field; `nil` for fields that people made.
    var key: String?
    var source: String?
    var isStatus = false
    var isRequired = false
    var takesUsersOnly = false
    var description: String?
    var options: [OptionSeed] = []
    /// Where it stands in the document.
    var path = ""
}

/// One choice of a dropdown; its rank is its place.
struct OptionSeed: Sendable, Equatable {
    var text: String
    var color: FieldOption.Color?
    var category: FieldOption.Category?
    var winRate: Int?
}

/// A row of a list.
struct EntrySeed: Sendable, Equatable {
    /// The record: a domain or name, an e-mail address, or the name of the opportunity.
    var record: String
    /// Of an opportunity.
    var organizations: [String] = []
    var persons: [String] = []
    /// Of an opportunity: only some users may see it.
    var isRestricted = false
    /// Of an opportunity: the key's user may not see it.
    var isRedacted = false
    /// E-mail address of a user.
    var creator: String?
    var cells: [CellSeed] = []
    /// Where it stands in the document.
    var path = ""
}

/// A value by the name of its field; what it must look like depends on the field.
struct CellSeed: Sendable, Equatable {
    var field: String
    var value: SeedValue
    /// Where it stands in the document.
    var path = ""
}

/// A saved view of a list.
struct ViewSeed: Sendable, Equatable {
    var name: String
    var style: SavedView.Style
    /// Names or ids of fields.
    var columns: [String] = []
    /// Keeps rows whose field holds one of these options.
    var filterField: String?
    var filterOptions: [String] = []
    /// Where it stands in the document.
    var path = ""
}

/// A note on records of an account.
struct NoteSeed: Sendable, Equatable {
    /// Plain text, or the HTML that v2 reads.
    var content: String
    var isHTML = false
    /// Domains or names.
    var organizations: [String] = []
    /// E-mail addresses.
    var persons: [String] = []
    /// Names.
    var opportunities: [String] = []
    /// E-mail address of a user; `nil` for the user of the key.
    var creator: String?
    /// A time such as `2026-01-31T12:00:00Z`; `nil` for when the account was made.
    var createdAt: String?
    /// Where it stands in the document.
    var path = ""
}

/// A reminder about one record of an account.
struct ReminderSeed: Sendable, Equatable {
    var content: String?
    /// A domain or a name.
    var organization: String?
    /// An e-mail address.
    var person: String?
    /// A time such as `2026-12-01T09:00:00Z`.
    var due: String
    /// How often it comes again; `nil` for once.
    var everyDays: Int?
    /// E-mail address of a user; `nil` for the user of the key.
    var owner: String?
    /// Where it stands in the document.
    var path = ""
}
