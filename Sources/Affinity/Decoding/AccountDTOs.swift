/// Both APIs' `whoami` (AffinityAPI.md#who-the-key-is).
struct WhoAmIDTO: JSONReadable {
    struct Tenant: JSONReadable {
        let name: String
        let subdomain: String?

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            name = try members.required("name")
            subdomain = try members.optional("subdomain")
        }
    }

    struct User: JSONReadable {
        let id: PersonID
        let firstName: String?
        let lastName: String?
        let emailAddress: String?
        /// v1's name for it.
        let email: String?

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            id = try members.required("id")
            firstName = try members.optional("firstName")
            lastName = try members.optional("lastName")
            emailAddress = try members.optional("emailAddress")
            email = try members.optional("email")
        }
    }

    struct Grant: JSONReadable {
        let type: String?
        let scopes: [String]?
        /// v1: one, in singular.
        let scope: String?

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            type = try members.optional("type")
            scopes = try members.optional("scopes")
            scope = try members.optional("scope")
        }
    }

    let tenant: Tenant
    let user: User
    let grant: Grant?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        tenant = try members.required("tenant")
        user = try members.required("user")
        grant = try members.optional("grant")
    }

    var whoAmI: CurrentUser {
        CurrentUser(
            tenantName: tenant.name, subdomain: tenant.subdomain ?? "", userID: user.id, firstName: user.firstName ?? "",
            lastName: user.lastName, emailAddress: user.emailAddress ?? user.email ?? "",
            grantType: (grant?.type ?? "").replacing("_", with: "-"),
            scopes: grant?.scopes ?? grant?.scope.map { [$0] } ?? [])
    }
}

/// v2's `rate-limit` (AffinityAPI.md#rate-headers).
struct RateLimitDTO: JSONReadable {
    struct Window: JSONReadable {
        let limit: JSONValue?
        let remaining: JSONValue?
        let reset: JSONValue?

        init(_ json: inout JSONCursor) throws(JSONProblem) {
            let members = try JSONMembers(&json)
            limit = try members.optional("limit")
            remaining = try members.optional("remaining")
            reset = try members.optional("reset")
        }

        var window: RateStatus.Window {
            RateStatus.Window(limit: limit?.integer, remaining: remaining?.integer, resetsInSeconds: reset?.integer)
        }

        var isUnlimited: Bool { remaining?.text?.lowercased() == "unlimited" || limit?.text?.lowercased() == "unlimited" }
    }

    let callerPerMinute: Window?
    let orgPerMonth: Window?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        callerPerMinute = try members.optional("callerPerMinute")
        orgPerMonth = try members.optional("orgPerMonth")
    }

    var status: RateStatus {
        let month: RateStatus.Month =
            if let orgPerMonth { orgPerMonth.isUnlimited ? .unlimited : .limited(orgPerMonth.window) } else { .unlimited }
        return RateStatus(minute: callerPerMinute?.window, month: month)
    }
}

extension JSONValue {
    /// A whole number, also as a text; nil beyond any range.
    var integer: Int? {
        if case .number(let value) = self { Int(exactly: value.rounded()) } else { text.flatMap { Int($0) } }
    }
}
