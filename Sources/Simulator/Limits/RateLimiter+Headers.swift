extension RateLimiter {
    /// The six headers of every answer (AffinityAPI.md#rate-headers). Without a monthly cap v2 leaves the account's three out, and v1 does
    /// so too or says
    /// `unlimited` (AffinityAPI.md#pages-of-v1).
    func headers(at now: Double, isV2: Bool, unlimited: UnlimitedHeaders) -> [(name: String, value: String)] {
        var headers = [
            (name: "x-ratelimit-limit-user", value: String(perMinute)),
            (name: "x-ratelimit-limit-user-remaining", value: String(minuteLeft)),
            (name: "x-ratelimit-limit-user-reset", value: String(minuteReset(at: now))),
        ]
        if let perMonth, let monthLeft {
            headers.append((name: "x-ratelimit-limit-org", value: String(perMonth)))
            headers.append((name: "x-ratelimit-limit-org-remaining", value: String(monthLeft)))
            headers.append((name: "x-ratelimit-limit-org-reset", value: String(monthReset(at: now))))
        } else if !isV2 && unlimited == .word {
            headers.append((name: "x-ratelimit-limit-org", value: "unlimited"))
            headers.append((name: "x-ratelimit-limit-org-remaining", value: "unlimited"))
            headers.append((name: "x-ratelimit-limit-org-reset", value: String(monthReset(at: now))))
        }
        return headers
    }
}
