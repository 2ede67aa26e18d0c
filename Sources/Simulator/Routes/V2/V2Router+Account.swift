extension V2Router {
    func whoAmI(_ state: WorldState) -> SimulatedResponse {
        let user = state.persons[state.keyUserID]
        return .json { writer in
            writer.object { writer in
                writer.key("tenant")
                writer.object { writer in
                    writer.key("id")
                    writer.integer(state.tenantID)
                    writer.key("name")
                    writer.string(state.tenantName)
                    writer.key("subdomain")
                    writer.string(state.subdomain)
                }
                writer.key("user")
                writer.object { writer in
                    writer.key("id")
                    writer.integer(state.keyUserID)
                    writer.key("firstName")
                    writer.string(user?.firstName ?? "")
                    writer.key("lastName")
                    writer.optional(user?.lastName)
                    writer.key("emailAddress")
                    writer.string(user?.primaryEmail ?? "")
                }
                writer.key("grant")
                writer.object { writer in
                    writer.key("type")
                    writer.string("api-key")
                    writer.key("scopes")
                    writer.array { $0.string("api") }
                    writer.key("createdAt")
                    writer.plain(Timestamp.seconds(state.keyCreatedAt))
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

    func users(_ state: WorldState) throws(SimulatedResponse) -> SimulatedResponse {
        let users = state.persons.ids.filter { state.persons[$0]?.isInternal == true }
        if call.path.count == 2 {
            let id = try call.id(1, "userId")
            guard users.contains(id), let user = state.persons[id] else { throw V2Error.notFound }
            return .json { $0.user(user, withRole: canManageUsers) }
        }
        guard call.path.count == 1 else { throw noRoute }
        let filter = try UserFilter(call.query["filter"])
        let found = state.searchPersons(term: call.query["term"])
        let page = try V2Page(of: users, call: call) { id in
            filter.matches(id) && found[found.lowerBound(id)...].first == id
        }
        return page.response { writer, id in
            if let user = state.persons[id] { writer.user(user, withRole: canManageUsers) }
        }
    }

    private var canManageUsers: Bool { !call.configuration.deniedPermissions.contains(.manageUsers) }
}

extension JSONWriter {
    fileprivate mutating func window(_ limit: Int, _ remaining: Int, _ reset: Int, _ used: Int) {
        object { writer in
            writer.key("limit")
            writer.integer(limit)
            writer.key("remaining")
            writer.integer(remaining)
            writer.key("reset")
            writer.integer(reset)
            writer.key("used")
            writer.integer(used)
        }
    }

    fileprivate mutating func user(_ user: Person, withRole: Bool) {
        object { writer in
            writer.key("id")
            writer.integer(user.id)
            writer.key("firstName")
            writer.string(user.firstName)
            writer.key("lastName")
            writer.optional(user.lastName)
            writer.key("primaryEmailAddress")
            writer.optional(user.primaryEmail)
            writer.key("photoUrl")
            writer.null()
            writer.key("status")
            writer.string("active")
            guard withRole else { return }
            writer.key("emailAddresses")
            writer.array { writer in
                for email in user.emails { writer.string(email) }
            }
            writer.key("role")
            writer.string("member")
        }
    }
}
