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
}

struct PersonSeed: Sendable, Equatable {
    var firstName: String
    var lastName: String?
    var emails: [String]
    /// Domains or names of organizations.
    var organizations: [String] = []
    var cells: [CellSeed] = []
}

struct OrganizationSeed: Sendable, Equatable {
    var name: String
    var domains: [String]
    /// In Affinity's shared directory only.
    var isGlobal = false
    var cells: [CellSeed] = []
}

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

struct OptionSeed: Sendable, Equatable {
    var text: String
    var color: FieldOption.Color?
    var category: FieldOption.Category?
    var winRate: Int?
}

/// A value by the name of its field; what it must look like depends on the field.
struct CellSeed: Sendable, Equatable {
    var field: String
    var value: SeedValue
    /// Where it stands in the document.
    var path = ""
}

struct ListSeed: Sendable, Equatable {
    var name: String
    var kind: EntityKind
    /// E-mail address of a user; `nil` for the user of the key.
    var owner: String?
    var isPublic = true
    var fields: [FieldSeed] = []
    var entries: [EntrySeed] = []
    var views: [ViewSeed] = []
    var path = ""
}

struct EntrySeed: Sendable, Equatable {
    /// The record: a domain or name, an e-mail address, or the name of the opportunity.
    var record: String
    /// Of an opportunity.
    var organizations: [String] = []
    var persons: [String] = []
    /// E-mail address of a user.
    var creator: String?
    var cells: [CellSeed] = []
    var path = ""
}

struct ViewSeed: Sendable, Equatable {
    var name: String
    var style: SavedView.Style
    /// Names or ids of fields.
    var columns: [String] = []
    /// Keeps rows whose field holds one of these options.
    var filterField: String?
    var filterOptions: [String] = []
    var path = ""
}
