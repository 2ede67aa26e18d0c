/// Both APIs' `whoami` (AffinityAPI.md#who-the-key-is).
struct WhoAmIDTO: Decodable {
    struct Tenant: Decodable {
        let name: String
        let subdomain: String?
    }

    struct User: Decodable {
        let id: PersonID
        let firstName: String?
        let lastName: String?
        let emailAddress: String?
        /// v1's name for it.
        let email: String?
    }

    struct Grant: Decodable {
        let type: String?
        let scopes: [String]?
        /// v1: one, in singular.
        let scope: String?
    }

    let tenant: Tenant
    let user: User
    let grant: Grant?

    var whoAmI: WhoAmI {
        WhoAmI(
            tenantName: tenant.name, subdomain: tenant.subdomain ?? "", userID: user.id, firstName: user.firstName ?? "",
            lastName: user.lastName, emailAddress: user.emailAddress ?? user.email ?? "",
            grantType: (grant?.type ?? "").replacing("_", with: "-"),
            scopes: grant?.scopes ?? grant?.scope.map { [$0] } ?? [])
    }
}

/// v2's `rate-limit` (AffinityAPI.md#rate-headers).
struct RateLimitDTO: Decodable {
    struct Window: Decodable {
        let limit: JSONValue?
        let remaining: JSONValue?
        let reset: JSONValue?

        var window: RateStatus.Window {
            RateStatus.Window(limit: limit?.integer, remaining: remaining?.integer, resetsInSeconds: reset?.integer)
        }

        var isUnlimited: Bool { remaining?.text?.lowercased() == "unlimited" || limit?.text?.lowercased() == "unlimited" }
    }

    let callerPerMinute: Window?
    let orgPerMonth: Window?

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
