/// What befalls a request that a rule of a fault script picks.
enum FaultAction: Sendable, Equatable {
    /// Refused with an HTML page before anything happened.
    case before(status: Int)
    /// Done, but the answer is an HTML page.
    case after(status: Int)
    /// The connection is closed before anything happened.
    case dropBefore
    /// Done, but the connection is closed without an answer.
    case dropAfter
    /// Done; the connection is closed in the middle of the answer.
    case half
    /// Done; the answer comes so many milliseconds later.
    case slow(milliseconds: Int)
    /// 429 of one of the three kinds; nothing happened.
    case limit(RateLimiter.Verdict)
    /// Done, but the answer is no JSON although it says so.
    case garbage
    /// Nothing happens to the request, but before it someone else changes the account.
    case colleague([ColleagueStep])
}
