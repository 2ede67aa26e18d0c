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
