/// What Affinity says of itself and of a key in one answer.
package struct Greeting: Hashable, Sendable {
    package let account: CurrentUser
    /// By the server's clock, in seconds since 1970; nil where it says none.
    package let time: Int?
    /// The version of v2 that answered.
    package let apiVersion: String?

    package init(account: CurrentUser, time: Int?, apiVersion: String?) {
        self.account = account
        self.time = time
        self.apiVersion = apiVersion
    }
}

/// A user as Affinity's list of users shows them (AffinityAPI.md#who-the-key-is).
package struct AccountUser: Hashable, Sendable {
    /// `active`, `invited` or `deactivated`.
    package let status: String
    /// Shown to keys that may manage users.
    package let role: String?

    package init(status: String, role: String?) {
        self.status = status
        self.role = role
    }
}

/// What a key may be asked for, each found out by a read of one row (AffinityAPI.md#permissions).
package enum ReadPermission: String, CaseIterable, Hashable, Sendable {
    case lists
    case listEntries = "list-entries"
    case organizations, persons
    /// The older API, through which records are made.
    case v1

    /// A read that is refused without the permission, and gives as little as it can.
    package var probe: Call<Void> {
        let limit = [APIRequest.QueryItem("limit", "1")]
        let (path, query, subject): (String, [APIRequest.QueryItem], String) =
            switch self {
            case .lists: ("/v2/lists", limit, "lists")
            // Needs what reading and setting the fields of list entries needs, and no list.
            case .listEntries: ("/v2/opportunities", limit, "opportunities")
            case .organizations: ("/v2/companies", limit, "organizations")
            case .persons: ("/v2/persons", limit, "persons")
            // Not counted against the month.
            case .v1: ("/rate-limit", [], "rate limit of v1")
            }
        return Call(APIRequest(.get, path, query: query), CallDescription(.get, path, subject)) { response throws(AffinityError) in
            // A sign-in page answers 200 to anything.
            try JSON.read(response) { (json) throws(JSONProblem) in _ = try JSONMembers(&json) }
        }
    }
}

extension AffinityAPI {
    /// Whose key this is, and what the answer says beside it.
    package static func greeting() -> Call<Greeting> {
        let call = whoAmI()
        return Call(call.request, call.description) { response throws(AffinityError) in
            Greeting(
                account: try call.decode(response), time: response.date,
                apiVersion: response.headers["x-affinity-api-version"])
        }
    }

    /// One user; Beta (AffinityAPI.md#who-the-key-is).
    package static func user(_ id: PersonID) -> Call<AccountUser> {
        read("/v2/users/\(id)", "/v2/users/{user}", "user", AccountUserDTO.self) { AccountUser(status: $0.status, role: $0.role) }
    }
}

private struct AccountUserDTO: JSONReadable {
    let status: String
    let role: String?

    init(_ json: inout JSONCursor) throws(JSONProblem) {
        let members = try JSONMembers(&json)
        status = try members.required("status")
        role = try members.optional("role")
    }
}
