extension AffinityAPI {
    /// Whose key this is (AffinityAPI.md#who-the-key-is).
    package static func whoAmI() -> Call<WhoAmI> {
        read("/v2/auth/whoami", "/v2/auth/whoami", "who am I", WhoAmIDTO.self) { $0.whoAmI }
    }

    /// What is left of the minute and the month; Beta (AffinityAPI.md#rate-headers).
    package static func rateLimit() -> Call<RateStatus> {
        read("/v2/rate-limit", "/v2/rate-limit", "rate limit", RateLimitDTO.self) { $0.status }
    }

    /// The users of the account, deactivated ones too; Beta (AffinityAPI.md#who-the-key-is).
    package static func users() -> PagedCall<Person> {
        PagedCall(v2: "/v2/users", CallDescription(.get, "/v2/users", "users"), rows: PersonDTO.self) { $0.person(isInternal: true) }
    }
}
