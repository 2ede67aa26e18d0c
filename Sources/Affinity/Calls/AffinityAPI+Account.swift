extension AffinityAPI {
    /// Whose key this is (v2 sheet §3.1).
    package static func whoAmI() -> Call<WhoAmI> {
        read("/v2/auth/whoami", "/v2/auth/whoami", "who am I", WhoAmIDTO.self) { $0.whoAmI }
    }

    /// The same through v1, which spends none of the month's calls (v1 sheet §1.4).
    package static func whoAmIV1() -> Call<WhoAmI> {
        read("/auth/whoami", "/auth/whoami", "who am I", WhoAmIDTO.self) { $0.whoAmI }
    }

    /// What is left of the minute and the month; Beta (v2 sheet §1.2).
    package static func rateLimit() -> Call<RateStatus> {
        read("/v2/rate-limit", "/v2/rate-limit", "rate limit", RateLimitDTO.self) { $0.status }
    }

    /// The same through v1, where it spends none of the month's calls (v1 sheet §2.3).
    package static func rateLimitV1() -> Call<RateStatus> {
        read("/rate-limit", "/rate-limit", "rate limit", V1RateLimitDTO.self) { $0.status }
    }

    /// The users of the account, deactivated ones too; Beta (v2 sheet §3.1).
    package static func users() -> PagedCall<Person> {
        PagedCall(v2: "/v2/users", CallDescription(.get, "/v2/users", "users"), rows: PersonDTO.self) { $0.person(isInternal: true) }
    }
}
