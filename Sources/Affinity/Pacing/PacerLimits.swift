/// What a pacer keeps to, beside what Affinity allows.
package struct PacerLimits: Hashable, Sendable {
    /// How many requests are under way at once, at most.
    package var concurrency: Int
    /// At most so many in any 60 seconds, spread evenly but for a small burst. Nil: whatever Affinity allows.
    package var requestsPerMinute: Allowance?
    /// So many of the month's calls are left to others.
    package var monthlyReserve: Allowance?

    package init(concurrency: Int = 6, requestsPerMinute: Allowance? = nil, monthlyReserve: Allowance? = nil) {
        self.concurrency = max(1, concurrency)
        self.requestsPerMinute = requestsPerMinute
        self.monthlyReserve = monthlyReserve
    }

    /// What is assumed of the minute until Affinity has said it (AffinityAPI.md#the-minute-and-the-month).
    static let assumedPerMinute = 900
}
