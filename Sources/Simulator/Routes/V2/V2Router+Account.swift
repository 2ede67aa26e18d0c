extension V2Router {
    func whoAmI(_ state: WorldState) -> SimulatedResponse {
        .json { writer in
            writer.object { writer in
                writer.keyOwner(state, email: "emailAddress")
                writer.object("grant") { writer in
                    writer.put("type", "api-key")
                    writer.array("scopes") { $0.string("api") }
                    writer.put("createdAt", state.keyCreatedAt, as: Timestamp.seconds)
                }
            }
        }
    }

    /// Since 2026-07-15; without a monthly cap the account's part is missing (AffinityAPI.md#rate-headers).
    func rateLimit() throws(SimulatedResponse) -> SimulatedResponse {
        try call.require(.july2026)
        let limiter = call.limiter
        return .json { writer in
            writer.object { writer in
                writer.key("callerPerMinute")
                writer.window(limiter.perMinute, limiter.minuteLeft, limiter.minuteReset(at: call.now), limiter.minuteUsed)
                if let limit = limiter.perMonth, let left = limiter.monthLeft {
                    writer.key("orgPerMonth")
                    writer.window(limit, left, limiter.monthReset(at: call.now), limiter.monthUsed)
                }
            }
        }
    }

    func oneUser(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        guard let user = state.persons[try id("userId")], user.isInternal else { throw V2Error.notFound }
        return .json { $0.user(user, withRole: canManageUsers) }
    }

    /// Every user here is active.
    func allUsers(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let users = state.persons.ids.filter { state.persons[$0]?.isInternal == true }
        let filter = try FilterExpression(call.query["filter"], properties: ["id": .id, "status": .name])
        let found = state.searchPersons(term: call.query["term"])
        let page = try V2Page(of: users, call: call) { id in
            filter.matches { $0 == "id" ? .integer(id) : .text("active") } && found[found.lowerBound(id)...].first == id
        }
        return page.response { writer, id in
            if let user = state.persons[id] { writer.user(user, withRole: canManageUsers) }
        }
    }

    private var canManageUsers: Bool { !call.configuration.deniedPermissions.contains(.manageUsers) }
}

extension JSONWriter {
    /// The account and whose key it is, as both APIs show them but for the name of the address.
    mutating func keyOwner(_ state: WorldState, email: StaticString) {
        object("tenant") { writer in
            writer.put("id", state.tenantID)
            writer.put("name", state.tenantName)
            writer.put("subdomain", state.subdomain)
        }
        let user = state.persons[state.keyUserID]
        object("user") { writer in
            writer.put("id", state.keyUserID)
            writer.put("firstName", user?.firstName ?? "")
            writer.put("lastName", user?.lastName)
            writer.put(email, user?.primaryEmail ?? "")
        }
    }

    fileprivate mutating func window(_ limit: Int, _ remaining: Int, _ reset: Int, _ used: Int) {
        object { writer in
            writer.put("limit", limit)
            writer.put("remaining", remaining)
            writer.put("reset", reset)
            writer.put("used", used)
        }
    }

    fileprivate mutating func user(_ user: Person, withRole: Bool) {
        object { writer in
            writer.put("id", user.id)
            writer.put("firstName", user.firstName)
            writer.put("lastName", user.lastName)
            writer.put("primaryEmailAddress", user.primaryEmail)
            writer.key("photoUrl")
            writer.null()
            writer.put("status", "active")
            guard withRole else { return }
            writer.put("emailAddresses", texts: user.emails)
            writer.put("role", "member")
        }
    }
}
