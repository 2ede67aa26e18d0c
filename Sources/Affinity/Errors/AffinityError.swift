/// Why a request to Affinity did not bring what was asked. No case ever holds a key, a header or a query.
package enum AffinityError: Error, Hashable, Sendable {
    /// 400, 404, 409, 422 and the other 4xx: this request as it stands will never succeed; nothing was written.
    case refused(Refusal)
    /// 401: the key is wrong. v1 says so in plain text (AffinityAPI.md#addresses).
    case unauthorized(message: String)
    /// 403: the key's user may not do this. v2 names the missing permission (AffinityAPI.md#errors-of-v2).
    case forbidden(message: String)
    /// The account's calls of this month are used up. Nothing was written.
    case monthlyLimit(resetsInSeconds: Int?)
    /// The calls left this month have come down to what was to be left to others. Nothing was written.
    case monthlyReserve(remaining: Int, reserve: Int, resetsInSeconds: Int?)
    /// A create whose answer is missing or unreadable: it may have taken effect. Settle it by looking, never by repeating.
    case outcomeUnknown(reason: String)
    /// No answer, or only server errors, for longer than the client's patience. Repeating later is safe.
    case unreachable(reason: String)
    /// What answered is not Affinity's API, or not as known: HTML, a redirect, or JSON that lacks what it must have.
    case notAffinity(status: Int, contentType: String?, reason: String)
    /// Fewer records came than Affinity says there are, more than once: what was read must not be taken for all of it.
    case shortRead(reason: String)
    /// A proxy before Affinity, such as Nango's, does not pass requests on: a wrong secret, an unknown connection. Nothing was written.
    case proxyRefused(reason: String)
    /// The task was cancelled before the request was sent, or while a repeatable one was under way.
    case cancelled
}

extension AffinityError {
    /// What an error means for a run.
    package enum Consequence: Hashable, Sendable {
        /// This row is rejected, the others go on.
        case rejectsRow
        /// The whole run stops: nothing else would fare better (key, permission, not Affinity).
        case stopsRun
        /// The whole run stops and can be resumed later (limit, network, cancelled).
        case stopsResumably
        /// This write must be settled by looking.
        case mustBeSettled
    }

    package var consequence: Consequence {
        switch self {
        case .refused: .rejectsRow
        case .unauthorized, .forbidden, .notAffinity, .shortRead, .proxyRefused: .stopsRun
        case .monthlyLimit, .monthlyReserve, .unreachable, .cancelled: .stopsResumably
        case .outcomeUnknown: .mustBeSettled
        }
    }

    /// The same for every error of a kind, usable as a counter: no ids, no texts of Affinity.
    package var shortDescription: String {
        switch self {
        case .refused(let refusal) where refusal.merged != nil: "merged"
        case .refused(let refusal) where refusal.isGone: "gone"
        case .refused: "refused"
        case .unauthorized: "wrong key"
        case .forbidden: "permission missing"
        case .monthlyLimit: "month's limit"
        case .monthlyReserve: "month's reserve"
        case .outcomeUnknown: "outcome unknown"
        case .unreachable: "unreachable"
        case .notAffinity: "not Affinity"
        case .shortRead: "short read"
        case .proxyRefused: "proxy refused"
        case .cancelled: "cancelled"
        }
    }
}
