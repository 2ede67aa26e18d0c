extension V1Router {
    /// camelCase inside, unlike the rest of v1 (AffinityAPI.md#who-the-key-is).
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
                    writer.key("email")
                    writer.string(user?.primaryEmail ?? "")
                }
                writer.key("grant")
                writer.object { writer in
                    writer.key("type")
                    writer.string("api_key")
                    writer.key("scope")
                    writer.string("external_api")
                    writer.key("createdAt")
                    writer.plain(Timestamp.milliseconds(Double(state.keyCreatedAt)))
                }
            }
        }
    }

    /// Without a monthly cap the numbers are the word `unlimited` (AffinityAPI.md#rate-headers).
    func rateLimit() -> SimulatedResponse {
        let limiter = call.limiter
        return .json { writer in
            writer.object { writer in
                writer.key("rate")
                writer.object { writer in
                    writer.key("org_monthly")
                    writer.window(limiter.perMonth, limiter.monthLeft, limiter.monthReset(at: call.now), limiter.monthUsed)
                    writer.key("api_key_per_minute")
                    writer.window(limiter.perMinute, limiter.minuteLeft, limiter.minuteReset(at: call.now), limiter.minuteUsed)
                }
            }
        }
    }
}

extension JSONWriter {
    fileprivate mutating func window(_ limit: Int?, _ remaining: Int?, _ reset: Int, _ used: Int) {
        object { writer in
            writer.key("limit")
            if let limit { writer.integer(limit) } else { writer.string("unlimited") }
            writer.key("remaining")
            if let remaining { writer.integer(remaining) } else { writer.string("unlimited") }
            writer.key("reset")
            writer.integer(reset)
            writer.key("used")
            writer.integer(used)
        }
    }
}
